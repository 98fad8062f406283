import { Book, each, ExcelError, lastRow, whole, type Area, type ChartData, type SheetData, type TableData } from "./book";

// Excel's JavaScript API over a workbook in memory, as far as the pane uses it: what is asked for is queued and done by sync, nothing can be read before it was
// loaded and synced, and objects live as long as their Excel.run (learn.microsoft.com, "Excel JavaScript object model in Office Add-ins").

/** How much went through. */
export interface Counts {
  syncs: number;
  /** Cells written by the largest sync. */
  mostCells: number;
  cells: number;
  suspended: number;
}

// 5 MB a request on the web; a cell is counted as its JSON.
const mostBytes = 5 * 1024 * 1024;

class Context {
  readonly queue: (() => void)[] = [];
  cells = 0;
  bytes = 0;
  readonly workbook = new WorkbookProxy(this);
  readonly application = { suspendApiCalculationUntilNextSync: (): void => void this.counts.suspended++ };

  constructor(readonly book: Book, readonly counts: Counts) {}

  later(act: () => void): void {
    this.queue.push(act);
  }

  sync = async (): Promise<void> => {
    await Promise.resolve();
    if (this.bytes > mostBytes) {
      throw new ExcelError("RequestPayloadSizeLimitExceeded", "A request has at most 5 MB.");
    }

    this.counts.syncs++;
    this.counts.cells += this.cells;
    this.counts.mostCells = Math.max(this.counts.mostCells, this.cells);
    [this.cells, this.bytes] = [0, 0];
    for (const act of this.queue.splice(0)) {
      act();
    }
  };

  counted(values: unknown[][]): void {
    this.cells += values.length * (values[0]?.length ?? 0);
    this.bytes += JSON.stringify(values).length;
  }
}

// An object of which nothing is known before it was loaded and synced.
class Proxied {
  isNullObject = false;
  private readonly known = new Map<string, unknown>();

  constructor(protected readonly context: Context) {}

  protected get<T>(name: string): T {
    if (!this.known.has(name)) {
      throw new ExcelError("PropertyNotLoaded", `The property '${name}' is not available. Before reading the property's value, call the load method and context.sync().`);
    }

    return this.known.get(name) as T;
  }

  protected fill(names: string, of: (name: string) => unknown): this {
    this.context.later(() => names.split(",").map((n) => n.trim()).forEach((name) => this.known.set(name, of(name))));
    return this;
  }
}

class WorkbookProxy {
  constructor(private readonly context: Context) {}

  get worksheets(): WorksheetsProxy {
    return new WorksheetsProxy(this.context);
  }

  get tables(): TablesProxy {
    return new TablesProxy(this.context, null);
  }

  get settings(): SettingsProxy {
    return new SettingsProxy(this.context);
  }
}

class SettingsProxy extends Proxied {
  get items(): { key: string; value: string }[] {
    return this.get("items");
  }

  load(_: string): this {
    return this.fill("items", () => [...this.context.book.settings].map(([key, value]) => ({ key, value })));
  }

  add(key: string, value: string): void {
    this.context.later(() => void this.context.book.settings.set(key, value));
  }

  getItemOrNullObject(key: string): SettingProxy {
    return new SettingProxy(this.context, key);
  }
}

class SettingProxy extends Proxied {
  constructor(context: Context, private readonly key: string) {
    super(context);
    context.later(() => (this.isNullObject = !context.book.settings.has(key)));
  }

  get value(): string {
    return this.get("value");
  }

  load(names: string): this {
    return this.fill(names, () => this.context.book.settings.get(this.key));
  }
}

class WorksheetsProxy extends Proxied {
  get items(): { name: string }[] {
    return this.get("items");
  }

  load(_: string): this {
    return this.fill("items", () => this.context.book.sheets.map((s) => ({ name: s.name })));
  }

  add(name: string): WorksheetProxy {
    let made: SheetData | undefined;
    this.context.later(() => (made = this.context.book.addSheet(name)));
    return new WorksheetProxy(this.context, () => made);
  }

  getItem(name: string): WorksheetProxy {
    return new WorksheetProxy(this.context, () => this.context.book.sheets.find((s) => s.name === name));
  }
}

class WorksheetProxy extends Proxied {
  constructor(context: Context, private readonly find: () => SheetData | undefined) {
    super(context);
  }

  get name(): string {
    return this.get("name");
  }

  get sheet(): SheetData {
    const found = this.find();
    if (found === undefined) {
      throw new ExcelError("ItemNotFound", "The requested resource doesn't exist.");
    }

    return found;
  }

  get tables(): TablesProxy {
    return new TablesProxy(this.context, this);
  }

  get charts(): ChartsProxy {
    return new ChartsProxy(this.context, this);
  }

  get freezePanes(): { freezeAt: (range: RangeProxy) => void } {
    return { freezeAt: (range) => this.context.later(() => (this.sheet.frozen = range.area())) };
  }

  load(names: string): this {
    return this.fill(names, () => this.sheet.name);
  }

