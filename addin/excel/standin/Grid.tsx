import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Book, lastRow, type ChartData, type SheetData } from "./book";
import { standIn } from "./excel";

const mostRows = 60;
let version = 0;
const listeners = new Set<() => void>();
const book = new Book();
book.addSheet("Sheet1");

/** Shows the workbook in memory beside the pane. Cells can be typed into, as a colleague would. */
export function showGrid(): void {
  standIn(book, changed);
  Object.assign(window, { standInBook: book });
  const place = document.createElement("div");
  place.id = "grid";
  document.body.append(place);
  const style = document.createElement("style");
  style.textContent = `body{display:flex;margin:0}#pane{width:350px;flex:none;order:2;border-left:1px solid #ccc}#grid{flex:1;min-width:0;font:13px "Noto Sans CJK SC","Segoe UI",sans-serif;overflow:auto;height:100vh}
#grid nav{display:flex;gap:2px;padding:6px}#grid nav button{border:1px solid #bbb;background:#f4f4f4;padding:4px 10px;color:#222}#grid nav button[aria-selected=true]{background:#fff;border-bottom-color:#107c41;font-weight:600}
#grid table{border-collapse:collapse}#grid td{border:1px solid #e0e0e0;padding:2px 6px;white-space:nowrap;height:18px;min-width:40px;max-width:240px;overflow:hidden;text-overflow:ellipsis}#grid td.n{text-align:right}#grid td.h{background:#107c41;color:#fff;font-weight:600}#grid td.t{font-weight:600;border-top:2px solid #107c41}#grid{background:#fff;color:#222}
#grid .sheet{padding:0 6px}#grid figure{display:inline-block;margin:12px 24px 0 0;vertical-align:top}`;
  document.head.append(style);
  createRoot(place).render(<Grid />);
}

function changed(): void {
  version++;
  listeners.forEach((l) => l());
}

let shownSheet = 0;

function Grid() {
  useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), () => version);
  const sheet = book.sheets[Math.min(shownSheet, book.sheets.length - 1)]!;
  return (
    <>
      <nav role="tablist">
        {book.sheets.map((s, i) => <button key={i} role="tab" aria-selected={s === sheet} onClick={() => { shownSheet = i; changed(); }}>{s.name}</button>)}
      </nav>
      <div className="sheet">
        <Cells sheet={sheet} />
        <div>{sheet.charts.map((c, i) => <Chart key={i} sheet={sheet} chart={c} />)}</div>
      </div>
    </>
  );
}

function Cells({ sheet }: { sheet: SheetData }) {
  const last = Math.min(lastRow(sheet), mostRows);
  const columns = Math.max(8, ...[...sheet.cells.values()].map((c) => Math.max(-1, ...c.keys()) + 1));
  const tables = book.tables.filter((t) => t.sheet === sheet);
  return (
    <table aria-label={sheet.name}>
      <tbody>
        {Array.from({ length: last + 3 }, (_, row) => (
          <tr key={row}>
            {Array.from({ length: columns }, (_, column) => {
              if (sheet.hidden.has(column)) {
                return null;
              }

              const value = book.shown(sheet, row, column);
              const inTable = tables.find((t) => column >= t.column && column < t.column + t.columns.length);
              const kind = inTable?.row === row ? "h" : inTable?.totals === true && row === inTable.row + 1 + inTable.rows ? "t" : "";
              return (
                <td key={column} className={`${kind} ${typeof value === "number" ? "n" : ""}`} contentEditable suppressContentEditableWarning
                  onBlur={(e) => { if (e.currentTarget.textContent !== text(value, book.cell(sheet, row, column)?.format)) { book.write(sheet, row, column, e.currentTarget.textContent ?? ""); changed(); } }}>
                  {text(value, book.cell(sheet, row, column)?.format)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chart({ sheet, chart }: { sheet: SheetData; chart: ChartData }) {
  const number = (row: number, column: number): number => Number(book.shown(sheet, row, column)) || 0;
  const groups = chart.series[0]?.values.rows ?? 0;
  const most = Math.max(1, ...chart.series.flatMap((s) => Array.from({ length: s.values.rows }, (_, i) => number(s.values.row + i, s.values.column))));
  const [width, height] = [Math.max(360, groups * 44), 180];
  return (
    <figure role="img" aria-label={chart.title}>
      <figcaption>{chart.title}</figcaption>
      <svg width={width} height={height + 40}>
        {chart.series.map((s, n) => Array.from({ length: groups }, (_, i) => {
          const value = number(s.values.row + i, s.values.column);
          return <rect key={`${n}-${i}`} x={i * 44 + 6 + n * 16} y={height - (value / most) * (height - 10)} width={14} height={(value / most) * (height - 10)} fill={n === 0 ? "#107c41" : "#9fd89f"}><title>{`${s.name} ${value}`}</title></rect>;
        }))}
        {Array.from({ length: groups }, (_, i) => {
          const categories = chart.series[0]?.categories;
          return <text key={i} x={i * 44 + 4} y={height + 16} fontSize="10">{categories === undefined ? "" : String(book.shown(sheet, categories.row + i, categories.column)).slice(0, 4)}</text>;
        })}
        {chart.series.map((s, n) => <text key={n} x={6 + n * 80} y={height + 34} fontSize="11" fill={n === 0 ? "#107c41" : "#5a9e5a"}>{`■ ${s.name}`}</text>)}
      </svg>
    </figure>
  );
}

// As the number formats that the pane uses show a value.
function text(value: string | number | boolean, format?: string): string {
  if (typeof value !== "number") {
    return String(value);
  }

  switch (format) {
    case "yyyy-mm-dd":
      return new Date(Date.UTC(1899, 11, 30) + value * 86_400_000).toISOString().slice(0, 10);
    case "yyyy-mm-dd hh:mm":
      return new Date(Date.UTC(1899, 11, 30) + Math.round(value * 86_400) * 1000).toISOString().slice(0, 16).replace("T", " ");
    case "0.0%":
      return `${(value * 100).toFixed(1)}%`;
    case "#,##0.00":
      return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    default:
      return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  }
}
