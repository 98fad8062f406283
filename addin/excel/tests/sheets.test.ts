import { beforeEach, describe, expect, it } from "vitest";
import { Book, type SheetData, type TableData } from "../standin/book";
import { type Counts, standIn } from "../standin/excel";
import { ExcelSheets } from "../src/office/workbook";
import { mostCells } from "../src/plan";
import { head, pages, rows, writing } from "./branch";

let book: Book;
let counts: Counts;
const sheets = new ExcelSheets();

beforeEach(() => {
  book = new Book();
  book.addSheet("Sheet1");
  counts = standIn(book);
});

const table = (key = "BB_branch"): TableData => book.tables.find((t) => t.name === key)!;
const sheet = (): SheetData => table().sheet;
const shown = (row: number, column: number): unknown => book.shown(sheet(), row, column);
const column = (title: string): unknown[] => {
  const at = table().column + table().columns.indexOf(title);
  return Array.from({ length: table().rows }, (_, i) => shown(table().row + 1 + i, at));
};

describe("a sheet that is inserted", () => {
  it("is a real table with typed columns, totals, a frozen header and what it is of", async () => {
    await sheets.write(writing());
    expect(sheet().name).toBe("网点产品销售日统计表");
    expect(shown(0, 0)).toBe("示范支行 销售统计");
    expect(shown(1, 0)).toBe("2026-11-01 – 2026-11-30 · 17:20");
    expect(table().columns).toEqual(["日期", "谁", "基金(笔)", "基金金额(元)"]);
    expect(column("日期")).toEqual([46328, 46329, 46330]);
    expect(book.cell(sheet(), 4, 0)?.format).toBe("yyyy-mm-dd");
    expect(book.cell(sheet(), 6, 3)?.format).toBe("#,##0.00");
    expect(column("基金(笔)")).toEqual([1, 2, 3]);
    expect([shown(7, 0), shown(7, 2), shown(7, 3)]).toEqual(["合计", 6, 301.5]);
    expect(sheet().frozen).toMatchObject({ rows: 4, columns: 1 });
  });

  it("keeps words as words, whatever they begin with", async () => {
    const words = ["=HYPERLINK(\"http://evil\")", "+1", "-2", "@cmd", "007", "2026-01-01", "'quoted", "TRUE"];
    await sheets.write(writing({ rows: words.map((w) => ["2026-11-02", w, 1, 1]) }));
    expect(column("谁")).toEqual(words);
    expect([...sheet().cells.values()].flatMap((c) => [...c.values()]).filter((c) => c.formula !== undefined && !c.formula.startsWith("=SUBTOTAL"))).toEqual([]);
  });

  it("has one row where there is nothing to show", async () => {
    await sheets.write(writing({ rows: [] }));
    expect(table().rows).toBe(1);
    expect(column("日期")).toEqual([""]);
  });

  it("takes another name where somebody has one of that name", async () => {
    book.addSheet("网点产品销售日统计表");
    await sheets.write(writing());
    expect(sheet().name).toBe("网点产品销售日统计表 2");
  });

  it("draws a native clustered column chart of figure against target", async () => {
    await sheets.write(writing({ head: { ...head, charts: [{ title: "件数", categories: "who", series: ["fund", "fund.amount"], firstRow: 1, rows: 2 }] } }));
    expect(sheet().charts).toHaveLength(1);
    expect(sheet().charts[0]).toMatchObject({
      type: "ColumnClustered", title: "件数",
      series: [{ name: "基金(笔)", values: { row: 5, column: 2, rows: 2 }, categories: { column: 1 } }, { name: "基金金额(元)", values: { column: 3 } }],
    });
  });
});

