import { Button, Text } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { TalkSheet } from "./client";
import type { Says } from "./texts";

/** How long a talk has been going on, in its planned minutes and the two hours that it may take. It goes on though the pane is closed and opened again. */
export function Clock({ talk, t }: { talk: TalkSheet; t: Says }) {
  const key = `talk ${talk.quarter} ${talk.person}`;
  const [since, setSince] = useState<number | null>(() => Number(sessionStorage.getItem(key)) || null);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, []);
  const press = (): void => {
    const next = since === null ? Date.now() : null;
    if (next === null) {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, String(next));
    }

    setNow(Date.now());
    setSince(next);
  };
  const seconds = since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
  const over = seconds >= talk.mostMinutes * 60 ? t("most") : seconds >= talk.minutes * 60 ? t("over") : null;
  return (
    <div role="timer" style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
      <Button size="small" onClick={press}>{t(since === null ? "start" : "stop")}</Button>
      {since !== null && <Text style={{ fontVariantNumeric: "tabular-nums" }}>{t("talked", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, talk.minutes)}</Text>}
      {over !== null && <Text role="alert" weight="semibold">{over}</Text>}
    </div>
  );
}
