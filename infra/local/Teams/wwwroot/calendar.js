// Everybody's calendar of the local Graph: what stands there, answered and moved as in Outlook.
import { ask, remember, remembered } from "./api.js";

const [owner, days, block, alert] = ["[data-testid=owner]", "[data-testid=days]", "[data-testid=block]", "[role=alert]"].map(s => document.querySelector(s));
const every = 2000;
const zone = "Asia/Shanghai";
const answers = { none: "还没回答 · No answer", notResponded: "还没回答 · No answer", accepted: "已接受 · Accepted", tentativelyAccepted: "暂定 · Tentative", declined: "已谢绝 · Declined" };
const clock = at => new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at));
const dayOf = at => new Intl.DateTimeFormat("zh-CN", { timeZone: zone, year: "numeric", month: "long", day: "numeric", weekday: "long" }).format(new Date(at));
let drawn = "";

async function start() {
  const people = await ask("/client/people");
  owner.append(...people.map(p => Object.assign(element("option", ""), { value: p.id, textContent: p.placeName ? `${p.name} · ${p.placeName}` : p.name })));
  owner.value = remembered("of") ?? people[0].id;
  owner.addEventListener("change", () => { remember("of", owner.value); drawn = ""; show(); });
  block.addEventListener("submit", event => {
    event.preventDefault();
    act("", "POST", { start: wall(block.elements.start.value), minutes: Number(block.elements.minutes.value) });
  });
  await show();
  setInterval(show, every);
}

/** What somebody types is the clock on the branch's wall. */
function wall(local) {
  return `${local}:00+08:00`;
}

async function show() {
  try {
    const items = await ask(`/client/calendars/${owner.value}`);
    alert.hidden = true;
    // Drawn again only when something has changed: a time that is being typed stays.
    if (drawn !== JSON.stringify(items)) {
      drawn = JSON.stringify(items);
      const grouped = Object.entries(Object.groupBy(items, i => dayOf(i.start)));
      days.replaceChildren(...grouped.map(([name, those]) => dayBox(name, those)));
      if (items.length === 0) {
        days.append(element("p", "none", "这里还没有什么 · Nothing here yet"));
      }
    }
  } catch (error) {
    refuse(error);
  }
}

function dayBox(name, items) {
  const box = element("section", "");
  box.append(element("h2", "", name), ...items.map(meeting));
  return box;
}

function meeting(item) {
  const box = element("article", "");
  Object.assign(box.dataset, { response: item.response ?? "", own: String(item.with.length === 0) });
  box.append(element("strong", "", `${clock(item.start)}–${clock(item.end)} ${item.private ? "🔒 " : ""}${item.subject}`));
  if (item.location) {
    box.append(element("p", "", item.location));
  }

  if (item.with.length > 0) {
    box.append(element("p", "", `${item.organizes ? "和 · with " : "来自 · from "}${item.with.join("、")} · ${answers[item.response] ?? item.response}`));
  }

  const acts = element("div", "acts");
  if (item.organizes) {
    const to = Object.assign(element("input", ""), { type: "datetime-local", value: local(item.start) });
    to.setAttribute("aria-label", "移到 · Move to");
    acts.append(to, button("移动 · Move", () => act(`/${item.id}/move`, "POST", { start: wall(to.value) })), button("删除 · Delete", () => act(`/${item.id}`, "DELETE")));
  } else {
    const instead = Object.assign(element("input", ""), { type: "datetime-local", value: local(item.start) });
    instead.setAttribute("aria-label", "提议的时间 · Proposed time");
    acts.append(...[["接受 · Accept", "accepted"], ["暂定 · Tentative", "tentativelyAccepted"], ["谢绝 · Decline", "declined"]].map(([name, response]) => button(name, () => act(`/${item.id}/respond`, "POST", { response }))), instead, button("提议 · Propose", () => act(`/${item.id}/respond`, "POST", { response: "tentativelyAccepted", proposed: wall(instead.value) })));
  }

  box.append(acts);
  return box;
}

function local(at) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(new Date(at)).replace(" ", "T");
}

function button(name, click) {
  const made = element("button", "", name);
  made.type = "button";
  made.addEventListener("click", click);
  return made;
}

async function act(path, method, body) {
  try {
    await ask(`/client/calendars/${owner.value}${path}`, method, body);
    await show();
  } catch (error) {
    refuse(error);
  }
}

// The page of the phones has one that comes with all that draws cards.
function element(name, className, text) {
  return Object.assign(document.createElement(name), { className }, text === undefined ? {} : { textContent: text });
}

function refuse(error) {
  alert.textContent = error.message;
  alert.hidden = false;
}

start().catch(refuse);
