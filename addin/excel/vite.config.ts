import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/addin/excel/",
  plugins: [react()],
  build: { target: "es2022", rollupOptions: { input: ["index.html", "signin.html"] }, manifest: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
  test: { environment: "jsdom", include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/setup.ts"] },
});
