import { createRoot } from "react-dom/client";
import { inOffice } from "../../shared/office/host";
import { SignedIn } from "../../shared/pane/SignedIn";
import { config } from "../../shared/signIn/config";
import type { Calendar } from "./appointment";
import { Client } from "./client";
import { outlook } from "./office/outlook";
import { Pane } from "./Pane";
import { says } from "./texts";

const place = document.getElementById("pane")!;
try {
  const known = await config();
  let calendar: Calendar | null = null;
  let chosen: ((person: string) => void) | undefined;
  if (known.mode === "local" && known.localTokens !== null && new URLSearchParams(location.search).has("standin")) {
    // The calendars of this machine beside the pane, so that it can be seen at work where there is no Outlook.
    chosen = (await import("../standin/Outlook")).showOutlook(known.localTokens);
    calendar = outlook;
  } else if (await inOffice(known.officeScript, "Outlook")) {
    calendar = outlook;
  }

  createRoot(place).render(
    <SignedIn config={known} hosted={calendar !== null} title={(language) => says(language, "title")} client={(tokens) => new Client(tokens)} {...(chosen === undefined ? {} : { onChosen: chosen })}>
      {(client, me, language, onLanguage) => <Pane client={client} me={me} calendar={calendar} language={language} onLanguage={onLanguage} />}
    </SignedIn>,
  );
} catch (e) {
  place.textContent = `BranchBot: ${e instanceof Error ? e.message : String(e)}`;
}
