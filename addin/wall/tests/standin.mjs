// Stands in for the bot: serves the built page and plays the API with sample content. `node tests/standin.mjs [port]`
// POST /play/enter pairs the last code, /play/revoke refuses every token, /play/less and /play/more take the first card away and add a new one, /play/empty leaves no panel.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { content, photo } from "./sample.mjs";

const port = Number(process.argv[2] ?? 3990);
const dist = new URL("../dist/", import.meta.url).pathname;
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };
const csp = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";
let entered = new Set();
let issued = null;
let shown = content();
let version = 1;

const play = {
  enter: () => entered.add(issued),
  revoke: () => (entered = new Set()),
  less: () => shown.panels.shift(),
  more: () => shown.panels.push({ ...shown.panels.find((p) => p.kind === "card"), id: `new-${version}`, to: "陈晓", photo: null, photoId: null, fresh: true }),
  empty: () => (shown.panels = []),
  full: () => (shown = content()),
  english: () => (shown = { ...content(), language: "en-US", branch: "Demo Branch", spirit: ["Sincere", "United", "Professional", "Progressive"], day: "Tuesday, 24 November" }),
};

createServer((request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  const answer = (status, body, headers = {}) => response.writeHead(status, { "Content-Security-Policy": csp, ...headers }).end(body);
  const json = (status, body, headers) => answer(status, JSON.stringify(body), { "Content-Type": "application/json", ...headers });
  if (path === "/wall/api/pairings" && request.method === "POST") {
    issued = `token-${Math.random()}`;
    json(201, { code: "K7M2-P9QX", token: issued, seconds: 600 });
  } else if (path === "/wall/api/content") {
    const token = request.headers.authorization?.slice(7);
    if (!entered.has(token)) {
      token === issued ? json(202, { waiting: true }) : answer(401);
    } else if (request.headers["if-none-match"] === `"${version}"`) {
      answer(304);
    } else {
      json(200, shown, { ETag: `"${version}"` });
    }
  } else if (path.startsWith("/play/") && request.method === "POST") {
    play[path.slice(6)]?.();
    version++;
    json(200, { version });
  } else if (path === "/photo.svg") {
    answer(200, photo, { "Content-Type": "image/svg+xml" });
  } else if (path.startsWith("/wall/")) {
    const file = normalize(path.slice(6)) === "." ? "index.html" : normalize(path.slice(6));
    try {
      answer(200, readFileSync(join(dist, file)), { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    } catch {
      answer(404);
    }
  } else {
    answer(302, "", { Location: "/wall/" });
  }
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/wall/`));
