import { Button, Checkbox, Field, makeStyles, ProgressBar, Select, Text, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Client, Question } from "./api/client";
import type { Cell, Period, Workbook } from "./api/types";
import type { Me } from "../../shared/pane/api";
import { Bars } from "./Bars";
import { daysOf } from "./plan";
import type { Sheets, Standing } from "./sheets";
import { Targets } from "./Targets";
import { type Language, says } from "./texts";

const useStyles = makeStyles({
  pane: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, maxWidth: "480px" },
  row: { display: "flex", gap: tokens.spacingHorizontalS, alignItems: "center", flexWrap: "wrap" },
  short: { minWidth: "40px" },
  between: { display: "flex", justifyContent: "space-between", alignItems: "center" },
  notice: { padding: tokens.spacingHorizontalS, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3 },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
});

interface Props {
  client: Client;
  me: Me;
  /** The open workbook; null: there is no Office, the same is offered as a file. */
  sheets: Sheets | null;
  language: Language;
  onLanguage: (language: Language) => void;
}

/** The pane: choose period and tables, put them into the workbook or refresh what is there. */
export function Pane({ client, me, sheets, language, onLanguage }: Props) {
  const styles = useStyles();
  const t = (key: Parameters<typeof says>[1], ...put: (string | number)[]): string => says(language, key, ...put);
  const today = me.today ?? new Date().toISOString().slice(0, 10);
  const [branch, setBranch] = useState(me.branches[0]?.id ?? "");
  const [period, setPeriod] = useState<Period>("Quarter");
  const [shift, setShift] = useState(0);
  const [book, setBook] = useState<Workbook | null>(null);
  const [bars, setBars] = useState<{ keys: string[]; rows: Cell[][] } | null>(null);
  const [unwanted, setUnwanted] = useState<ReadonlySet<string>>(new Set(["entries"]));
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const [progress, setProgress] = useState<{ sheet: string; rows: number; of: number } | null>(null);
  const [stale, setStale] = useState<Standing[]>([]);
  const running = useRef<AbortController | null>(null);

  const span = daysOf(period, today, shift);
  const question: Question = { branch, ...span, language };
  const asked = JSON.stringify(question);

  // Whatever is done, one thing at a time, with what went wrong told.
  const run = useCallback((act: (signal: AbortSignal) => Promise<string | null>): void => {
    const cancel = new AbortController();
    running.current = cancel;
    setSaid(null);
    setProgress({ sheet: "", rows: 0, of: 0 });
    act(cancel.signal)
      .then((text) => setSaid(text === null ? null : { text, bad: false }))
      .catch((e: unknown) => setSaid(cancel.signal.aborted ? { text: says(language, "cancelled"), bad: false } : { text: says(language, "failed") + (e instanceof Error ? e.message : String(e)), bad: true }))
      .finally(() => {
        running.current = null;
        setProgress(null);
      });
  }, [language]);

  const look = useCallback(async (): Promise<void> => {
    const found: Standing[] = [];
    for (const sheet of (await sheets?.standing()) ?? []) {
      if (sheet.key !== "targets" && (sheet.version === "" || (await client.moved(sheet, sheet.version)))) {
        found.push(sheet);
      }
    }

    setStale(found);
  }, [client, sheets]);

  useEffect(() => {
    let current = true;
    setBook(null);
    setBars(null);
    const of = JSON.parse(asked) as Question;
    void (async () => {
      try {
        const outline = await client.book(of);
        if (!current) {
          return;
        }

        setBook(outline);
        const chart = outline.sheets.find((s) => s.key === "chart");
        for await (const rows of chart === undefined ? [] : client.pages(of, chart, new AbortController().signal)) {
          if (current) {
            setBars({ keys: chart!.columns.map((c) => c.key), rows });
          }
        }
      } catch (e) {
        if (current) {
          setSaid({ text: says(of.language as Language, "failed") + (e instanceof Error ? e.message : String(e)), bad: true });
        }
      }
    })();
    return () => {
      current = false;
    };
  }, [asked, client]);

  // As the pane opens, and whenever somebody comes back to it.
  useEffect(() => {
    const again = (): void => void look().catch(() => setStale([]));
    again();
    window.addEventListener("focus", again);
    return () => window.removeEventListener("focus", again);
  }, [look]);

  const wanted = book?.sheets.filter((s) => !unwanted.has(s.key)) ?? [];

  const write = async (of: Question, keys: string[], signal: AbortSignal): Promise<number> => {
    const outline = await client.book(of);
    const chosen = outline.sheets.filter((s) => keys.includes(s.key));
    for (const head of chosen) {
      setProgress({ sheet: head.title, rows: 0, of: head.aboutRows });
      await sheets!.write({
        head,
        title: outline.title,
        subtitle: `${outline.subtitle} · ${outline.stamp}`,
        total: outline.total,
        incomplete: `${outline.subtitle} · ${says(of.language as Language, "incomplete")}`,
        remember: { ...of, version: outline.version, asOf: outline.stamp },
        pages: client.pages(of, head, signal),
        signal,
        progress: (rows) => setProgress({ sheet: head.title, rows, of: Math.max(rows, head.aboutRows) }),
      });
    }

    return chosen.length;
  };

  const insert = (): void => run(async (signal) => {
    const count = await write(question, wanted.map((s) => s.key), signal).finally(() => look().catch(() => {}));
    return t("done", count);
  });

  const refresh = (): void => run(async (signal) => {
    let count = 0;
    for (const sheet of stale) {
      const { branch: b, from, to, language: l } = sheet;
      count += await write({ branch: b, from, to, language: l }, [sheet.key], signal);
    }

    await look();
    return t("done", count);
  });

  const download = (): void => run(async (signal) => {
    const file = await client.file(question, wanted.map((s) => s.key), signal);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file.content);
    link.download = file.name;
    link.click();
    URL.revokeObjectURL(link.href);
    return t("downloaded");
  });

  const busy = progress !== null;
  if (me.branches.length === 0) {
    return <div className={styles.pane}><Text>{t("nothing")}</Text></div>;
  }

  return (
    <main className={styles.pane}>
      <div className={styles.between}>
        <Text as="h1" size={400} weight="semibold">{t("title")}</Text>
        <Button size="small" appearance="subtle" onClick={() => onLanguage(language === "zh-CN" ? "en-US" : "zh-CN")}>{t("language")}</Button>
      </div>
      <Text>{`${t("who")} ${me.name}`}</Text>
      {me.branches.length > 1 ? (
        <Field label={t("branch")}>
          <Select value={branch} disabled={busy} onChange={(_, d) => setBranch(d.value)}>
            {me.branches.map((b) => <option key={b.id} value={b.id}>{b.name}</option>)}
          </Select>
        </Field>
      ) : (
        <Text weight="semibold">{me.branches[0]!.name}</Text>
      )}
      <Field label={t("period")}>
        <div className={styles.row} role="radiogroup">
          {(["Week", "Month", "Quarter"] as const).map((p) => (
            <Button key={p} className={styles.short} size="small" role="radio" aria-checked={p === period} appearance={p === period ? "primary" : "secondary"} disabled={busy} onClick={() => { setPeriod(p); setShift(0); }}>
              {t(p === "Week" ? "week" : p === "Month" ? "month" : "quarter")}
            </Button>
          ))}
          <Button className={styles.short} size="small" aria-label={t("earlier")} disabled={busy} onClick={() => setShift(shift - 1)}>‹</Button>
          <Button className={styles.short} size="small" aria-label={t("later")} disabled={busy || shift >= 0} onClick={() => setShift(shift + 1)}>›</Button>
        </div>
      </Field>
      <Text size={200}>{`${span.from} – ${span.to}`}</Text>
      <Field label={t("tables")}>
        <div>
          {book?.sheets.map((s) => (
            <div key={s.key}>
              <Checkbox label={s.title} checked={!unwanted.has(s.key)} disabled={busy} onChange={(_, d) => {
                const next = new Set(unwanted);
                if (d.checked === true) {
                  next.delete(s.key);
                } else {
                  next.add(s.key);
                }

                setUnwanted(next);
              }} />
            </div>
          )) ?? <Text>{t("busy")}</Text>}
        </div>
      </Field>
      {sheets === null && <div className={styles.notice}>{t("noOffice")}</div>}
      <div className={styles.row}>
        {sheets === null
          ? <Button appearance="primary" disabled={busy || wanted.length === 0} onClick={download}>{t("download")}</Button>
          : <Button appearance="primary" disabled={busy || wanted.length === 0} onClick={insert}>{t("insert")}</Button>}
        {busy && <Button onClick={() => running.current?.abort(new DOMException("cancelled", "AbortError"))}>{t("cancel")}</Button>}
      </div>
      <div aria-live="polite">
        {progress !== null && (
          <Field validationMessage={progress.sheet === "" ? t("busy") : `${progress.sheet} · ${progress.rows.toLocaleString("en-US")} ${t("rows")}`} validationState="none">
            {progress.of > 0 ? <ProgressBar value={progress.rows / progress.of} /> : <ProgressBar />}
          </Field>
        )}
        {said !== null && <div className={`${styles.notice} ${said.bad ? styles.warning : ""}`} role={said.bad ? "alert" : "status"}>{said.text}</div>}
      </div>
      {stale.length > 0 && (
        <div className={`${styles.notice} ${styles.warning}`}>
          {stale.map((s) => <Text block key={s.key}>{s.version === "" ? t("unfinished", s.name) : t("stale", s.name, s.asOf)}</Text>)}
          <Button size="small" disabled={busy} onClick={refresh}>{t("refresh")}</Button>
        </div>
      )}
      {bars !== null && bars.rows.some((r) => typeof r[bars.keys.indexOf("target")] === "number") && (
        <section aria-label={t("chart")}>
          <Text as="h2" weight="semibold">{t("chart")}</Text>
          <Bars {...bars} />
        </section>
      )}
      {sheets !== null && me.setsTargets && <Targets client={client} sheets={sheets} branch={branch} today={today} language={language} run={run} busy={busy} />}
    </main>
  );
}
