import type { Cell, WorksheetHead } from "../api/types";
import * as plan from "../plan";
import type { Remembered, Sheets, Standing, Writing } from "../sheets";
import { Remarks } from "./remarks";

// This folder is the only place with Office.js.

/** Where a table of ours stands. */
interface Place {
  sheet: string;
  row: number;
  column: number;
  width: number;
  /** Rows of its body; Excel keeps one at least. */
  rows: number;
  /** For each column of ours its place in the table. */
  places: number[];
  remarks: Remarks | null;
}

/** The open workbook, by Excel's JavaScript API (ExcelApi 1.12). */
export class ExcelSheets implements Sheets {
  async standing(): Promise<Standing[]> {
    return await Excel.run(async (context) => {
      const settings = context.workbook.settings.load("items/key,items/value");
      const tables = context.workbook.tables.load("items/name,items/worksheet/name");
      await context.sync();
      const names = new Map(tables.items.map((t) => [t.name, t.worksheet.name]));
      return settings.items.filter((s) => names.has(s.key)).map((s) => {
        const { key, ...remembered } = JSON.parse(s.value as string) as Remembered & { key: string };
        return { ...remembered, key, name: names.get(s.key)! };
      });
    });
  }

  async write(writing: Writing): Promise<void> {
    let place = await Excel.run((context) => layOut(context, writing));
    let written = 0;
    try {
      for await (const page of writing.pages) {
        const step = plan.rowsAtOnce(place.width);
        for (let from = 0; from < page.length; from += step) {
          writing.signal.throwIfAborted();
          const rows = page.slice(from, from + step);
          place = await Excel.run((context) => append(context, writing.head, place, written, rows));
          written += rows.length;
          place.remarks?.came(rows);
          writing.progress(written);

          // Excel and the pane share one thread on the web: others have their turn.
          await new Promise((resolve) => setTimeout(resolve));
        }
      }

      writing.signal.throwIfAborted();
    } catch (e) {
      await Excel.run((context) => leave(context, writing, place));
      await place.remarks?.putBack(true);
      throw e;
    }

    // Before the sheet counts as whole, and before rows go that are no more.
    await place.remarks?.putBack(false);
    await Excel.run((context) => finish(context, writing, place, written));
  }

  async read(key: string): Promise<{ keys: string[]; rows: Cell[][]; remembered: Remembered } | null> {
    return await Excel.run(async (context) => {
      const table = context.workbook.tables.getItemOrNullObject(plan.tableName(key));
      const setting = context.workbook.settings.getItemOrNullObject(plan.tableName(key)).load("value");
      await context.sync();
      if (table.isNullObject || setting.isNullObject) {
        return null;
      }

      const header = table.getHeaderRowRange().load("values");
      const body = table.getDataBodyRange().load("values");
      await context.sync();
      const remembered = JSON.parse(setting.value as string) as Remembered;
      const titles = (header.values[0] as unknown[]).map(String);
      const found = remembered.keys.map((k, i) => ({ key: k, at: titles.indexOf(remembered.titles[i]!) })).filter((c) => c.at >= 0);
      return { keys: found.map((c) => c.key), rows: (body.values as unknown[][]).map((row) => found.map((c) => plan.cellOf(row[c.at]))), remembered };
    });
  }
}

// Finds the table or makes it, and sees to it that it has our columns; those that people have added stay.
async function layOut(context: Excel.RequestContext, writing: Writing): Promise<Place> {
  const { head } = writing;
  const name = plan.tableName(head.key);
  const table = context.workbook.tables.getItemOrNullObject(name);
  const setting = context.workbook.settings.getItemOrNullObject(name).load("value");
  await context.sync();
  const before = setting.isNullObject ? null : (JSON.parse(setting.value as string) as Remembered);
  if (table.isNullObject) {
    await create(context, writing, name);
  } else {
    await reconcile(context, head, table, before);
  }

  const made = context.workbook.tables.getItem(name);
  const columns = made.columns.load("items/name");
  const header = made.getHeaderRowRange().load("rowIndex,columnIndex,columnCount");
  const body = made.getDataBodyRange().load("rowCount");
  const sheet = made.worksheet.load("name");
  await context.sync();
  const titles = columns.items.map((c) => c.name);
  return {
    sheet: sheet.name, row: header.rowIndex, column: header.columnIndex, width: header.columnCount, rows: body.rowCount,
    places: head.columns.map((c) => titles.indexOf(c.title)),
    remarks: table.isNullObject ? null : await Remarks.read(context, writing, titles, before?.branch),
  };
}