  getUsedRangeOrNullObject(_: boolean): RangeProxy {
    const range = new RangeProxy(this.context, () => this.sheet, () => ({ row: 0, column: 0, rows: lastRow(this.sheet) + 1, columns: 1 }));
    this.context.later(() => (range.isNullObject = lastRow(this.sheet) < 0));
    return range;
  }

  getRangeByIndexes(row: number, column: number, rows: number, columns: number): RangeProxy {
    if (row < 0 || column < 0 || rows < 1 || columns < 1) {
      throw new ExcelError("InvalidArgument", "A range has a row and a column.");
    }

    return new RangeProxy(this.context, () => this.sheet, () => ({ row, column, rows, columns }));
  }
}

class RangeProxy extends Proxied {
  readonly format: { font: { bold: boolean; size: number }; columnWidth: number };

  constructor(context: Context, readonly of: () => SheetData, readonly area: () => Area) {
    super(context);
    const set = (column: (sheet: SheetData, at: number) => void): void => context.later(() => each({ ...area(), rows: 1 }, (_, at) => column(of(), at)));
    this.format = {
      font: { bold: false, size: 11 },
      get columnWidth() {
        return 0;
      },
      set columnWidth(width: number) {
        set((sheet, at) => sheet.widths.set(at, width));
      },
    };
  }

  get values(): unknown[][] {
    return this.get("values");
  }

  set values(values: unknown[][]) {
    this.writes(values);
  }

  get formulas(): unknown[][] {
    return this.get("formulas");
  }

  set formulas(values: unknown[][]) {
    this.writes(values);
  }

  set numberFormat(format: string | string[][]) {
    // A single value holds for all cells of the range.
    this.context.later(() => this.context.book.format(this.of(), this.area(), typeof format === "string" ? format : format[0]![0]!));
  }

  set columnHidden(hidden: boolean) {
    this.context.later(() => each({ ...this.area(), rows: 1 }, (_, column) => (hidden ? this.of().hidden.add(column) : this.of().hidden.delete(column))));
  }

  get rowIndex(): number {
    return this.get("rowIndex");
  }

  get columnIndex(): number {
    return this.get("columnIndex");
  }

  get rowCount(): number {
    return this.get("rowCount");
  }

  get columnCount(): number {
    return this.get("columnCount");
  }

  load(names: string): this {
    return this.fill(names, (name) => {
      const area = this.area();
      if (name === "values" || name === "formulas") {
        const values: unknown[][] = Array.from({ length: area.rows }, () => []);
        each(area, (row, column) => values[row - area.row]!.push((name === "formulas" ? this.context.book.cell(this.of(), row, column)?.formula : undefined) ?? this.context.book.shown(this.of(), row, column)));
        return values;
      }

      return { rowIndex: area.row, columnIndex: area.column, rowCount: area.rows, columnCount: area.columns }[name];
    });
  }

  getEntireColumn(): RangeProxy {
    return this;
  }

  delete(shift: string): void {
    if (shift !== "Up") {
      throw new ExcelError("InvalidArgument", "Only Up is imitated.");
    }

    this.context.later(() => this.context.book.deleteUp(this.of(), this.area()));
  }

  private writes(values: unknown[][]): void {
    this.context.counted(values);
    this.context.later(() => {
      const area = this.area();
      if (values.length !== area.rows || values.some((row) => row.length !== area.columns)) {
        throw new ExcelError("InvalidArgument", "The number of rows or columns in the input array doesn't match the size or dimensions of the range.");
      }

      each(area, (row, column) => {
        const value = values[row - area.row]![column - area.column];
        if (value !== null) {
          this.context.book.write(this.of(), row, column, value);
        }
      });
    });
  }
}

class TablesProxy extends Proxied {
  constructor(context: Context, private readonly on: WorksheetProxy | null) {
    super(context);
  }

  get items(): { name: string; worksheet: { name: string } }[] {
    return this.get("items");
  }

  load(_: string): this {
    return this.fill("items", () => this.context.book.tables.map((t) => ({ name: t.name, worksheet: { name: t.sheet.name } })));
  }

  getItem(name: string): TableProxy {
    return new TableProxy(this.context, () => this.context.book.tables.find((t) => t.name === name));
  }

  getItemOrNullObject(name: string): TableProxy {
    const table = this.getItem(name);
    this.context.later(() => (table.isNullObject = !this.context.book.tables.some((t) => t.name === name)));
    return table;
  }

  add(range: RangeProxy, hasHeaders: boolean): TableProxy {
    if (!hasHeaders || this.on === null) {
      throw new ExcelError("InvalidArgument", "Only tables with headers on a sheet are imitated.");
    }

    let made: TableData | undefined;
    this.context.later(() => (made = this.context.book.addTable(this.on!.sheet, range.area())));
    return new TableProxy(this.context, () => made);
  }
}

class TableProxy extends Proxied {
  style = "";

  constructor(context: Context, private readonly find: () => TableData | undefined) {
    super(context);
  }

  set name(name: string) {
    this.context.later(() => this.context.book.nameTable(this.table, name));
  }

  set showTotals(shown: boolean) {
    this.context.later(() => this.context.book.showTotals(this.table, shown));
  }

