import type { Cell, WorksheetHead } from "./api/types";

/** What the workbook remembers of a sheet of ours. */
export interface Remembered {
  branch: string;
  from: string;
  to: string;
  language: string;
  /** Of what stands in it; empty: it was not written to its end. */
  version: string;
  /** Of when its figures are, in words. */
  asOf: string;
  /** Its columns' keys, in their order. */
  keys: string[];
  /** Their titles. */
  titles: string[];
  /** More, of the sheet of targets: the period. */
  period?: string | null;
}

/** A sheet of ours that stands in the workbook. */
export interface Standing extends Remembered {
  key: string;
  /** What people call it by now. */
  name: string;
}

/** What a sheet is written with. */
export interface Writing {
  head: WorksheetHead;
  title: string;
  subtitle: string;
  /** What the totals row is called. */
  total: string;
  /** What the second row says where it was not written to its end. */
  incomplete: string;
  remember: Omit<Remembered, "keys" | "titles">;
  pages: AsyncIterable<Cell[][]>;
  signal: AbortSignal;
  progress: (rows: number) => void;
}

/** The open workbook. `office/` implements it by Office.js. */
export interface Sheets {
  /** The sheets of ours that stand in it. */
  standing(): Promise<Standing[]>;
  /** Writes a sheet, or what has changed of it: only our own table's cells are touched. */
  write(writing: Writing): Promise<void>;
  /** The rows of a table of ours, by the columns' keys; null: it is not there. */
  read(key: string): Promise<{ keys: string[]; rows: Cell[][]; remembered: Remembered } | null>;
}
