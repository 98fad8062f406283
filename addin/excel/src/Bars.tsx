import { makeStyles, tokens } from "@fluentui/react-components";
import type { Cell } from "./api/types";

const useStyles = makeStyles({
  row: { display: "grid", gridTemplateColumns: "5em 1fr 9em", columnGap: tokens.spacingHorizontalS, alignItems: "center", fontSize: tokens.fontSizeBase200 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  figure: { textAlign: "right", whiteSpace: "nowrap" },
  track: { position: "relative", height: "12px", backgroundColor: tokens.colorNeutralBackground5, borderRadius: tokens.borderRadiusSmall },
  bar: { position: "absolute", top: 0, bottom: 0, left: 0, borderRadius: tokens.borderRadiusSmall },
  good: { backgroundColor: tokens.colorBrandBackground },
  slow: { backgroundColor: tokens.colorStatusWarningBackground3 },
  gone: { position: "absolute", top: "-2px", bottom: "-2px", width: "2px", backgroundColor: tokens.colorNeutralForeground1 },
});

/** The bar chart of the branch as it stands in the sheet: how much of each target is reached; the line is how much of the workdays is gone. */
export function Bars({ keys, rows }: { keys: string[]; rows: Cell[][] }) {
  const styles = useStyles();
  const at = (row: Cell[], key: string): Cell => row[keys.indexOf(key)] ?? null;
  return (
    <div role="list">
      {rows.filter((row) => typeof at(row, "target") === "number").map((row, i) => {
        const [reached, gone] = [Number(at(row, "reached")), Number(at(row, "gone"))];
        return (
          <div role="listitem" key={i} className={styles.row} aria-label={`${at(row, "product")} ${at(row, "done")} / ${at(row, "target")} ${at(row, "unit")} ${at(row, "state")}`}>
            <span className={styles.name}>{at(row, "product")}</span>
            <span className={styles.track}>
              <span className={`${styles.bar} ${reached < gone ? styles.slow : styles.good}`} style={{ width: `${Math.min(100, reached * 100)}%` }} />
              <span className={styles.gone} style={{ left: `${Math.min(100, gone * 100)}%` }} />
            </span>
            <span className={styles.figure}>{`${at(row, "done")} / ${at(row, "target")} ${at(row, "unit")}`}</span>
          </div>
        );
      })}
    </div>
  );
}
