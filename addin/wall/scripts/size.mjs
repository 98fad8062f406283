// What a screen loads before it shows anything: printed, and no more than 40 KiB gzip.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const most = 40;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
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
const kib = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1024;
const sum = [...first].map(kib).reduce((a, b) => a + b, 0);
console.log(`First load: ${sum.toFixed(1)} KiB gzip of at most ${most} (${[...first].join(", ")}); later: sw.js ${kib("sw.js").toFixed(1)}`);
if (sum > most) {
  console.error("The first load is too large.");
  process.exit(1);
}
