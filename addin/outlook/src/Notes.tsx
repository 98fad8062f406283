import { Field, Spinner, Text, Textarea } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { leftOver, useAutosave } from "./autosave";
import type { Client, NotesSheet, TalkSheet } from "./client";
import { KeptLine } from "./Kept";
import type { Says } from "./texts";

/** The manager's private notes on somebody, kept as they are typed. */
export function Notes({ client, me, talk, t }: { client: Client; me: string; talk: TalkSheet; t: Says }) {
  const key = `notes ${me} ${talk.person}`;
  const [left] = useState(() => leftOver<string>(key));
  const [words, setWords] = useState<string | null>(left?.value ?? null);
  const [failed, setFailed] = useState<string | null>(null);
  const revision = useRef(left?.revision ?? 0);
  const { autosave, kept, setKept } = useAutosave<string>(key, revision, async (value) => {
    revision.current = (await client.putNotes(talk, { words: value, revision: revision.current })).revision;
  });
  const take = (notes: NotesSheet): void => {
    revision.current = notes.revision;
    setWords(notes.words);
  };
  useEffect(() => {
    if (left !== null) {
      autosave.change(left.value);
      return;
    }

    client.notes(talk).then(take).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  }, [client, autosave, left]);
  const standing = kept.is === "moved" ? (kept.document as NotesSheet) : null;
  const mine = (): void => {
    revision.current = standing?.revision ?? revision.current;
    autosave.change(words ?? "");
    void autosave.flush();
  };
  const theirs = (): void => {
    autosave.drop();
    if (standing !== null) {
      take(standing);
      setKept({ is: "saved" });
    }
  };
  return words === null ? (failed !== null ? <Text role="alert">{t("failed") + failed}</Text> : <Spinner label={t("reading")} />) : (
    <>
      <Text size={200}>{t("notesOnly")}</Text>
      <Field label={t("notes")}>
        <Textarea rows={10} resize="vertical" value={words} maxLength={2000} onChange={(_, d) => { setWords(d.value); autosave.change(d.value); }} onBlur={() => void autosave.flush()} />
      </Field>
      <KeptLine kept={kept} t={t} onMine={mine} onTheirs={theirs} />
    </>
  );
}
