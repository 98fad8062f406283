import { describe, expect, it } from "vitest";
import { daysOf, letters, runs, serial, valueOf } from "../src/plan";

describe("a period", () => {
  it.each([
    ["Quarter", 0, "2026-10-01", "2026-12-31"], ["Quarter", -1, "2026-07-01", "2026-09-30"], ["Quarter", 1, "2027-01-01", "2027-03-31"], ["Month", 0, "2026-11-01", "2026-11-30"],
    ["Month", -9, "2026-02-01", "2026-02-28"], ["Week", 0, "2026-11-23", "2026-11-29"], ["Week", 6, "2027-01-04", "2027-01-10"],
  ] as const)("%s %i is from %s to %s", (period, shift, from, to) => expect(daysOf(period, "2026-11-24", shift)).toEqual({ from, to }));

  it("of a Sunday is the week that ends with it", () => expect(daysOf("Week", "2026-11-29", 0)).toEqual({ from: "2026-11-23", to: "2026-11-29" }));
});

describe("a cell", () => {
  it("is a day as Excel counts days", () => {
    expect(serial("1900-03-01")).toBe(61);
    expect(serial("2026-11-24")).toBe(46350);
    expect(serial("2026-11-24T12:00:00")).toBe(46350.5);
  });

  it("of words is never anything else", () => expect(["=1", "+1", "007", "'x", ""].map((w) => valueOf(w, "Text"))).toEqual(["'=1", "'+1", "'007", "''x", ""]));
});

it("columns are lettered as in Excel, and written side by side where they stand so", () => {
  expect([0, 25, 26, 701, 702].map(letters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  expect(runs([0, 1, 3, 4, 2])).toEqual([{ from: 0, at: 0, length: 2 }, { from: 2, at: 3, length: 2 }, { from: 4, at: 2, length: 1 }]);
});
