import type { Cell, CellType, WorksheetHead } from "./api/types";
import * as plan from "./plan";
import type { Remembered, Sheets, Standing, Writing } from "./sheets";

// The only place with Office.js.

/** What people have written into columns of their own, by the row that it belongs to: rows come and go between them. */
interface Remarks {
  /** The columns' places in the table; those that are calculated are Excel's. */
  places: number[];
  titles: string[];
  /** The row that stood at each place. */
  keys: string[];
  /** Of each row that has any, its remarks. */
  byKey: Map<string, unknown[]>;
}

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
    const keyed = plan.keyColumns(writing.head.columns);
    const keys: string[] = [];
    try {
      for await (const page of writing.pages) {
        const step = plan.rowsAtOnce(place.width);
        for (let from = 0; from < page.length; from += step) {
          writing.signal.throwIfAborted();
          const rows = page.slice(from, from + step);
          place = await Excel.run((context) => append(context, writing.head, place, written, rows));
          written += rows.length;
          keys.push(...rows.map((row) => plan.keyOf(keyed.map((i) => shown(row[i], writing.head.columns[i]!.type)))));
          writing.progress(written);

          // Excel and the pane share one thread on the web: others have their turn.
          await new Promise((resolve) => setTimeout(resolve));
        }
      }

      writing.signal.throwIfAborted();
    } catch (e) {
      await replace(writing.head, place, [...keys, ...(place.remarks?.keys.slice(keys.length) ?? [])], writing.incomplete);
      await Excel.run((context) => leave(context, writing, place));
      throw e;
    }

    await Excel.run((context) => finish(context, writing, place, written));
    await replace(writing.head, place, keys, writing.title);
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
  if (table.isNullObject) {
    await create(context, writing, name);
  } else {
    await reconcile(context, head, table, setting.isNullObject ? null : (JSON.parse(setting.value as string) as Remembered));
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
    remarks: table.isNullObject ? null : await remarksOf(context, head, titles),
  };
}

async function remarksOf(context: Excel.RequestContext, head: WorksheetHead, titles: string[]): Promise<Remarks | null> {
  const ours = new Set(head.columns.map((c) => c.title));
  const others = titles.flatMap((title, at) => (ours.has(title) ? [] : [at]));
  if (others.length === 0) {
    return null;
  }

  const body = context.workbook.tables.getItem(plan.tableName(head.key)).getDataBodyRange().load("values,formulas");
  await context.sync();
  const [values, formulas] = [body.values as unknown[][], body.formulas as unknown[][]];
  const places = others.filter((at) => !formulas.some((row, i) => typeof row[at] === "string" && row[at].startsWith("=") && row[at] !== values[i]![at]));
  const keyed = plan.keyColumns(head.columns).map((i) => titles.indexOf(head.columns[i]!.title));
  const keys = values.map((row) => plan.keyOf(keyed.map((at) => row[at])));
  const byKey = new Map<string, unknown[]>();
  values.forEach((row, i) => {
    const remarks = places.map((at) => row[at]);
    if (remarks.some((r) => r !== "")) {
      byKey.set(keys[i]!, remarks);
    }
  });
  return { places, titles: places.map((at) => titles[at]!), keys, byKey };
}

// Puts people's remarks beside the rows that they belong to again. Those whose row is gone are kept on a sheet of their own.
async function replace(head: WorksheetHead, place: Place, keys: string[], about: string): Promise<void> {
  const { remarks } = place;
  if (remarks === null || remarks.byKey.size === 0) {
    return;
  }

  const left = new Map(remarks.byKey);
  const rows = keys.map((key) => {
    const found = left.get(key);
    left.delete(key);
    return found ?? remarks.places.map(() => "");
  });
  const step = plan.rowsAtOnce(remarks.places.length);
  for (let from = 0; from < rows.length; from += step) {
    await Excel.run(async (context) => {
      const header = context.workbook.tables.getItem(plan.tableName(head.key)).getHeaderRowRange().load("rowIndex,columnIndex");
      const sheet = context.workbook.tables.getItem(plan.tableName(head.key)).worksheet;
      await context.sync();
      const some = rows.slice(from, from + step);
      remarks.places.forEach((at, i) => {
        sheet.getRangeByIndexes(header.rowIndex + 1 + from, header.columnIndex + at, some.length, 1).values = some.map((row) => [written(row[i])]);
      });
      await context.sync();
    });
  }

  if (left.size > 0) {
    await Excel.run((context) => keep(context, head, about, remarks.titles, left));
  }
}