describe("a refresh", () => {
  it("keeps a colleague's formulas beside the table and below it, though more rows come", async () => {
    await sheets.write(writing());
    book.write(sheet(), 4, 6, "=SUM(BB_branch[基金(笔)])");
    book.write(sheet(), 10, 0, "'my notes");
    book.write(sheet(), 11, 2, "=SUM(C5:C7)");
    book.write(book.sheets[0]!, 0, 0, "=SUM(BB_branch[基金金额(元)])");

    await sheets.write(writing({ rows: rows(30) }));

    expect(table().rows).toBe(30);
    expect(shown(4, 6)).toBe(465);
    expect(book.shown(book.sheets[0]!, 0, 0)).toBe(3015);
    expect(shown(37, 0)).toBe("my notes");
    expect(book.cell(sheet(), 38, 2)?.formula).toMatch(/^=SUM\(C5:C/);
    expect(shown(34, 2)).toBe(465);
  });

  it("takes surplus rows away and moves up again what is below", async () => {
    await sheets.write(writing({ rows: rows(30) }));
    book.write(sheet(), 40, 1, "'below");
    book.write(sheet(), 20, 8, "'beside");
    await sheets.write(writing({ rows: rows(2) }));
    expect(table().rows).toBe(2);
    expect([shown(6, 0), shown(6, 2)]).toEqual(["合计", 3]);
    expect(shown(12, 1)).toBe("below");
    expect(shown(20, 8)).toBe("beside");
    await sheets.write(writing({ rows: [] }));
    expect([table().rows, column("基金(笔)")]).toEqual([1, [""]]);
  });

  it("finds its table again, wherever it was moved and whatever the sheet is called", async () => {
    await sheets.write(writing());
    sheet().name = "我的表";
    await sheets.write(writing({ rows: rows(5) }));
    expect(book.sheets.map((s) => s.name)).toEqual(["Sheet1", "我的表"]);
    expect(table().rows).toBe(5);
  });

  it("makes a sheet anew that somebody has deleted", async () => {
    await sheets.write(writing());
    book.removeSheet(sheet());
    expect(await sheets.standing()).toEqual([]);
    await sheets.write(writing());
    expect(table().rows).toBe(3);
  });

  it("leaves a column alone that people have added, and fills its formulas down", async () => {
    await sheets.write(writing());
    book.insertColumn(table(), 2, "备注");
    [4, 5, 6].forEach((row) => book.write(sheet(), row, 2, "=SUM(BB_branch[基金(笔)])"));
    await sheets.write(writing({ rows: rows(5) }));
    expect(table().columns).toEqual(["日期", "谁", "备注", "基金(笔)", "基金金额(元)"]);
    expect(column("备注")).toEqual([15, 15, 15, 15, 15]);
    expect(column("基金金额(元)")).toEqual([100.5, 100.5, 100.5, 100.5, 100.5]);
  });

  it("keeps a remark beside the day and person that it is about, though rows come before it, and loses none whose row is gone", async () => {
    await sheets.write(writing({ rows: [["2026-11-03", "陈晓", 1, 1], ["2026-11-04", "孙丽", 2, 2], ["2026-11-05", "何伟", 3, 3]] }));
    book.insertColumn(table(), 4, "备注");
    book.write(sheet(), 5, 4, "'客户下周再来");
    book.write(sheet(), 6, 4, "'=问一问");
    await sheets.write(writing({ rows: [["2026-11-02", "陈晓", 9, 9], ["2026-11-03", "陈晓", 1, 1], ["2026-11-04", "孙丽", 2, 2]] }));
    expect(column("谁")).toEqual(["陈晓", "陈晓", "孙丽"]);
    expect(column("备注")).toEqual(["", "", "客户下周再来"]);
    const kept = book.sheets.find((s) => s.name === "BranchBot 批注")!;
    expect(book.shown(kept, 0, 3)).toBe("备注: =问一问");
    expect(book.shown(kept, 0, 2)).toBe("demo · 2026-11-05 · 何伟");
  });

  it("tells rows apart that look alike, and keeps every remark", async () => {
    const twice = [["2026-11-03", "陈晓", 1, 1], ["2026-11-03", "陈晓", 2, 2]];
    await sheets.write(writing({ rows: twice }));
    book.insertColumn(table(), 4, "备注");
    book.write(sheet(), 4, 4, "'第一笔");
    book.write(sheet(), 5, 4, "'第二笔");
    await sheets.write(writing({ rows: [["2026-11-02", "陈晓", 9, 9], ...twice] }));
    expect(column("备注")).toEqual(["", "第一笔", "第二笔"]);
    await sheets.write(writing({ rows: [] }));
    expect(column("备注")).toEqual([""]);
    expect([0, 1].map((row) => book.shown(book.sheets.find((s) => s.name === "BranchBot 批注")!, row, 3))).toEqual(["备注: 第一笔", "备注: 第二笔"]);
  });

  it("with another branch's figures does not put a remark beside them", async () => {
    await sheets.write(writing({ rows: [["2026-11-03", "陈晓", 1, 1]] }));
    book.insertColumn(table(), 4, "备注");
    book.write(sheet(), 4, 4, "'我们的");
    await sheets.write(writing({ rows: [["2026-11-03", "陈晓", 5, 5]], remember: { ...writing().remember, branch: "demo2" } }));
    expect(column("备注")).toEqual([""]);
    expect(book.shown(book.sheets.find((s) => s.name === "BranchBot 批注")!, 0, 2)).toBe("demo · 2026-11-03 · 陈晓");
  });

  it("that is cancelled leaves each remark beside its row", async () => {
    await sheets.write(writing({ rows: [["2026-11-03", "陈晓", 1, 1], ["2026-11-04", "孙丽", 2, 2]] }));
    book.insertColumn(table(), 4, "备注");
    book.write(sheet(), 5, 4, "'客户下周再来");
    const cancel = new AbortController();
    const all = pages([["2026-11-02", "陈晓", 9, 9]], [["2026-11-03", "陈晓", 1, 1]]);
    await expect(sheets.write(writing({ pages: all, signal: cancel.signal, progress: () => cancel.abort() }))).rejects.toThrow(/abort/i);
    expect(column("谁")).toEqual(["陈晓", "孙丽"]);
    expect(column("备注")).toEqual(["", "客户下周再来"]);
  });

  it("brings a new product, takes one away that ended, and renames one without breaking formulas", async () => {
    await sheets.write(writing());
    book.write(sheet(), 0, 9, "=SUM(BB_branch[基金(笔)])");
    const [day, who, fund] = head.columns as [typeof head.columns[0], typeof head.columns[0], typeof head.columns[0]];
    const gold = { key: "gold", title: "贵金属(笔)", type: "Count" as const, summed: true, hidden: false };
    await sheets.write(writing({
      head: { ...head, columns: [day!, who!, gold, { ...fund!, title: "公募基金(笔)" }] },
      pages: pages(rows(4).map((r) => [r[0]!, r[1]!, 7, r[2]!])),
    }));
    expect(table().columns).toEqual(["日期", "谁", "贵金属(笔)", "公募基金(笔)"]);
    expect(column("贵金属(笔)")).toEqual([7, 7, 7, 7]);
    expect(shown(0, 9)).toBe(10);
  });

  it("keeps the chart that people have moved and points it to the rows of now", async () => {
    const charted = { ...head, charts: [{ title: "件数", categories: "who", series: ["fund"], firstRow: 0, rows: 3 }] };
    await sheets.write(writing({ head: charted }));
    Object.assign(sheet().charts[0]!, { title: "我的图", left: 20 });
    await sheets.write(writing({ head: { ...charted, charts: [{ ...charted.charts[0]!, rows: 5 }] }, pages: pages(rows(5)) }));
    expect(sheet().charts).toHaveLength(1);
    expect(sheet().charts[0]).toMatchObject({ title: "我的图", left: 20, series: [{ values: { rows: 5 } }] });
  });

  it("is refused by Excel where another table stands half below, and says why", async () => {
    await sheets.write(writing());
    book.write(sheet(), 20, 2, "'a");
    book.write(sheet(), 20, 4, "'b");
    book.write(sheet(), 20, 3, "'c");
    book.addTable(sheet(), { row: 20, column: 2, rows: 2, columns: 3 });
    await expect(sheets.write(writing({ rows: rows(9) }))).rejects.toThrow(/shift cells in the table/);
    expect((await sheets.standing())[0]!.version).toBe("");
  });
});

describe("a hundred thousand rows", () => {
  it("arrive in bounded chunks that yield between them, with progress", async () => {
    const page = rows(1).concat(Array.from({ length: 1_999 }, () => ["2026-11-02", "陈晓", 1, 0.01]));
    const told: number[] = [];
    let others = 0;
    const timer = setInterval(() => others++);
    await sheets.write(writing({ pages: pages(...Array.from({ length: 50 }, () => page)), progress: (n) => told.push(n) }));
    clearInterval(timer);
    expect(table().rows).toBe(100_000);
    expect(counts.mostCells).toBeLessThanOrEqual(mostCells);
    expect(counts.syncs).toBeLessThan(120);
    expect(counts.suspended).toBe(50);
    expect(told.at(-1)).toBe(100_000);
    expect(told).toHaveLength(50);
    expect(others).toBeGreaterThan(5);
    expect(shown(100_004, 2)).toBe(100_000);
  }, 60_000);

  it("can be cancelled in the middle: the sheet says that it is not whole, and nothing more is asked for", async () => {
    const cancel = new AbortController();
    let asked = 0;
    async function* endless(): AsyncGenerator<ReturnType<typeof rows>> {
      for (;;) {
        asked++;
        yield await Promise.resolve(rows(100));
      }
    }

    const write = sheets.write(writing({ pages: endless(), signal: cancel.signal, progress: (n) => n >= 500 && cancel.abort() }));
    await expect(write).rejects.toThrow(/abort/i);
    expect(asked).toBe(6);
    expect(shown(1, 0)).toBe("没有写完");
    expect((await sheets.standing())[0]!.version).toBe("");
    await sheets.write(writing());
    expect([table().rows, (await sheets.standing())[0]!.version]).toEqual([3, "v1"]);
  });
});

describe("a table of targets", () => {
  const targets = {
    ...head, key: "targets", title: "目标", charts: [],
    columns: [
      { key: "id", title: "id", type: "Text" as const, summed: false, hidden: true },
      { key: "name", title: "谁", type: "Text" as const, summed: false, hidden: false },
      { key: "fund", title: "基金(笔)", type: "Count" as const, summed: false, hidden: false },
      { key: "fund.amount", title: "基金金额(元)", type: "Amount" as const, summed: false, hidden: false },
    ],
  };

  it("is read back by its columns, though people have sorted it, moved columns and left cells empty", async () => {
    await sheets.write(writing({ head: targets, pages: pages([["branch", "示范支行", 40, null], ["10000000-0000-0000-0000-000000000004", "陈晓", null, null]]) }));
    const on = table("BB_targets");
    expect(on.sheet.hidden.has(0)).toBe(true);
    book.write(on.sheet, 5, 2, 12);
    book.write(on.sheet, 4, 2, "");
    book.insertColumn(on, 2, "我的备注");
    const back = (await sheets.read("targets"))!;
    expect(back.keys).toEqual(["id", "name", "fund", "fund.amount"]);
    expect(back.rows).toEqual([["branch", "示范支行", null, null], ["10000000-0000-0000-0000-000000000004", "陈晓", 12, null]]);
    expect(await sheets.read("nothing")).toBeNull();
  });
});

describe("the stand-in is as strict as Excel", () => {
  it("shows nothing before it was loaded and synced, and takes no values of another shape", async () => {
    await sheets.write(writing());
    await expect(Excel.run(async (context) => context.workbook.tables.getItem("BB_branch").getHeaderRowRange().rowIndex)).rejects.toThrow("PropertyNotLoaded");
    await expect(Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRangeByIndexes(0, 0, 2, 2).values = [[1, 2]];
      await context.sync();
    })).rejects.toThrow("InvalidArgument");
    await expect(Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRangeByIndexes(0, 0, 1, 1).values = [["x".repeat(6_000_000)]];
      await context.sync();
    })).rejects.toThrow("RequestPayloadSizeLimitExceeded");
    await expect(Excel.run(async (context) => {
      context.workbook.tables.getItem("nobody").name = "x";
      await context.sync();
    })).rejects.toThrow("ItemNotFound");
  });
});
