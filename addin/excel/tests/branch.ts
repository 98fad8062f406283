import type { Cell, WorksheetHead } from "../src/api/types";
import type { Writing } from "../src/sheets";

/** The sheet 网点产品销售日统计表 of the demo branch, as the bot lays it out. */
export const head: WorksheetHead = {
  key: "branch",
  title: "网点产品销售日统计表",
  columns: [
    { key: "day", title: "日期", type: "Date", summed: false, hidden: false },
    { key: "who", title: "谁", type: "Text", summed: false, hidden: false },
    { key: "fund", title: "基金(笔)", type: "Count", summed: true, hidden: false },
    { key: "fund.amount", title: "基金金额(元)", type: "Amount", summed: true, hidden: false },
  ],
  frozen: 1,
  aboutRows: 20,
  charts: [],
};

/** So many days, the first on 2 November 2026. */
export function rows(count: number, fund = 1): Cell[][] {
  return Array.from({ length: count }, (_, i) => [new Date(Date.UTC(2026, 10, 2 + i)).toISOString().slice(0, 10), "陈晓", fund + i, 100.5]);
}

export async function* pages(...all: Cell[][][]): AsyncGenerator<Cell[][]> {
  for (const page of all) {
    yield await Promise.resolve(page);
  }
}

export function writing(of: Partial<Writing> & { rows?: Cell[][] } = {}): Writing {
  return {
    head,
    title: "示范支行 销售统计",
    subtitle: "2026-11-01 – 2026-11-30 · 17:20",
    total: "合计",
    incomplete: "没有写完",
    remember: { branch: "demo", from: "2026-11-01", to: "2026-11-30", language: "zh-CN", version: "v1", asOf: "截至 2026-11-24 17:20" },
    pages: pages(of.rows ?? rows(3)),
    signal: new AbortController().signal,
    progress: () => {},
    ...of,
  };
}
