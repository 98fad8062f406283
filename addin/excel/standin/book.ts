// A workbook in memory that stands in for Excel where there is none: cells, tables, charts, and the few formulas that the tests and the picture need.
// It refuses what Excel refuses. What it imitates is named with its source at each place.

export interface CellData {
  value: string | number | boolean;
  formula?: string;
  format?: string;
}

export interface TableData {
  name: string;
  sheet: SheetData;
  row: number;
  column: number;
  /** Rows of the body. */
  rows: number;
  columns: string[];
  totals: boolean;
}

export interface ChartData {
  name: string;
  type: string;
  title: string;
  series: { name: string; values: Area; categories?: Area }[];
  top: number;
  left: number;
}

export interface Area {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface SheetData {
  name: string;
  cells: Map<number, Map<number, CellData>>;
  charts: ChartData[];
  frozen?: Area;
  hidden: Set<number>;
  widths: Map<number, number>;
}

/** What Excel says when it refuses; the codes are those of Excel.ErrorCodes. */
export class ExcelError extends Error {
  constructor(readonly code: string, message: string) {
    super(`${code}: ${message}`);
  }
}

const mostCellsOfARange = 5_000_000;

export class Book {
  readonly sheets: SheetData[] = [];
  readonly tables: TableData[] = [];
  readonly settings = new Map<string, string>();

  addSheet(name: string): SheetData {
    // Names of sheets: at most 31 characters, none of these, each once whatever its capitals.
    if (name.length === 0 || name.length > 31 || /[[\]:*?/\\]/.test(name) || this.sheets.some((s) => s.name.toLowerCase() === name.toLowerCase())) {
      throw new ExcelError("InvalidArgument", `A sheet cannot be called '${name}'.`);
    }

    const sheet: SheetData = { name, cells: new Map(), charts: [], hidden: new Set(), widths: new Map() };
    this.sheets.push(sheet);
    return sheet;
  }

  removeSheet(sheet: SheetData): void {
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    this.tables.filter((t) => t.sheet === sheet).forEach((t) => this.tables.splice(this.tables.indexOf(t), 1));
  }

  cell(sheet: SheetData, row: number, column: number): CellData | undefined {
    return sheet.cells.get(row)?.get(column);
  }

  /** What somebody types, or a program writes, into a cell. */
  write(sheet: SheetData, row: number, column: number, written: unknown): void {
    const cells = sheet.cells.get(row) ?? sheet.cells.set(row, new Map()).get(row)!;
    const format = cells.get(column)?.format;
    const header = this.tables.find((t) => t.sheet === sheet && t.row === row && column >= t.column && column < t.column + t.columns.length);
    const data = parse(written);
    if (header !== undefined) {
      this.rename(header, column - header.column, String(data.value));
    }

    if (data.value === "" && data.formula === undefined && format === undefined) {
      cells.delete(column);
    } else {
      cells.set(column, format === undefined ? data : { ...data, format });
    }
  }

  format(sheet: SheetData, area: Area, format: string): void {
    each(area, (row, column) => {
      const cells = sheet.cells.get(row) ?? sheet.cells.set(row, new Map()).get(row)!;
      cells.set(column, { ...(cells.get(column) ?? { value: "" }), format });
    });
  }

  addTable(sheet: SheetData, area: Area): TableData {
    if (area.rows < 2) {
      throw new ExcelError("InvalidArgument", "A table has a header and a row.");
    }

    if (this.tables.some((t) => t.sheet === sheet && overlap(whole(t), area))) {
      throw new ExcelError("InvalidOperation", "A table cannot overlap another one.");
    }

    const titles = Array.from({ length: area.columns }, (_, i) => String(this.cell(sheet, area.row, area.column + i)?.value ?? ""));
    if (new Set(titles.map((t) => t.toLowerCase())).size !== titles.length || titles.some((t) => t === "")) {
      throw new ExcelError("InvalidArgument", "The headers of a table are each once and not empty.");
    }

    const table = { name: `Table${this.tables.length + 1}`, sheet, row: area.row, column: area.column, rows: area.rows - 1, columns: titles, totals: false };
    this.tables.push(table);
    return table;
  }

  nameTable(table: TableData, name: string): void {
    if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) || this.tables.some((t) => t !== table && t.name.toLowerCase() === name.toLowerCase())) {
      throw new ExcelError("InvalidArgument", `A table cannot be called '${name}'.`);
    }

