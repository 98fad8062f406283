// What the pane needs before it can be seen: printed, and no more than 200 KiB gzip without Office's own script.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const most = 200;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const first = new Set();
function need(key) {
  const chunk = manifest[key];
  if (!first.has(chunk.file)) {
    first.add(chunk.file);
    (chunk.css ?? []).forEach((file) => first.add(file));
    (chunk.imports ?? []).forEach(need);
  }
}

need("index.html");
first.add("index.html");
const kib = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1024;
const sum = [...first].map(kib).reduce((a, b) => a + b, 0);
const later = [...new Set(Object.values(manifest).map((c) => c.file))].filter((file) => !first.has(file)).map((file) => `${file} ${kib(file).toFixed(1)}`);
console.log(`First load: ${sum.toFixed(1)} KiB gzip of at most ${most} (${[...first].join(", ")}); loaded when needed: ${later.join(", ")}`);
if (sum > most) {
  console.error("The first load is too large.");
  process.exit(1);
}
