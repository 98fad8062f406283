import { Button, makeStyles, Spinner, Tab, TabList, Text, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import type { Me } from "../../shared/pane/api";
import type { Language } from "../../shared/pane/SignedIn";
import type { Appointment, Calendar } from "./appointment";
import type { Client, RecordSheet, TalkSheet } from "./client";
import { Clock } from "./Clock";
import { Dossier } from "./Dossier";
import { Notes } from "./Notes";
import { Record } from "./Record";
import { says, type Says } from "./texts";

const useStyles = makeStyles({
  pane: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, maxWidth: "560px" },
  between: { display: "flex", justifyContent: "space-between", alignItems: "center" },
});

interface Props {
  client: Client;
  me: Me;
  /** The program around the pane; null: there is none. */
  calendar: Calendar | null;
  language: Language;
  onLanguage: (language: Language) => void;
}

/** The pane beside an invitation: the quarter, minutes and agreements, private notes; as much of it as the reader may see. */
export function Pane({ client, me, calendar, language, onLanguage }: Props) {
  const styles = useStyles();
  const t: Says = useCallback((key, ...put) => says(language, key, ...put), [language]);
  const [appointment, setAppointment] = useState<Appointment | null | undefined>(undefined);
  const [talk, setTalk] = useState<TalkSheet | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [tab, setTab] = useState("dossier");
  const [asked, setAsked] = useState(0);
  const branch = me.branches[0]?.id;

  useEffect(() => {
    const look = (): void => void (calendar?.current() ?? Promise.resolve(null)).then(setAppointment).catch((e: unknown) => setFailed(e instanceof Error ? e.message : String(e)));
    look();
    calendar?.onChange(look);
  }, [calendar]);

  useEffect(() => {
    let current = true;
    setTalk(null);
    setFailed(null);
    setSaid(null);
    if (appointment === null || appointment === undefined || branch === undefined) {
      return;
    }

    client.talk(branch, appointment.start, appointment.person, language)
      .then((found) => { if (current) { setTalk(found); } })
      .catch((e: unknown) => { if (current) { setFailed(e instanceof Error ? e.message : String(e)); } });
    return () => {
      current = false;
    };
  }, [appointment, branch, client, language, asked]);

  const took = useCallback((record: RecordSheet): void => setTalk((of) => (of === null ? null : { ...of, record })), []);
  const run = (act: Promise<string | null>): void => void act.then(setSaid).catch((e: unknown) => setSaid(t("failed") + (e instanceof Error ? e.message : String(e))));
  const insert = appointment?.insert;
  return (
    <main className={styles.pane}>
      <div className={styles.between}>
        <Text as="h1" size={400} weight="semibold">{t("title")}</Text>
        <Button size="small" appearance="subtle" onClick={() => onLanguage(language === "zh-CN" ? "en-US" : "zh-CN")}>{t("language")}</Button>
      </div>
      {branch === undefined ? <Text>{t("noBranch")}</Text>
        : appointment === null ? <Text>{t("noAppointment")}</Text>
        : failed !== null ? <><Text role="alert">{failed}</Text><div><Button onClick={() => setAsked(asked + 1)}>{t("again")}</Button></div></>
        : talk === null ? <Spinner label={t("reading")} />
        : (
          <>
            <div>
              <Text block weight="semibold" size={500}>{talk.name}</Text>
              <Text block>{`${talk.position} · ${talk.title}`}</Text>
              <Text block size={200}>{`${talk.when} · ${talk.stateName}`}</Text>
            </div>
            {talk.holds && <Clock key={talk.person} talk={talk} t={t} />}
            <TabList size="small" selectedValue={tab} onTabSelect={(_, d) => setTab(d.value as string)}>
              <Tab value="dossier">{t("dossier")}</Tab>
              <Tab value="record">{t("record")}</Tab>
              {talk.notes && <Tab value="notes">{t("notes")}</Tab>}
            </TabList>
            {tab === "dossier" && (
              <Dossier
                talk={talk}
                t={t}
                onInsert={insert === null || insert === undefined ? null : () => run(insert(talk.outline).then(() => t("inserted")))}
                onPrint={() => run(client.paper(talk).then((link) => { window.open(link, "_blank", "noopener"); return null; }))}
              />
            )}
            {tab === "record" && <Record key={talk.person} client={client} talk={talk} language={language} t={t} onRecord={took} />}
            {tab === "notes" && talk.notes && <Notes key={talk.person} client={client} talk={talk} t={t} />}
            {talk.holds && (talk.state === "Invited" || talk.state === "Accepted") && talk.start.slice(0, 10) <= talk.today && (
              <div><Button size="small" onClick={() => run(client.hold(talk, language).then((after) => { setTalk(after); return null; }))}>{t("held")}</Button></div>
            )}
            {said !== null && <Text role="status">{said}</Text>}
          </>
        )}
    </main>
  );
}
