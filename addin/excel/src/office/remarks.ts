import type { Cell } from "../api/types";
import * as plan from "../plan";
import type { Writing } from "../sheets";

/** The sheet of what people have written beside rows that are there no more. */
const keptName = "BranchBot 批注";

/**
 * What people have written into columns of their own: it belongs to a row, and rows come and go between it. Columns that are calculated are Excel's. A row is known
 * again by its first two columns of words or days; of several that are alike there, by which of them it is.
 */
export class Remarks {
  private readonly arrived: string[] = [];
  private readonly counted = new Map<string, number>();

  private constructor(
    private readonly writing: Writing,
    /** The columns' places in the table. */
    private readonly places: number[],
    private readonly titles: string[],
    /** The row that stood at each place. */
    private readonly stood: string[],
    /** Of each row that has any, its remarks. */
    private readonly byRow: Map<string, unknown[]>,
  ) {}

  /** Those that stand in a table, before it is written over; null: there are none. What was written about another branch belongs to no row of this one. */
  static async read(context: Excel.RequestContext, writing: Writing, titles: string[], branch: string | undefined): Promise<Remarks | null> {
    const { head } = writing;
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
    const counted = new Map<string, number>();
    const stood = values.map((row) => plan.keyOf(branch ?? "", keyed.map((at) => row[at]), counted));
    const byRow = new Map<string, unknown[]>();
    values.forEach((row, i) => {
      const remarks = places.map((at) => row[at]);
      if (remarks.some((r) => r !== "")) {
        byRow.set(stood[i]!, remarks);
      }
    });
    return byRow.size === 0 ? null : new Remarks(writing, places, places.map((at) => titles[at]!), stood, byRow);
  }

  /** Rows were written. */
  came(rows: Cell[][]): void {
    const { columns } = this.writing.head;
    const keyed = plan.keyColumns(columns);
    for (const row of rows) {
      this.arrived.push(plan.keyOf(this.writing.remember.branch, keyed.map((i) => plan.shown(row[i], columns[i]!.type)), this.counted));
    }
  }

  /** Puts them beside the rows that they belong to. Those whose row is gone are kept on a sheet of their own. */
  async putBack(incomplete: boolean): Promise<void> {
    const { head } = this.writing;
    const keys = incomplete ? [...this.arrived, ...this.stood.slice(this.arrived.length)] : this.arrived;
    const left = new Map(this.byRow);
    const rows = keys.map((key) => {
      const found = left.get(key);
      left.delete(key);
      return found ?? this.places.map(() => "");
    });
    if (rows.length === 0) {
      // A table keeps one row.
      rows.push(this.places.map(() => ""));
    }

    const step = plan.rowsAtOnce(this.places.length);
    for (let from = 0; from < rows.length; from += step) {
      await Excel.run(async (context) => {
        const table = context.workbook.tables.getItem(plan.tableName(head.key));
        const header = table.getHeaderRowRange().load("rowIndex,columnIndex");
        const sheet = table.worksheet;
        await context.sync();
        const some = rows.slice(from, from + step);
        this.places.forEach((at, i) => {
          sheet.getRangeByIndexes(header.rowIndex + 1 + from, header.columnIndex + at, some.length, 1).values = some.map((row) => [written(row[i])]);
        });
        await context.sync();
      });
    }

    if (left.size > 0) {
      await Excel.run((context) => this.keep(context, left));
    }
  }

  private async keep(context: Excel.RequestContext, left: Map<string, unknown[]>): Promise<void> {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    const sheet = sheets.items.some((s) => s.name === keptName) ? context.workbook.worksheets.getItem(keptName) : context.workbook.worksheets.add(keptName);
    const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,rowCount");
    await context.sync();
    const at = used.isNullObject ? 0 : used.rowIndex + used.rowCount;
    const lines = [...left].map(([key, remarks]) => [this.writing.title, this.writing.head.title, plan.rowOf(key), this.titles.map((t, i) => `${t}: ${String(remarks[i])}`).join("; ")].map(plan.literal));
    sheet.getRangeByIndexes(at, 0, lines.length, 4).values = lines;
    await context.sync();
  }
}

function written(value: unknown): string | number | boolean {
  return typeof value === "string" && value !== "" ? plan.literal(value) : (value as string | number | boolean);
}
