import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// What addin/shared imports comes from here too, and only once.
const shared = ["react", "react-dom", "@fluentui/react-components", "@azure/msal-browser"];

export default defineConfig({
  base: "/addin/outlook/",
  // The ribbon's icons, which the app's manifest names (infra/app).
  publicDir: "../shared/icons",
  plugins: [react()],
  resolve: { dedupe: shared },
  build: { target: "es2022", rollupOptions: { input: ["index.html", "signin.html"] }, manifest: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800 },
  test: { environment: "jsdom", testTimeout: 30_000, include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/setup.ts"] },
});
