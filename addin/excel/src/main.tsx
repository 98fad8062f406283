import { createRoot } from "react-dom/client";
import { Client } from "./api/client";
import { ExcelSheets } from "./office/workbook";
import type { Sheets } from "./sheets";
import { Pane } from "./Pane";
import { says } from "./texts";
import { inOffice } from "../../shared/office/host";
import { SignedIn } from "../../shared/pane/SignedIn";
import { config } from "../../shared/signIn/config";

const place = document.getElementById("pane")!;
try {
  const known = await config();
  let sheets: Sheets | null = null;
  if (known.mode === "local" && new URLSearchParams(location.search).has("standin")) {
    // A workbook in memory beside the pane, so that it can be seen at work where there is no Excel.
    (await import("../standin/Grid")).showGrid();
    sheets = new ExcelSheets();
  } else if (await inOffice(known.officeScript, "Excel")) {
    sheets = new ExcelSheets();
  }

  createRoot(place).render(
    <SignedIn config={known} hosted={sheets !== null} title={(language) => says(language, "title")} client={(tokens) => new Client(tokens)}>
      {(client, me, language, onLanguage) => <Pane client={client} me={me} sheets={sheets} language={language} onLanguage={onLanguage} />}
    </SignedIn>,
  );
} catch (e) {
  place.textContent = `BranchBot: ${e instanceof Error ? e.message : String(e)}`;
}
