import { Button, makeStyles, Spinner, Tab, TabList, Text, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState } from "react";
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
  tab: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
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
  const [noted, setNoted] = useState(false);
  const branch = me.branches[0]?.id;
  const looks = useRef(0);
  const shown = useRef<string | null>(null);

  // Of two answers the later question's counts.
  const look = useCallback((): void => {
    const mine = ++looks.current;
    const told = (then: () => void): void => {
      if (mine === looks.current) {
        then();
      }
    };
    (calendar?.current() ?? Promise.resolve(null)).then((found) => told(() => setAppointment(found))).catch((e: unknown) => told(() => setFailed(e instanceof Error ? e.message : String(e))));
  }, [calendar]);

  useEffect(() => {
    look();
    calendar?.onChange(look);
  }, [calendar, look]);

  useEffect(() => {
    let current = true;
    setFailed(null);
    setSaid(null);
    const of = appointment === null || appointment === undefined ? null : `${appointment.start.toISOString()} ${appointment.person ?? ""}`;
    if (shown.current !== of) {
      shown.current = of;
      setTalk(null);
      setNoted(false);
    }

    if (appointment === null || appointment === undefined || branch === undefined) {
      return;
    }

    // In another language it is the same talk: what is being written goes on.
    client.talk(branch, appointment.start, appointment.person, language)
      .then((found) => { if (current) { setTalk((before) => (before !== null && isSame(before, found) && before.holds ? { ...found, record: before.record } : found)); } })
      .catch((e: unknown) => { if (current) { setFailed(e instanceof Error ? e.message : String(e)); } });
    return () => {
      current = false;
    };
  }, [appointment, branch, client, language, asked]);

  // An answer may come when another appointment is open already.
  const took = (whose: TalkSheet, record: RecordSheet): void => setTalk((of) => (of !== null && isSame(of, whose) ? { ...of, record } : of));
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
        : failed !== null ? <><Text role="alert">{failed}</Text><div><Button onClick={() => { look(); setAsked(asked + 1); }}>{t("again")}</Button></div></>
        : talk === null ? <Spinner label={t("reading")} />
        : (
          <>
            <div>
              <Text block weight="semibold" size={500}>{talk.name}</Text>
              <Text block>{`${talk.position} · ${talk.title}`}</Text>
              <Text block size={200}>{`${talk.when} · ${talk.stateName}`}</Text>
            </div>
            {talk.holds && <Clock key={`clock ${talk.person}`} talk={talk} t={t} />}
            <TabList size="small" selectedValue={tab} onTabSelect={(_, d) => { setTab(d.value as string); setNoted(noted || d.value === "notes"); }}>
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
            {/* What is being written stays while another tab is looked at. */}
            <div className={styles.tab} style={tab === "record" ? undefined : { display: "none" }}>
              <Record key={`record ${talk.quarter} ${talk.person}`} client={client} me={me.id} talk={talk} language={language} t={t} onRecord={(record) => took(talk, record)} />
            </div>
            {talk.notes && (noted || tab === "notes") && (
              <div className={styles.tab} style={tab === "notes" ? undefined : { display: "none" }}>
                <Notes key={`notes ${talk.person}`} client={client} me={me.id} talk={talk} t={t} />
              </div>
            )}
            {talk.holds && (talk.state === "Invited" || talk.state === "Accepted") && talk.start.slice(0, 10) <= talk.today && (
              <div><Button size="small" onClick={() => run(client.hold(talk, language).then((after) => { setTalk((of) => (of !== null && isSame(of, after) ? { ...after, record: of.record } : of)); return null; }))}>{t("held")}</Button></div>
            )}
            {said !== null && <Text role="status">{said}</Text>}
          </>
        )}
    </main>
  );
}

function isSame(one: TalkSheet, other: TalkSheet): boolean {
  return one.person === other.person && one.quarter === other.quarter;
}
