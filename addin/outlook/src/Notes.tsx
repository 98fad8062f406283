import { Field, Spinner, Text, Textarea } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { useAutosave } from "./autosave";
import type { Client, NotesSheet, TalkSheet } from "./client";
import { KeptLine } from "./Kept";
import type { Says } from "./texts";

/** The manager's private notes on somebody, kept as they are typed. */
export function Notes({ client, talk, t }: { client: Client; talk: TalkSheet; t: Says }) {
  const [words, setWords] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const revision = useRef(0);
  const take = (notes: NotesSheet): void => {
    revision.current = notes.revision;
    setWords(notes.words);
  };
  const { autosave, kept, setKept } = useAutosave<string>(async (value) => {
    revision.current = (await client.putNotes(talk, { words: value, revision: revision.current })).revision;
  });
  const read = (): void => {
    autosave.drop();
    client.notes(talk).then((n) => { take(n); setKept({ is: "saved" }); }).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  };
  useEffect(read, [client, talk.person]);
  const mine = (): void => {
    client.notes(talk).then((n) => { revision.current = n.revision; autosave.change(words ?? ""); return autosave.flush(); }).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
  };
  return failed !== null ? <Text role="alert">{t("failed") + failed}</Text> : words === null ? <Spinner label={t("reading")} /> : (
    <>
      <Text size={200}>{t("notesOnly")}</Text>
      <Field label={t("notes")}>
        <Textarea rows={10} resize="vertical" value={words} maxLength={2000} onChange={(_, d) => { setWords(d.value); autosave.change(d.value); }} onBlur={() => void autosave.flush()} />
      </Field>
      <KeptLine kept={kept} t={t} onMine={mine} onTheirs={read} />
    </>
  );
}
