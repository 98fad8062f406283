import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/wall/",
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { wall: "index.html", sw: "src/sw.ts" },
      // A service worker reaches no further than the folder it lies in, and is found by its name.
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  // The tests read what is hostile where the bot's own tests do.
  server: { fs: { allow: [".", "../../tests/Support"] } },
  // A night takes longer where other tests run beside it.
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"], testTimeout: 30_000 },
});
