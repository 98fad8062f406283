import { Button, Field, FluentProvider, Select, Spinner, Text, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { canNest, dialog, isDark } from "../office/host";
import type { PaneConfig } from "../signIn/config";
import { localTokens, people, type Person } from "../signIn/local";
import type { Tokens } from "../signIn/tokens";
import type { Api, Me } from "./api";

export type Language = "zh-CN" | "en-US";

const texts = {
  busy: ["正在读取……", "Reading …"],
  failed: ["没有成功:", "That did not work: "],
  signIn: ["登录", "Sign in"],
  again: ["重试", "Try again"],
  who: ["您是", "You are"],
  choose: ["请选择", "Choose"],
} as const;

interface Props<T extends Api> {
  config: PaneConfig;
  /** Whether there is a program of Office around the pane. */
  hosted: boolean;
  title: (language: Language) => string;
  client: (tokens: Tokens) => T;
  /** On one machine: told who was chosen. */
  onChosen?: (person: string) => void;
  children: (client: T, me: Me, language: Language, onLanguage: (language: Language) => void) => ReactNode;
}

/** Signs in, and shows what is in it to who is in. */
export function SignedIn<T extends Api>({ config, hosted, title, client: make, onChosen, children }: Props<T>) {
  const [language, setLanguage] = useState<Language>("zh-CN");
  const [tokens, setTokens] = useState<Tokens | null>(null);
  const [me, setMe] = useState<Me | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  // A pane has one kind of client for as long as it stands.
  const client = useMemo(() => (tokens === null ? null : make(tokens)), [tokens]);
  const dark = isDark() ?? matchMedia("(prefers-color-scheme: dark)").matches;
  const t = (key: keyof typeof texts): string => texts[key][language === "en-US" ? 1 : 0];

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
    import("../signIn/entra").then((entra) => entra.entraTokens(config, { nested: canNest(), dialog: hosted ? dialog : null })).then((t) => setTokens(() => t)).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  };

  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme} style={{ minHeight: "100vh" }}>
      {client !== null && me !== null
        ? children(client, me, language, setLanguage)
        : (
          <div style={{ padding: 12, display: "flex", flexDirection: "column", gap: 12 }}>
            <Text as="h1" size={400} weight="semibold">{title(language)}</Text>
            {failed !== null && <Text role="alert">{t("failed") + failed}</Text>}
            {tokens !== null && failed === null ? <Spinner label={t("busy")} />
              : config.mode === "local" && config.localTokens !== null
                ? <Choose at={config.localTokens} label={t("who")} choose={t("choose")} onChosen={(person, t) => { setFailed(null); onChosen?.(person); setTokens(() => t); }} onFailed={setFailed} />
                : <Button appearance="primary" onClick={signIn}>{t(failed === null ? "signIn" : "again")}</Button>}
          </div>
        )}
    </FluentProvider>
  );
}

// On one machine: who of the demo branches sits before the pane.
function Choose({ at, label, choose, onChosen, onFailed }: { at: string; label: string; choose: string; onChosen: (person: string, tokens: Tokens) => void; onFailed: (why: string) => void }) {
  const [all, setAll] = useState<Person[]>([]);
  useEffect(() => {
    people(at).then(setAll).catch((e: unknown) => onFailed(e instanceof Error ? e.message : String(e)));
  }, [at, onFailed]);
  return (
    <Field label={label}>
      <Select value="" onChange={(_, d) => onChosen(d.value, localTokens(at, d.value))}>
        <option value="" disabled>{choose}</option>
        {all.map((p) => <option key={p.id} value={p.id}>{`${p.name} · ${p.position} ${p.branch}`}</option>)}
      </Select>
    </Field>
  );
}
