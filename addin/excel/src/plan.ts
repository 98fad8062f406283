import type { Cell, CellType, WorkColumn } from "./api/types";

// How a sheet is laid out, and what is written into it. Pure: no Office here.

/** The title stands in the first row, of when the figures are in the second, the table's header in the fourth. */
export const headerRow = 3;

/**
 * So many cells are written between two yields. Excel on the web takes 5 MB a request (learn.microsoft.com, "Resource limits and performance optimization
 * for Office Add-ins"); this is a tenth of it for the longest names.
 */
export const mostCells = 20_000;

const day = 24 * 60 * 60 * 1000;

/** A cell as Excel takes it. Words keep what they are whatever they begin with: the apostrophe says so, and is not a part of them. */
export function valueOf(cell: Cell | undefined, type: CellType): string | number {
  if (cell === null || cell === undefined || cell === "") {
    return "";
  }

  if (typeof cell === "number") {
    return cell;
  }

  return type === "Date" || type === "Time" ? serial(cell) : literal(cell);
}

/** Words that are never taken for a formula, a number or a date. */
export function literal(words: string): string {
  return `'${words}`;
}

/** A day or a time as Excel counts it: days since 30 December 1899, by the clock on the wall. */
export function serial(text: string): number {
  const [date = "", time = "00:00:00"] = text.split("T");
  return (Date.parse(`${date}T${time}Z`) - Date.UTC(1899, 11, 30)) / day;
}

/** The number format of a column. */
export function formatOf(type: CellType): string {
  switch (type) {
    case "Date":
      return "yyyy-mm-dd";
    case "Time":
      return "yyyy-mm-dd hh:mm";
    case "Count":
      return "#,##0.##";
    case "Amount":
      return "#,##0.00";
    case "Share":
      return "0.0%";
    default:
      return "General";
  }
}

/** How wide a column is, in points: its title counts, Chinese characters twice. */
export function widthOf(column: WorkColumn): number {
  const letters = [...column.title].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  const least = column.type === "Time" ? 16 : column.type === "Date" || column.type === "Amount" ? 12 : 8;
  return 6 * Math.min(Math.max(letters + 3, least), 40);
}

/** The first column that people see: the title stands above it. */
export function firstVisible(columns: WorkColumn[]): number {
  return Math.max(0, columns.findIndex((c) => !c.hidden));
}

/** The columns by which a row is known again: the first two that hold words or days. */
export function keyColumns(columns: WorkColumn[]): number[] {
  return columns.flatMap((c, i) => (c.type === "Text" || c.type === "Date" ? [i] : [])).slice(0, 2);
}

/** By what a row is known again: whose it is, what stands in its key columns, and of several that are alike which of them it is. */
export function keyOf(branch: string, values: unknown[], counted: Map<string, number>): string {
  const alike = JSON.stringify([branch, ...values]);
  const nth = (counted.get(alike) ?? 0) + 1;
  counted.set(alike, nth);
  return JSON.stringify([branch, ...values, nth]);
}

/** The row of such a key, as people read it. */
export function rowOf(key: string): string {
  return (JSON.parse(key) as unknown[]).slice(0, -1).map((v) => (typeof v === "number" ? dayOf(v) : String(v))).join(" · ");
}

/** A cell that the API gives, as Excel shows it. */
export function shown(cell: Cell | undefined, type: CellType): unknown {
  const value = valueOf(cell, type);
  return typeof value === "string" ? value.slice(1) : value;
}

/** A day as Excel counts it, written out. */
export function dayOf(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * day).toISOString().slice(0, 10);
}

/** The name of a sheet's table, by which it is found again wherever somebody has moved it and whatever he calls it. */
export function tableName(key: string): string {
  return `BB_${key.replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** How many rows of so many columns are written at once. */
export function rowsAtOnce(width: number): number {
  return Math.max(1, Math.floor(mostCells / Math.max(1, width)));
}

/** Columns beside one another, so that they are written as one range: [first place in the row, first place in the table, how many]. */
export function runs(places: number[]): { from: number; at: number; length: number }[] {
  const found: { from: number; at: number; length: number }[] = [];
  places.forEach((at, from) => {
    const last = found.at(-1);
    if (last !== undefined && last.at + last.length === at && last.from + last.length === from) {
      last.length++;
    } else {
      found.push({ from, at, length: 1 });
    }
  });
  return found;
}

/** A column's letters, from 0. */
export function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

/** The sum of a column of a table. Its cells are named and not its title, for that may have any characters. */
export function total(column: number, firstRow: number, rows: number): string {
  return `=SUBTOTAL(109,${letters(column)}${firstRow + 1}:${letters(column)}${firstRow + rows})`;
}

/** What Excel says of a cell, as the API takes it. */
export function cellOf(value: unknown): Cell {
  return typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? value : null;
}

/** The days of a period: of the one in which a day lies, or of one some periods before or after it. */
export function daysOf(period: "Week" | "Month" | "Quarter", today: string, shift: number): { from: string; to: string } {
  const date = new Date(`${today}T00:00:00Z`);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const first =
    period === "Week" ? Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 7 * shift)
    : period === "Month" ? Date.UTC(year, month + shift, 1)
    : Date.UTC(year, Math.floor(month / 3) * 3 + 3 * shift, 1);
  const from = new Date(first);
  const next =
    period === "Week" ? first + 7 * day
    : Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + (period === "Month" ? 1 : 3), 1);
  return { from: from.toISOString().slice(0, 10), to: new Date(next - day).toISOString().slice(0, 10) };
}
