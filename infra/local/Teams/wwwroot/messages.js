import { renderMarkdown } from "./cards.js";

const weekdays = ["星期日 · Sun", "星期一 · Mon", "星期二 · Tue", "星期三 · Wed", "星期四 · Thu", "星期五 · Fri", "星期六 · Sat"];

export function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) {
    made.textContent = text;
  }

  return made;
}

/**
 * A message.
 * @param message as the server tells it
 * @param names who "bot" and "me" are
 * @param parts what the list adds: drawCard(json, card) makes the element of its card, menu(message) a button or nothing, consent(message, allow, box), replied(id)
 */
export function drawMessage(message, names, parts) {
  const node = element("div", "message");
  Object.assign(node.dataset, { testid: "message", messageId: message.id, from: message.from });
  const at = element("div", "at", `${names[message.from] ?? message.from} ${message.at.slice(11, 16)}${message.edited ? " · 已编辑 Edited" : ""}`.trim());
  at.append(...[!message.deleted && parts.menu(message)].filter(Boolean));
  node.append(at);
  if (message.thread) {
    node.append(element("div", "reply", `↳ 回复 · Reply to ${parts.replied(message.thread)}`));
  }

  if (message.deleted) {
    node.append(element("div", "bubble deleted", "此消息已删除 · This message has been deleted"));
  }

  node.append(...(message.uploads ?? []).map(drawUpload));
  if (message.text) {
    node.append(drawText(message));
  }

  if (message.card) {
    const card = element("div", "card");
    card.append(parts.drawCard(message.card, card));
    node.append(card);
  }

  if (message.consent) {
    node.append(drawConsent(message, parts));
  }

  if (message.file) {
    const link = element("a", "given file", message.file.name);
    link.prepend(Object.assign(element("span", "", "📄"), { ariaHidden: "true" }));
    node.append(Object.assign(link, { href: `/client/uploads/${encodeURIComponent(message.file.uploadId)}`, download: message.file.name }));
  }

  if (message.notice) {
    node.append(element("div", "notice", message.notice));
  }

  return node;
}

function drawText(message) {
  if (message.from !== "bot" || message.textFormat === "plain") {
    const bubble = element("div", "bubble");
    bubble.append(...message.text.split(/(<at>[^<]*<\/at>)/).map(part => /^<at>/.test(part) ? element("b", "mention", `@${part.slice(4, -5)}`) : part));
    return bubble;
  }

  const bubble = element("div", "bubble markdown");
  bubble.append(...renderMarkdown(message.text));
  return bubble;
}

/** The question whether the bot may put a file into the person's OneDrive. */
function drawConsent(message, parts) {
  const { name, description, size } = message.consent;
  const box = element("div", "card consent");
  box.append(element("b", "", name), element("p", "", description), element("small", "", `${sizeOf(size)} · OneDrive`));
  const acts = element("div", "acts");
  for (const [title, allow] of [["允许 · Allow", true], ["拒绝 · Decline", false]]) {
    const button = Object.assign(element("button", `ac-pushButton ${allow ? "style-positive" : ""}`, title), { type: "button" });
    button.addEventListener("click", () => parts.consent(message, allow, box));
    acts.append(button);
  }

  box.append(acts);
  return box;
}

function sizeOf(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${(bytes / 1024 ** power).toFixed(power ? 1 : 0)} ${units[power]}`;
}

function drawUpload({ id, name, picture }) {
  if (!picture) {
    const file = element("div", "sent file", name);
    file.prepend(Object.assign(element("span", "", "📎"), { ariaHidden: "true" }));
    return file;
  }

  const image = element("img", "sent");
  return Object.assign(image, { src: `/client/uploads/${encodeURIComponent(id)}`, alt: name || "图片 · Picture" });
}

/** The line between two days. */
export function drawDay(day) {
  const [, month, date] = day.split("-").map(Number);
  return element("div", "day", `${month}月${date}日 ${weekdays[new Date(`${day}T00:00Z`).getUTCDay()]}`);
}
