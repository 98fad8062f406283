// `node ../../addin/shared/size.mjs KIB`, in the folder of a built page: what it needs before it can be seen is printed, and no more than that many KiB gzip.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const most = Number(process.argv[2]);
const dist = resolve("dist");
const manifest = JSON.parse(readFileSync(resolve(dist, ".vite/manifest.json"), "utf8"));
const first = new Set(["index.html"]);
function need(key) {
  const chunk = manifest[key];
  if (!first.has(chunk.file)) {
    first.add(chunk.file);
    (chunk.css ?? []).forEach((file) => first.add(file));
    (chunk.imports ?? []).forEach(need);
  }
}

need("index.html");
const kib = (file) => gzipSync(readFileSync(resolve(dist, file))).length / 1024;
const sum = [...first].map(kib).reduce((a, b) => a + b, 0);
const later = [...new Set(Object.values(manifest).map((chunk) => chunk.file))].filter((file) => !first.has(file)).map((file) => `${file} ${kib(file).toFixed(1)}`);
console.log(`First load: ${sum.toFixed(1)} KiB gzip of at most ${most} (${[...first].join(", ")}); loaded when needed: ${later.join(", ")}`);
if (!(sum <= most)) {
  console.error("The first load is too large.");
  process.exit(1);
}