const keptName = "BranchBot 批注";

async function keep(context: Excel.RequestContext, head: WorksheetHead, about: string, titles: string[], left: Map<string, unknown[]>): Promise<void> {
  const sheets = context.workbook.worksheets.load("items/name");
  await context.sync();
  const sheet = sheets.items.some((s) => s.name === keptName) ? context.workbook.worksheets.getItem(keptName) : context.workbook.worksheets.add(keptName);
  const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,rowCount");
  await context.sync();
  const at = used.isNullObject ? 0 : used.rowIndex + used.rowCount;
  const lines = [...left].map(([key, remarks]) => [about, head.title, (JSON.parse(key) as unknown[]).join(" · "), titles.map((t, i) => `${t}: ${String(remarks[i])}`).join("; ")].map(plan.literal));
  sheet.getRangeByIndexes(at, 0, lines.length, 4).values = lines;
  await context.sync();
}

// As Excel shows a cell that the API gives.
function shown(cell: Cell | undefined, type: CellType): unknown {
  const value = plan.valueOf(cell, type);
  return typeof value === "string" ? value.slice(1) : value;
}

function written(value: unknown): string | number | boolean {
  return typeof value === "string" && value !== "" ? plan.literal(value) : (value as string | number | boolean);
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

/** Whether the pane runs in Excel. Office's script is fetched from its own host; where that does not answer there is no Excel around the pane. */
export async function inExcel(script: string, patience = 4000): Promise<boolean> {
  // Outside a frame or an Office window there is nobody to wait for.
  const hosted = window.parent !== window || "external" in window && /Office|Excel/i.test(navigator.userAgent) || window.location.search.includes("_host_Info");
  if (!hosted) {
    return false;
  }

  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience));
  return await Promise.race([late, load(script).then(() => Office.context.host === Office.HostType.Excel, () => false)]);
}

/** Opens a page in a dialog of Office and answers with what it tells: for an Office that lets no popup through. */
export async function dialog(page: string): Promise<string> {
  return await new Promise<string>((resolve, reject) => {
    Office.context.ui.displayDialogAsync(page, { height: 60, width: 30 }, (opened) => {
      if (opened.status !== Office.AsyncResultStatus.Succeeded) {
        reject(new Error(opened.error.message));
        return;
      }

      opened.value.addEventHandler(Office.EventType.DialogMessageReceived, (told) => {
        opened.value.close();
        resolve("message" in told ? told.message : "");
      });
      opened.value.addEventHandler(Office.EventType.DialogEventReceived, () => reject(new Error("The dialog was closed.")));
    });
  });
}

/** Tells the pane that opened this dialog. */
export async function tellPane(script: string, message: string): Promise<void> {
  await load(script);
  Office.context.ui.messageParent(message);
}

async function load(script: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = script;
    tag.onerror = () => reject(new Error(`${script} could not be loaded.`));
    tag.onload = () => void Office.onReady(() => resolve());
    document.head.append(tag);
  });
}

/** Whether nested app authentication is there (requirement set NestedAppAuth 1.1; it cannot be asked for in the manifest). */
export function canNest(): boolean {
  return typeof Office !== "undefined" && Office.context?.requirements?.isSetSupported("NestedAppAuth", "1.1") === true;
}

/** Whether Office is dark; null: it does not say. */
export function isDark(): boolean | null {
  const background = typeof Office === "undefined" ? undefined : Office.context?.officeTheme?.bodyBackgroundColor;
  return background === undefined ? null : Number.parseInt(background.slice(1, 3), 16) < 128;
}
