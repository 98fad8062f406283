import { Button, Text } from "@fluentui/react-components";
import type { Kept } from "./autosave";
import type { Says } from "./texts";

/** Says how far what was typed is kept, and where it was changed elsewhere lets people choose. */
export function KeptLine({ kept, t, onMine, onTheirs }: { kept: Kept; t: Says; onMine: () => void; onTheirs: () => void }) {
  return (
    <div aria-live="polite" style={{ minHeight: 20 }}>
      {kept.is === "moved"
        ? <><Text role="alert">{t("moved")}</Text>{" "}<Button size="small" onClick={onMine}>{t("mine")}</Button>{" "}<Button size="small" onClick={onTheirs}>{t("theirs")}</Button></>
        : kept.is === "failed" ? <Text role="alert">{t("notSaved", kept.why)}</Text>
        : kept.is === "refused" ? <Text role="alert">{t("refused", kept.why)}</Text>
        : <Text size={200}>{t(kept.is)}</Text>}
    </div>
  );
}