async function create(context: Excel.RequestContext, writing: Writing, name: string): Promise<void> {
  const { head } = writing;
  const sheets = context.workbook.worksheets.load("items/name");
  await context.sync();
  const taken = new Set(sheets.items.map((s) => s.name.toLowerCase()));
  let title = head.title;
  for (let n = 2; taken.has(title.toLowerCase()); n++) {
    title = `${head.title.slice(0, 27)} ${n}`;
  }

  const sheet = context.workbook.worksheets.add(title);
  const heading = sheet.getRangeByIndexes(0, plan.firstVisible(head.columns), 1, 1);
  heading.values = [[plan.literal(writing.title)]];
  heading.format.font.bold = true;
  heading.format.font.size = 14;
  const width = head.columns.length;
  sheet.getRangeByIndexes(plan.headerRow, 0, 1, width).values = [head.columns.map((c) => plan.literal(c.title))];
  const table = sheet.tables.add(sheet.getRangeByIndexes(plan.headerRow, 0, 2, width), true);
  table.name = name;
  table.style = "TableStyleMedium2";
  head.columns.forEach((column, i) => {
    const range = sheet.getRangeByIndexes(plan.headerRow + 1, i, 1, 1);
    range.numberFormat = [[plan.formatOf(column.type)]];
    range.format.columnWidth = plan.widthOf(column);
    if (column.hidden) {
      range.getEntireColumn().columnHidden = true;
    }
  });
  sheet.freezePanes.freezeAt(sheet.getRangeByIndexes(0, 0, plan.headerRow + 1, Math.max(1, head.frozen)));
  await context.sync();
}

async function reconcile(context: Excel.RequestContext, head: WorksheetHead, table: Excel.Table, before: Remembered | null): Promise<void> {
  const columns = table.columns.load("items/name");
  await context.sync();
  const standing = columns.items.map((c) => c.name);
  const titleOf = new Map(before?.keys.map((key, i) => [key, before.titles[i]!]) ?? []);
  const wanted = new Set(head.columns.map((c) => c.key));
  for (const [key, title] of titleOf) {
    if (!wanted.has(key) && standing.includes(title)) {
      table.columns.getItem(title).delete();
      standing.splice(standing.indexOf(title), 1);
    }
  }

  let at = 0;
  for (const column of head.columns) {
    const title = titleOf.get(column.key) ?? column.title;
    if (standing.includes(title)) {
      if (title !== column.title) {
        table.columns.getItem(title).name = column.title;
        standing[standing.indexOf(title)] = column.title;
      }

      at = standing.indexOf(column.title) + 1;
    } else {
      table.columns.add(at, undefined, column.title);
      standing.splice(at++, 0, column.title);
    }
  }

  await context.sync();
}

// Over the rows that stand, and behind them: Excel moves down what lies below the table, within its columns.
async function append(context: Excel.RequestContext, head: WorksheetHead, place: Place, written: number, rows: Cell[][]): Promise<Place> {
  context.application.suspendApiCalculationUntilNextSync();
  const sheet = context.workbook.worksheets.getItem(place.sheet);
  const table = context.workbook.tables.getItem(plan.tableName(head.key));
  const over = Math.max(0, Math.min(rows.length, place.rows - written));
  const values = rows.map((row) => head.columns.map((column, i) => plan.valueOf(row[i], column.type)));
  if (over > 0) {
    for (const run of plan.runs(place.places)) {
      sheet.getRangeByIndexes(place.row + 1 + written, place.column + run.at, over, run.length).values = values.slice(0, over).map((row) => row.slice(run.from, run.from + run.length));
    }
  }

  if (over < values.length) {
    // What is null stays as Excel fills it in: the formulas of people's own columns.
    const whole = values.slice(over).map((row) => {
      const cells: (string | number | null)[] = new Array<null>(place.width).fill(null);
      place.places.forEach((at, i) => (cells[at] = row[i]!));
      return cells;
    });
    table.rows.add(undefined, whole as (string | number)[][]);
  }

  // The sheet may have been renamed, and rows inserted above the table, while we yielded.
  const header = table.getHeaderRowRange().load("rowIndex,columnIndex");
  const owner = table.worksheet.load("name");
  await context.sync();
  return { ...place, sheet: owner.name, row: header.rowIndex, column: header.columnIndex, rows: Math.max(place.rows, written + rows.length) };
}

