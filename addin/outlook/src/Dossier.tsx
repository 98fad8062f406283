import { Button, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import type { TalkSheet } from "./client";
import type { Says } from "./texts";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  line: { display: "grid", gridTemplateColumns: "1fr auto", columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalXXS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  words: { overflowWrap: "anywhere", minWidth: 0 },
  detail: { gridColumn: "1 / -1", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  right: { fontVariantNumeric: "tabular-nums", textAlign: "right" },
  Plain: {},
  Quiet: { color: tokens.colorNeutralForeground3 },
  Good: { color: tokens.colorStatusSuccessForeground1 },
  Attention: { color: tokens.colorStatusDangerForeground1 },
  agenda: { margin: 0, paddingInlineStart: "1.4em", display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

/** What the quarter was like, and for who holds the talk the agenda that fits it. */
export function Dossier({ talk, t, onInsert, onPrint }: { talk: TalkSheet; t: Says; onInsert: (() => void) | null; onPrint: () => void }) {
  const styles = useStyles();
  return (
    <>
      {talk.noDossier !== null && <Text>{talk.noDossier}</Text>}
      {talk.noDossier === null && talk.dossier.length === 0 && <Text className={styles.Quiet}>{t("nothing")}</Text>}
      {talk.dossier.map((section) => (
        <section key={section.title} className={styles.section} aria-label={section.title}>
          <Text as="h2" weight="semibold">{section.title}</Text>
          {section.lines.map((line, i) => (
            <div key={i} className={styles.line}>
              <span className={mergeClasses(styles.words, line.right === null && styles[line.tone])}>{line.left}</span>
              {line.right !== null && <span className={mergeClasses(styles.right, styles[line.tone])}>{line.right}</span>}
              {line.detail !== null && <span className={styles.detail}>{line.detail}</span>}
            </div>
          ))}
        </section>
      ))}
      {talk.agenda.length > 0 && (
        <section className={styles.section} aria-label={t("agenda")}>
          <Text as="h2" weight="semibold">{t("agenda")}</Text>
          <ol className={styles.agenda}>{talk.agenda.map((step) => <li key={step}>{step}</li>)}</ol>
        </section>
      )}
      {talk.holds && (
        <div>
          {onInsert !== null && <Button size="small" onClick={onInsert}>{t("insert")}</Button>}{" "}
          <Button size="small" onClick={onPrint}>{t("print")}</Button>
        </div>
      )}
    </>
  );
}
