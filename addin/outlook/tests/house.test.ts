import { expect, it } from "vitest";

it("only src/office knows Office.js", () => {
  const files = Object.entries(import.meta.glob<string>("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }));
  expect(files.length).toBeGreaterThan(9);
  const knowing = files.filter(([, text]) => /\bOffice\.(?!js\b)\w/.test(text)).map(([name]) => name);
  expect(knowing.sort()).toEqual(["../src/office/outlook.ts"]);
});
