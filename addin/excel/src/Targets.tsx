import { Button, Field, Select, Text } from "@fluentui/react-components";
import { useState } from "react";
import type { Client } from "./api/client";
import { Problem } from "../../shared/pane/api";
import type { Period, SentTargets, TargetDiff } from "./api/types";
import { daysOf } from "./plan";
import type { Sheets } from "./sheets";
import { type Language, says } from "./texts";

interface Props {
  client: Client;
  sheets: Sheets;
  branch: string;
  today: string;
  language: Language;
  /** Does something while the pane is busy, and tells what went wrong. */
  run: (act: (signal: AbortSignal) => Promise<string | null>) => void;
  busy: boolean;
}

/** Targets: the table is put into the workbook, filled in there, checked, shown as a diff, and only then applied. */
export function Targets({ client, sheets, branch, today, language, run, busy }: Props) {
  const t = (key: Parameters<typeof says>[1], ...put: (string | number)[]): string => says(language, key, ...put);
  const [period, setPeriod] = useState<Period>("Quarter");
  const [shift, setShift] = useState(0);
  const [checked, setChecked] = useState<{ branch: string; sent: SentTargets; diff: TargetDiff } | null>(null);

  const place = async (of: string, what: Period | null, day: string, signal: AbortSignal): Promise<void> => {
    const table = await client.targets(of, what, day, language);
    const pages = (async function* () {
      yield await Promise.resolve(table.rows);
    })();
    await sheets.write({
      head: { key: "targets", title: t("targets"), columns: table.columns, frozen: 2, aboutRows: table.rows.length, charts: [] },
      title: table.title, subtitle: t("send"), total: "", incomplete: t("incomplete"),
      remember: { branch: of, from: table.of, to: table.of, language, version: table.version, asOf: "", period: table.period },
      pages, signal, progress: () => {},
    });
  };

  const fill = (): void => run(async (signal) => {
    setChecked(null);
    await place(branch, period, daysOf(period, today, shift).from, signal);
    return null;
  });

  const check = (): void => run(async () => {
    const back = await sheets.read("targets");
    if (back === null) {
      return t("noTargets");
    }

    const sent: SentTargets = { of: back.remembered.from, period: (back.remembered.period ?? null) as Period | null, columns: back.keys, rows: back.rows, version: back.remembered.version };
    const diff = await client.checkTargets(back.remembered.branch, sent, language);
    setChecked({ branch: back.remembered.branch, sent, diff });
    return diff.changes.length + diff.problems.length === 0 ? t("noChange") : null;
  });

  const apply = (): void => run(async (signal) => {
    if (checked === null) {
      return null;
    }

    try {
      const diff = await client.putTargets(checked.branch, checked.sent, language);
      setChecked(null);

      // What stands has another version now: the table is filled anew, so that the next change is over that.
      await place(checked.branch, checked.sent.period ?? null, checked.sent.of, signal);
      return t("applied", diff.changes.length);
    } catch (e) {
      if (e instanceof Problem && e.status === 422 && e.document !== undefined) {
        setChecked({ ...checked, diff: e.document as TargetDiff });
        return null;
      }

      throw e;
    }
  });

  const unit = (value: number | null): string => (value === null ? t("none") : value.toLocaleString("en-US"));
  return (
    <section aria-label={t("targets")}>
      <Text as="h2" weight="semibold">{t("targets")}</Text>
      <Field label={t("period")}>
        <Select value={`${period}|${shift}`} onChange={(_, d) => { const [p, s] = d.value.split("|"); setPeriod(p as Period); setShift(Number(s)); }}>
          {(["Quarter", "Month", "Week"] as const).flatMap((p) => [0, 1].map((s) => (
            <option key={`${p}${s}`} value={`${p}|${s}`}>{`${t(p === "Quarter" ? "quarter" : p === "Month" ? "month" : "week")} ${daysOf(p, today, s).from}`}</option>
          )))}
        </Select>
      </Field>
      <div style={{ display: "flex", gap: 8, flexWrap: "wrap", marginTop: 8 }}>
        <Button disabled={busy} onClick={fill}>{t("fill")}</Button>
        <Button disabled={busy} onClick={check}>{t("send")}</Button>
      </div>
      {checked !== null && checked.diff.problems.length > 0 && (
        <div role="alert">
          <Text block>{t("problems", checked.diff.problems.length)}</Text>
          <ul>{checked.diff.problems.map((p, i) => <li key={i}>{`${p.row < 0 ? "" : `${t("row", p.row + 1)} `}${p.what}`}</li>)}</ul>
        </div>
      )}
      {checked !== null && checked.diff.problems.length === 0 && checked.diff.changes.length > 0 && (
        <div>
          <Text block>{t("changes", checked.diff.changes.length)}</Text>
          <ul>{checked.diff.changes.slice(0, 50).map((c, i) => <li key={i}>{`${c.whose} · ${c.what}: ${unit(c.before)} → ${unit(c.after)}`}</li>)}</ul>
          <Button appearance="primary" disabled={busy} onClick={apply}>{t("apply")}</Button>
        </div>
      )}
    </section>
  );
}
