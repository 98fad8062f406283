import { Button, Field, Input, makeStyles, Select, Text, Textarea, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../../shared/pane/api";
import { leftOver, useAutosave } from "./autosave";
import type { Client, RecordSheet, SentMinutes, TalkSheet } from "./client";
import { KeptLine } from "./Kept";
import type { Says } from "./texts";

const most = 3;

const useStyles = makeStyles({
  words: { whiteSpace: "pre-wrap", overflowWrap: "anywhere", margin: 0 },
  agreement: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: tokens.spacingHorizontalS, borderTop: `1px solid ${tokens.colorNeutralStroke3}`, paddingTop: tokens.spacingVerticalS },
  wide: { gridColumn: "1 / -1" },
  narrow: { minWidth: 0 },
  done: { display: "grid", gridTemplateColumns: "1fr auto", gap: tokens.spacingHorizontalS, alignItems: "center", borderTop: `1px solid ${tokens.colorNeutralStroke3}`, padding: `${tokens.spacingVerticalXS} 0` },
});

interface Props {
  client: Client;
  /** Who writes: what is left over of one is not another's. */
  me: string;
  talk: TalkSheet;
  language: string;
  t: Says;
  onRecord: (record: RecordSheet) => void;
}

type Line = { what: string; manager: boolean; due: string };
type Written = { minutes: string; lines: Line[] };

/** Minutes and agreements: to who holds the talk to be written, kept as they are typed, and released; to the employee to be read and acknowledged. */
export function Record(props: Props) {
  return props.talk.record === null ? <Text>{props.t("noRecord")}</Text> : props.talk.holds ? <Writes {...props} record={props.talk.record} /> : <Reads {...props} record={props.talk.record} />;
}

function of(record: RecordSheet): Written {
  const lines = record.agreements.map((a) => ({ what: a.what, manager: a.manager, due: a.due }));
  return { minutes: record.minutes, lines: [...lines, ...Array.from({ length: most - lines.length }, () => ({ what: "", manager: false, due: "" }))] };
}

