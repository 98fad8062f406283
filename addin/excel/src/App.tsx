import { Button, Field, FluentProvider, Select, Spinner, Text, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useEffect, useMemo, useState } from "react";
import { Client } from "./api/client";
import type { Me } from "./api/types";
import { canNest, dialog, isDark } from "./office/host";
import { Pane } from "./Pane";
import type { Sheets } from "./sheets";
import type { PaneConfig } from "../../shared/signIn/config";
import type { Tokens } from "../../shared/signIn/tokens";
import { localTokens, people, type Person } from "../../shared/signIn/local";
import { type Language, says } from "./texts";

/** Signs in, and shows the pane to who is in. */
export function App({ config, sheets }: { config: PaneConfig; sheets: Sheets | null }) {
  const [language, setLanguage] = useState<Language>("zh-CN");
  const [tokens, setTokens] = useState<Tokens | null>(null);
  const [me, setMe] = useState<Me | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const client = useMemo(() => (tokens === null ? null : new Client(tokens)), [tokens]);
  const dark = isDark() ?? matchMedia("(prefers-color-scheme: dark)").matches;

  useEffect(() => {
    client?.me().then((m) => {
      setLanguage(m.language === "en-US" ? "en-US" : "zh-CN");
      setMe(m);
    }).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  }, [client]);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const signIn = (): void => {
    setFailed(null);
    import("./signIn/entra").then((entra) => entra.entraTokens(config, { nested: canNest(), dialog: sheets === null ? null : dialog })).then((t) => setTokens(() => t)).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  };

  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme} style={{ minHeight: "100vh" }}>
      {client !== null && me !== null
        ? <Pane client={client} me={me} sheets={sheets} language={language} onLanguage={setLanguage} />
        : (
          <div style={{ padding: 12, display: "flex", flexDirection: "column", gap: 12 }}>
            <Text as="h1" size={400} weight="semibold">{says(language, "title")}</Text>
            {failed !== null && <Text role="alert">{says(language, "failed") + failed}</Text>}
            {tokens !== null && failed === null ? <Spinner label={says(language, "busy")} />
              : config.mode === "local" && config.localTokens !== null
                ? <Choose at={config.localTokens} language={language} onChosen={(t) => { setFailed(null); setTokens(() => t); }} onFailed={setFailed} />
                : <Button appearance="primary" onClick={signIn}>{says(language, failed === null ? "signIn" : "again")}</Button>}
          </div>
        )}
    </FluentProvider>
  );
}

// On one machine: who of the demo branches sits before Excel.
function Choose({ at, language, onChosen, onFailed }: { at: string; language: Language; onChosen: (tokens: Tokens) => void; onFailed: (why: string) => void }) {
  const [all, setAll] = useState<Person[]>([]);
  useEffect(() => {
    people(at).then(setAll).catch((e: unknown) => onFailed(e instanceof Error ? e.message : String(e)));
  }, [at, onFailed]);
  return (
    <Field label={says(language, "who")}>
      <Select value="" onChange={(_, d) => onChosen(localTokens(at, d.value))}>
        <option value="" disabled>{says(language, "choose")}</option>
        {all.map((p) => <option key={p.id} value={p.id}>{`${p.name} · ${p.position} ${p.branch}`}</option>)}
      </Select>
    </Field>
  );
}