    table.name = name;
  }

  rename(table: TableData, index: number, title: string): void {
    if (title === "" || table.columns.some((c, i) => i !== index && c.toLowerCase() === title.toLowerCase())) {
      throw new ExcelError("InvalidArgument", `Another column is called '${title}'.`);
    }

    const before = table.columns[index]!;
    table.columns[index] = title;
    this.formulas((formula) => formula.replaceAll(`${table.name}[${before}]`, `${table.name}[${title}]`));
    const cells = table.sheet.cells.get(table.row) ?? table.sheet.cells.set(table.row, new Map()).get(table.row)!;
    cells.set(table.column + index, { value: title });
  }

  /** Appends rows to a table: what lies below it within its columns moves down, the totals row with it (Excel.TableRowCollection.add). */
  appendRows(table: TableData, values: unknown[][]): void {
    if (values.some((row) => row.length !== table.columns.length)) {
      throw new ExcelError("InvalidArgument", "A row has as many values as the table has columns.");
    }

    const at = table.row + 1 + table.rows;
    this.shiftDown(table.sheet, { row: at, column: table.column, rows: values.length, columns: table.columns.length }, table);
    table.rows += values.length;
    values.forEach((row, i) => {
      row.forEach((value, j) => {
        const above = this.cell(table.sheet, at + i - 1, table.column + j);
        if (above?.format !== undefined) {
          this.format(table.sheet, { row: at + i, column: table.column + j, rows: 1, columns: 1 }, above.format);
        }

        if (value !== null && value !== undefined) {
          this.write(table.sheet, at + i, table.column + j, value);
        } else if (above?.formula !== undefined) {
          // A column that is calculated fills itself.
          this.write(table.sheet, at + i, table.column + j, above.formula);
        }
      });
    });
  }

  /** Deletes cells; those below move up, within the columns. A table can lose rows of its body only as whole rows of it, and not all of them. */
  deleteUp(sheet: SheetData, area: Area): void {
    for (const table of this.tables.filter((t) => t.sheet === sheet && overlap(whole(t), area))) {
      const inside = area.column <= table.column && area.column + area.columns >= table.column + table.columns.length && area.row > table.row && area.row + area.rows <= table.row + 1 + table.rows;
      if (!inside || area.rows >= table.rows) {
        throw new ExcelError("InvalidOperation", "This would tear the table apart.");
      }

      table.rows -= area.rows;
    }

    this.belowMayMove(sheet, area);
    this.moveTables(sheet, area, -area.rows);
    for (let column = area.column; column < area.column + area.columns; column++) {
      for (let row = area.row; row <= lastRow(sheet); row++) {
        put(sheet, row, column, this.cell(sheet, row + area.rows, column));
      }
    }

    this.moveReferences(sheet, area, -area.rows);
  }

  insertColumn(table: TableData, index: number, title: string): void {
    if (table.columns.some((c) => c.toLowerCase() === title.toLowerCase())) {
      throw new ExcelError("InvalidArgument", `Another column is called '${title}'.`);
    }

    this.shiftSideways(table, table.column + index, 1);
    table.columns.splice(index, 0, title);
    const cells = table.sheet.cells.get(table.row)!;
    cells.set(table.column + index, { value: title });
  }

  deleteColumn(table: TableData, title: string): void {
    const index = table.columns.indexOf(title);
    this.formulas((formula) => formula.replaceAll(`${table.name}[${title}]`, "#REF!"));
    table.columns.splice(index, 1);
    this.shiftSideways(table, table.column + index, -1);
  }

  showTotals(table: TableData, shown: boolean): void {
    if (shown === table.totals) {
      return;
    }

    if (shown) {
      this.shiftDown(table.sheet, { row: table.row + 1 + table.rows, column: table.column, rows: 1, columns: table.columns.length }, table);
    }

    table.totals = shown;
  }

  /** What a cell shows: of the formulas SUM, SUBTOTAL(109, …) and products of cells, of others their text. */
  shown(sheet: SheetData, row: number, column: number): string | number | boolean {
    const cell = this.cell(sheet, row, column);
    return cell === undefined ? "" : cell.formula === undefined ? cell.value : this.evaluate(sheet, cell.formula);
  }

  private evaluate(sheet: SheetData, formula: string): string | number {
    const sum = /^=(?:SUM\(|SUBTOTAL\(109,)([^)]+(?:\([^)]*\)[^)]*)*)\)$/.exec(formula);
    if (sum === null) {
      return formula;
    }

    const area = this.areaOf(sheet, sum[1]!.trim());
    if (area === null) {
      return "#REF!";
    }

    let total = 0;
    each(area.area, (row, column) => {
      const value = this.shown(area.sheet, row, column);
      total += typeof value === "number" ? value : 0;
    });
    return Math.round(total * 1e6) / 1e6;
  }

  private areaOf(sheet: SheetData, reference: string): { sheet: SheetData; area: Area } | null {
    const structured = /^(\w+)\[(.+)\]$/.exec(reference);
    if (structured !== null) {
      const table = this.tables.find((t) => t.name === structured[1]);
      const at = table?.columns.indexOf(structured[2]!) ?? -1;
      return table === undefined || at < 0 ? null : { sheet: table.sheet, area: { row: table.row + 1, column: table.column + at, rows: table.rows, columns: 1 } };
    }

    const cells = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(reference);
    if (cells === null) {
      return null;
    }

    const [row, column] = [Number(cells[2]) - 1, columnOf(cells[1]!)];
    return { sheet, area: { row, column, rows: Number(cells[4] ?? cells[2]) - row, columns: columnOf(cells[3] ?? cells[1]!) - column + 1 } };
  }

  // Cells are inserted: what lies below moves down. A table that lies there partly only cannot move (Excel: "attempting to shift cells in a table").
  private shiftDown(sheet: SheetData, area: Area, by: TableData): void {
    this.belowMayMove(sheet, area, by);
    this.moveTables(sheet, area, area.rows, by);
    for (let column = area.column; column < area.column + area.columns; column++) {
      for (let row = lastRow(sheet); row >= area.row; row--) {
        put(sheet, row + area.rows, column, this.cell(sheet, row, column));
        put(sheet, row, column, undefined);
      }
    }

    this.moveReferences(sheet, area, area.rows);
  }

  private shiftSideways(table: TableData, column: number, by: number): void {
    const last = Math.max(...[...table.sheet.cells.values()].flatMap((cells) => [...cells.keys()]), 0);
    for (let row = table.row; row < table.row + 1 + table.rows + (table.totals ? 1 : 0); row++) {
      const moved = Array.from({ length: last - column + 2 }, (_, i) => this.cell(table.sheet, row, column + i));
      if (by > 0) {
        moved.forEach((cell, i) => put(table.sheet, row, column + i + 1, cell));
        put(table.sheet, row, column, undefined);
      } else {
        moved.slice(1).forEach((cell, i) => put(table.sheet, row, column + i, cell));
      }
    }
  }

  private belowMayMove(sheet: SheetData, area: Area, by?: TableData): void {
    for (const table of this.tables) {
      const torn = table !== by && table.sheet === sheet && table.row >= area.row && table.column < area.column + area.columns && area.column < table.column + table.columns.length
        && (table.column < area.column || table.column + table.columns.length > area.column + area.columns);
      if (torn) {
        throw new ExcelError("InvalidOperation", `This operation would shift cells in the table ${table.name}.`);
      }
    }
  }

  private moveTables(sheet: SheetData, area: Area, by: number, except?: TableData): void {
    this.tables.filter((t) => t !== except && t.sheet === sheet && t.row >= area.row && t.column >= area.column && t.column + t.columns.length <= area.column + area.columns).forEach((t) => (t.row += by));
  }

  private moveReferences(sheet: SheetData, area: Area, by: number): void {
    const moved = (letters: string, digits: string): string => {
      const [column, row] = [columnOf(letters), Number(digits) - 1];
      return column >= area.column && column < area.column + area.columns && row >= area.row ? `${letters}${row + 1 + by}` : `${letters}${digits}`;
    };
    this.formulas((formula) => formula.replace(/(?<![A-Za-z_[])([A-Z]{1,3})(\d+)(?![\w[(])/g, (_, letters: string, digits: string) => moved(letters, digits)), sheet);
  }

  private formulas(change: (formula: string) => string, only?: SheetData): void {
    for (const sheet of only === undefined ? this.sheets : [only]) {
      for (const cells of sheet.cells.values()) {
        for (const [column, cell] of cells) {
          if (cell.formula !== undefined) {
            cells.set(column, { ...cell, formula: change(cell.formula) });
          }
        }
      }
    }
  }
}

export function each(area: Area, act: (row: number, column: number) => void): void {
  if (area.rows * area.columns > mostCellsOfARange) {
    throw new ExcelError("InvalidArgument", "A range has at most five million cells.");
  }

  for (let row = area.row; row < area.row + area.rows; row++) {
    for (let column = area.column; column < area.column + area.columns; column++) {
      act(row, column);
    }
  }
}

/** A table with its header and totals. */
export function whole(table: TableData): Area {
  return { row: table.row, column: table.column, rows: 1 + table.rows + (table.totals ? 1 : 0), columns: table.columns.length };
}

export function lastRow(sheet: SheetData): number {
  let last = -1;
  for (const [row, cells] of sheet.cells) {
    last = cells.size > 0 && row > last ? row : last;
  }

  return last;
}

export function columnOf(letters: string): number {
  return [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;
}

// learn.microsoft.com, Excel.Range.values: what begins with =, + or - is a formula, what begins with an apostrophe is words; digits become numbers.
function parse(written: unknown): CellData {
  if (typeof written !== "string") {
    return { value: written as number | boolean };
  }

  if (written.startsWith("'")) {
    return { value: written.slice(1) };
  }

  if (/^[=+\-@]/.test(written) && written.length > 1 && Number.isNaN(Number(written))) {
    return { value: 0, formula: written.startsWith("=") ? written : `=${written}` };
  }

  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(written)) {
    return { value: (Date.parse(`${written}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000 };
  }

  return written.trim() !== "" && !Number.isNaN(Number(written)) ? { value: Number(written) } : /^(true|false)$/i.test(written) ? { value: /^true$/i.test(written) } : { value: written };
}

function put(sheet: SheetData, row: number, column: number, cell: CellData | undefined): void {
  if (cell === undefined) {
    sheet.cells.get(row)?.delete(column);
  } else {
    (sheet.cells.get(row) ?? sheet.cells.set(row, new Map()).get(row)!).set(column, cell);
  }
}

function overlap(one: Area, other: Area): boolean {
  return one.row < other.row + other.rows && other.row < one.row + one.rows && one.column < other.column + other.columns && other.column < one.column + one.columns;
}