function Writes({ client, me, talk, language, t, onRecord, record }: Props & { record: RecordSheet }) {
  const styles = useStyles();
  const key = `minutes ${me} ${talk.quarter} ${talk.person}`;
  const [left] = useState(() => leftOver<Written>(key));
  const [written, setWritten] = useState(() => left?.value ?? of(record));
  const [said, setSaid] = useState<string | null>(null);
  const revision = useRef(left?.revision ?? record.revision);
  const sent = (value: Written, release: boolean): SentMinutes => ({
    minutes: value.minutes,
    agreements: value.lines.filter((l) => l.what.trim() !== "").map((l) => ({ what: l.what, manager: l.manager, due: l.due === "" ? null : l.due })),
    revision: revision.current,
    release,
  });
  const put = async (value: Written, release: boolean): Promise<void> => {
    const after = await client.putMinutes(talk, sent(value, release), language);
    revision.current = after.revision;
    onRecord(after);
  };
  const { autosave, kept, setKept } = useAutosave<Written>(key, revision, async (value) => await put(value, false));
  useEffect(() => {
    if (left !== null) {
      autosave.change(left.value);
    }
  }, [autosave, left]);
  const change = (next: Written): void => {
    setSaid(null);
    setWritten(next);
    autosave.change(next);
  };
  const line = (at: number, with_: Partial<Line>): void => change({ ...written, lines: written.lines.map((l, i) => (i === at ? { ...l, ...with_ } : l)) });
  const standing = kept.is === "moved" ? (kept.document as RecordSheet) : null;
  const mine = (): void => {
    revision.current = standing?.revision ?? revision.current;
    autosave.change(written);
    void autosave.flush();
  };
  const theirs = (): void => {
    autosave.drop();
    if (standing !== null) {
      revision.current = standing.revision;
      setWritten(of(standing));
      onRecord(standing);
      setKept({ is: "saved" });
    }
  };
  const release = (): void => {
    setSaid(null);
    autosave.flush().then(async () => await put(written, true)).then(() => { setSaid(t("released", talk.name)); setKept({ is: "saved" }); }).catch((e: unknown) => {
      if (e instanceof Problem && e.status === 412) {
        setKept({ is: "moved", document: e.document });
      } else {
        setSaid(t("failed") + (e instanceof Error ? e.message : String(e)));
      }
    });
  };
  const flush = (): void => void autosave.flush();
  return (
    <>
      <Text size={200}>{`${record.stateName}${record.changed ? ` · ${t("changed")}` : ""}`}</Text>
      <Field label={t("minutes")}>
        <Textarea rows={8} resize="vertical" maxLength={3000} value={written.minutes} onChange={(_, d) => change({ ...written, minutes: d.value })} onBlur={flush} />
      </Field>
      {written.lines.map((l, i) => (
        <div key={i} className={styles.agreement} role="group" aria-label={t("agreement", i + 1)}>
          <Field label={t("agreement", i + 1)} className={styles.wide}>
            <Input value={l.what} maxLength={200} onChange={(_, d) => line(i, { what: d.value })} onBlur={flush} />
          </Field>
          <Field label={t("due")} className={styles.narrow}>
            <Input type="date" className={styles.narrow} value={l.due} min={talk.today} onChange={(_, d) => line(i, { due: d.value })} onBlur={flush} />
          </Field>
          <Field label={t("owner")} className={styles.narrow}>
            <Select className={styles.narrow} value={l.manager ? "manager" : "person"} onChange={(_, d) => line(i, { manager: d.value === "manager" })} onBlur={flush}>
              <option value="person">{talk.name}</option>
              <option value="manager">{t("manager")}</option>
            </Select>
          </Field>
        </div>
      ))}
      <KeptLine kept={kept} t={t} onMine={mine} onTheirs={theirs} />
      <Text size={200}>{t("releasing", talk.name)}</Text>
      <div>
        <Button appearance="primary" disabled={kept.is === "moved" || written.minutes.trim() === ""} onClick={release}>{t("release")}</Button>
      </div>
      {said !== null && <Text role="status">{said}</Text>}
      <Agreed client={client} me={me} talk={talk} language={language} t={t} onRecord={onRecord} record={record} />
    </>
  );
}

function Reads({ client, me, talk, language, t, onRecord, record }: Props & { record: RecordSheet }) {
  const styles = useStyles();
  const [failed, setFailed] = useState<string | null>(null);
  const acknowledge = (): void => void client.acknowledge(talk, record.version, language).then(onRecord).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  return (
    <>
      <Text size={200}>{record.stateName}</Text>
      <p className={styles.words}>{record.minutes}</p>
      <Agreed client={client} me={me} talk={talk} language={language} t={t} onRecord={onRecord} record={record} />
      {record.state === "Released" && <div><Button appearance="primary" onClick={acknowledge}>{t("acknowledge")}</Button></div>}
      {failed !== null && <Text role="alert">{t("failed") + failed}</Text>}
    </>
  );
}

// What both have agreed, with what became of it.
function Agreed({ client, talk, language, t, onRecord, record }: Props & { record: RecordSheet }) {
  const styles = useStyles();
  const [failed, setFailed] = useState<string | null>(null);
  const agreed = record.agreements.filter((a) => a.released);
  return agreed.length === 0 ? null : (
    <section aria-label={t("agreements")}>
      <Text as="h2" weight="semibold">{t("agreements")}</Text>
      {agreed.map((a) => (
        <div key={a.what} className={styles.done}>
          <span style={{ overflowWrap: "anywhere" }}>
            {a.what}
            <Text block size={200}>{`${a.owner} · ${a.due}${a.done ? ` · ${t("isDone")}` : a.overdue ? ` · ${t("overdue")}` : ""}`}</Text>
          </span>
          {!a.done && <Button size="small" onClick={() => void client.finish(talk, a.what, language).then(onRecord).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)))}>{t("done")}</Button>}
        </div>
      ))}
      {failed !== null && <Text role="alert">{t("failed") + failed}</Text>}
    </section>
  );
}