async function finish(context: Excel.RequestContext, writing: Writing, place: Place, written: number): Promise<void> {
  const { head } = writing;
  const sheet = context.workbook.worksheets.getItem(place.sheet);
  const table = context.workbook.tables.getItem(plan.tableName(head.key));
  const first = place.row + 1;
  const rows = Math.max(1, written);
  if (written === 0) {
    for (const run of plan.runs(place.places)) {
      sheet.getRangeByIndexes(first, place.column + run.at, 1, run.length).values = [new Array<string>(run.length).fill("")];
    }
  }

  if (place.rows > rows) {
    sheet.getRangeByIndexes(first + rows, place.column, place.rows - rows, place.width).delete("Up");
  }

  head.columns.forEach((column, i) => {
    sheet.getRangeByIndexes(first, place.column + place.places[i]!, rows, 1).numberFormat = plan.formatOf(column.type) as unknown as string[][];
  });
  if (head.columns.some((c) => c.summed)) {
    table.showTotals = true;
    head.columns.forEach((column, i) => {
      const cell = sheet.getRangeByIndexes(first + rows, place.column + place.places[i]!, 1, 1);
      if (column.summed) {
        cell.formulas = [[plan.total(place.column + place.places[i]!, first, rows)]];
        cell.numberFormat = [[plan.formatOf(column.type)]];
      } else if (i === 0) {
        cell.values = [[plan.literal(writing.total)]];
      }
    });
  }

  await draw(context, head, place, sheet);
  say(sheet, place, head, writing.subtitle);
  remember(context, writing, writing.remember.version);
  await context.sync();
}

// A sheet that was left in the middle says so, and counts as stale.
async function leave(context: Excel.RequestContext, writing: Writing, place: Place): Promise<void> {
  say(context.workbook.worksheets.getItem(place.sheet), place, writing.head, writing.incomplete);
  remember(context, writing, "");
  await context.sync();
}

async function draw(context: Excel.RequestContext, head: WorksheetHead, place: Place, sheet: Excel.Worksheet): Promise<void> {
  const charts = head.charts.map((chart, n) => ({ chart, name: `${plan.tableName(head.key)}_${n + 1}`, n }));
  const standing = charts.map((c) => sheet.charts.getItemOrNullObject(c.name));
  await context.sync();
  charts.forEach(({ chart, name, n }, i) => {
    const columnOf = (key: string): number => place.column + place.places[head.columns.findIndex((c) => c.key === key)]!;
    const range = (key: string): Excel.Range => sheet.getRangeByIndexes(place.row + 1 + chart.firstRow, columnOf(key), chart.rows, 1);
    let drawn = standing[i]!;
    if (drawn.isNullObject) {
      drawn = sheet.charts.add("ColumnClustered", sheet.getRangeByIndexes(place.row + 1 + chart.firstRow, columnOf(chart.series[0]!), chart.rows, chart.series.length), "Columns");
      drawn.name = name;
      drawn.title.text = chart.title;
      drawn.legend.position = "Bottom";
      drawn.setPosition(
        sheet.getRangeByIndexes(place.row + n * 18, place.column + place.width + 1, 1, 1),
        sheet.getRangeByIndexes(place.row + n * 18 + 15, place.column + place.width + 9, 1, 1));
    }

    chart.series.forEach((key, s) => {
      const series = drawn.series.getItemAt(s);
      series.name = head.columns.find((c) => c.key === key)!.title;
      series.setValues(range(key));
      series.setXAxisValues(range(chart.categories));
    });
  });
}

// Two rows above the header, where it stands by now.
function say(sheet: Excel.Worksheet, place: Place, head: WorksheetHead, words: string): void {
  if (place.row >= 2) {
    sheet.getRangeByIndexes(place.row - 2, place.column + place.places[plan.firstVisible(head.columns)]!, 1, 1).values = [[plan.literal(words)]];
  }
}

function remember(context: Excel.RequestContext, writing: Writing, version: string): void {
  const { head } = writing;
  context.workbook.settings.add(plan.tableName(head.key), JSON.stringify({ ...writing.remember, version, key: head.key, keys: head.columns.map((c) => c.key), titles: head.columns.map((c) => c.title) }));
}