  get table(): TableData {
    const found = this.find();
    if (found === undefined) {
      throw new ExcelError("ItemNotFound", "The requested resource doesn't exist.");
    }

    return found;
  }

  get worksheet(): WorksheetProxy {
    return new WorksheetProxy(this.context, () => this.table.sheet);
  }

  get columns(): ColumnsProxy {
    return new ColumnsProxy(this.context, this);
  }

  get rows(): { add: (index: number | undefined, values: unknown[][]) => void } {
    return {
      add: (index, values) => {
        if (index !== undefined) {
          throw new ExcelError("InvalidArgument", "Only appending is imitated.");
        }

        this.context.counted(values);
        this.context.later(() => this.context.book.appendRows(this.table, values));
      },
    };
  }

  getHeaderRowRange(): RangeProxy {
    return new RangeProxy(this.context, () => this.table.sheet, () => ({ ...whole(this.table), rows: 1 }));
  }

  getDataBodyRange(): RangeProxy {
    return new RangeProxy(this.context, () => this.table.sheet, () => ({ ...whole(this.table), row: this.table.row + 1, rows: this.table.rows }));
  }
}

class ColumnsProxy extends Proxied {
  constructor(context: Context, private readonly of: TableProxy) {
    super(context);
  }

  get items(): { name: string }[] {
    return this.get("items");
  }

  load(_: string): this {
    return this.fill("items", () => this.of.table.columns.map((name) => ({ name })));
  }

  add(index: number, _: undefined, title: string): void {
    this.context.later(() => this.context.book.insertColumn(this.of.table, index, title));
  }

  getItem(title: string): { delete: () => void; name: string } {
    const { context, of } = this;
    const at = (): number => {
      const found = of.table.columns.indexOf(title);
      if (found < 0) {
        throw new ExcelError("ItemNotFound", `There is no column '${title}'.`);
      }

      return found;
    };
    return {
      delete: () => context.later(() => (at(), context.book.deleteColumn(of.table, title))),
      get name(): string {
        return title;
      },
      set name(name: string) {
        context.later(() => context.book.rename(of.table, at(), name));
      },
    };
  }
}

class ChartsProxy extends Proxied {
  constructor(context: Context, private readonly on: WorksheetProxy) {
    super(context);
  }

  getItemOrNullObject(name: string): ChartProxy {
    const chart = new ChartProxy(this.context, () => this.on.sheet.charts.find((c) => c.name === name));
    this.context.later(() => (chart.isNullObject = !this.on.sheet.charts.some((c) => c.name === name)));
    return chart;
  }

  add(type: string, range: RangeProxy, by: string): ChartProxy {
    let made: ChartData | undefined;
    this.context.later(() => {
      const area = range.area();
      const series = by === "Columns" ? Array.from({ length: area.columns }, (_, i) => ({ name: `Series${i + 1}`, values: { ...area, column: area.column + i, columns: 1 } })) : [];
      made = { name: "", type, title: "", series, top: 0, left: 0 };
      this.on.sheet.charts.push(made);
    });
    return new ChartProxy(this.context, () => made);
  }
}

class ChartProxy extends Proxied {
  readonly title: { text: string };
  readonly legend = { position: "" };

  constructor(context: Context, private readonly find: () => ChartData | undefined) {
    super(context);
    const change = (act: (chart: ChartData) => void): void => this.change(act);
    this.title = {
      get text(): string {
        return "";
      },
      set text(text: string) {
        change((chart) => (chart.title = text));
      },
    };
  }

  set name(name: string) {
    this.change((chart) => (chart.name = name));
  }

  get series(): { getItemAt: (index: number) => { name: string; setValues: (range: RangeProxy) => void; setXAxisValues: (range: RangeProxy) => void } } {
    const change = (act: (chart: ChartData) => void): void => this.change(act);
    return {
      getItemAt: (index) => ({
        get name(): string {
          return "";
        },
        set name(name: string) {
          change((chart) => (chart.series[index]!.name = name));
        },
        setValues: (range) => change((chart) => (chart.series[index]!.values = range.area())),
        setXAxisValues: (range) => change((chart) => (chart.series[index]!.categories = range.area())),
      }),
    };
  }

  setPosition(from: RangeProxy, _: RangeProxy): void {
    this.change((chart) => ([chart.top, chart.left] = [from.area().row, from.area().column]));
  }

  private change(act: (chart: ChartData) => void): void {
    this.context.later(() => {
      const found = this.find();
      if (found === undefined) {
        throw new ExcelError("ItemNotFound", "The requested resource doesn't exist.");
      }

      act(found);
    });
  }
}

/** Puts a workbook in memory where Excel's API is looked for; answers with what went through. */
export function standIn(book: Book, changed: () => void = () => {}): Counts {
  const counts: Counts = { syncs: 0, mostCells: 0, cells: 0, suspended: 0 };
  (globalThis as { Excel?: unknown }).Excel = {
    run: async <T>(act: (context: Context) => Promise<T>): Promise<T> => {
      const context = new Context(book, counts);
      const result = await act(context);

      // What is left in the queue is synced at the end of a run.
      if (context.queue.length > 0) {
        await context.sync();
      }

      changed();
      return result;
    },
  };
  return counts;
}
