import { createRoot } from "react-dom/client";
import { App } from "./App";
import { inExcel } from "./office/host";
import { ExcelSheets } from "./office/workbook";
import type { Sheets } from "./sheets";
import { config } from "../../shared/signIn/config";

const place = document.getElementById("pane")!;
try {
  const known = await config();
  let sheets: Sheets | null = null;
  if (known.mode === "local" && new URLSearchParams(location.search).has("standin")) {
    // A workbook in memory beside the pane, so that it can be seen at work where there is no Excel.
    (await import("../standin/Grid")).showGrid();
    sheets = new ExcelSheets();
  } else if (await inExcel(known.officeScript)) {
    sheets = new ExcelSheets();
  }

  createRoot(place).render(<App config={known} sheets={sheets} />);
} catch (e) {
  place.textContent = `BranchBot: ${e instanceof Error ? e.message : String(e)}`;
}
