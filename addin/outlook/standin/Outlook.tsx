import { useEffect, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { type Item, StandIn } from "./outlook";

const every = 3000;
const zone = "Asia/Shanghai";
const answers: { [answer: string]: string } = { none: "还没回答", accepted: "已接受", tentativelyAccepted: "暂定", declined: "已谢绝" };
const listeners = new Set<() => void>();
let version = 0;
let person: string | null = null;

function changed(): void {
  version++;
  listeners.forEach((l) => l());
}

/** Shows the chosen person's calendar of this machine beside the pane; answers with whom to tell who was chosen. */
export function showOutlook(at: string): (chosen: string) => void {
  const standIn = new StandIn(changed);
  Object.assign(window, { Office: standIn.office });
  const place = document.createElement("div");
  place.id = "outlook";
  document.body.append(place);
  const style = document.createElement("style");
  style.textContent = `body{display:flex;margin:0}#pane{width:360px;flex:none;order:2;border-left:1px solid #ccc;height:100vh;overflow:auto}#outlook{flex:1;min-width:0;font:14px/1.5 "Noto Sans CJK SC","Segoe UI",sans-serif;height:100vh;overflow:auto;display:flex;color:#222;background:#fff}
#outlook nav{width:230px;flex:none;border-right:1px solid #ddd;overflow:auto;background:#f7f7f7}#outlook nav button{display:block;width:100%;text-align:start;border:0;border-bottom:1px solid #e4e4e4;background:none;padding:8px 12px;font:inherit;cursor:pointer}#outlook nav button[aria-current=true]{background:#cfe4fa}#outlook small{color:#666;display:block}
#outlook article{flex:1;padding:16px 24px;min-width:0}#outlook h1{font-size:20px;margin:0 0 8px}#outlook .text{border-top:1px solid #ddd;margin-top:12px;padding-top:12px;min-height:120px}
@media (max-width:700px){body{flex-direction:column}#outlook{display:block;height:auto;order:1;flex:none;border-bottom:1px solid #ccc}#outlook nav{width:auto;max-height:120px}#outlook article{padding:8px 12px}#outlook .text{min-height:0}#pane{width:auto;border:0;height:auto}}`;
  document.head.append(style);
  createRoot(place).render(<Outlook at={at} standIn={standIn} />);
  return (chosen) => {
    person = chosen;
    changed();
  };
}

function Outlook({ at, standIn }: { at: string; standIn: StandIn }) {
  useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), () => version);
  const [items, setItems] = useState<Item[]>([]);
  const [open, setOpen] = useState<string | null>(null);
  const whose = person;
  useEffect(() => {
    if (whose === null) {
      return;
    }

    const look = (): void => void fetch(`${at}/calendars/${whose}`).then(async (a) => (await a.json()) as Item[]).then((all) => setItems((before) => (JSON.stringify(before) === JSON.stringify(all) ? before : all)));
    look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [at, whose]);
  const item = items.find((i) => i.id === open) ?? null;
  const shown = item === null ? "" : JSON.stringify(item);
  useEffect(() => standIn.show(item), [standIn, shown]);
  return (
    <>
      <nav aria-label="日历">
        {items.map((i) => <button key={i.id} type="button" aria-current={i.id === open} onClick={() => setOpen(i.id)}>{`${i.private ? "🔒 " : ""}${i.subject}`}<small>{`${when(i)} · ${i.with.join("、")}`}</small></button>)}
      </nav>
      <article aria-label="约会">
        {item !== null && (
          <>
            <h1>{item.subject}</h1>
            <div>{when(item)}</div>
            <div>{item.location}</div>
            <div>{`${item.organizes ? "邀请" : "来自"} ${item.with.join("、")}${item.response === null ? "" : ` · ${answers[item.response] ?? item.response}`}`}</div>
            <ol className="text" aria-label="正文">{[...new DOMParser().parseFromString(standIn.body, "text/html").querySelectorAll("li")].map((l, i) => <li key={i}>{l.textContent}</li>)}</ol>
          </>
        )}
      </article>
    </>
  );
}

function when(item: Item): string {
  const day = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, month: "long", day: "numeric", weekday: "short" }).format(new Date(item.start));
  const clock = (time: string): string => new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(time));
  return `${day} ${clock(item.start)}–${clock(item.end)}`;
}
