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

/** A message of the chat; drawCard makes the element of its card. */
export function drawMessage(message, botName, drawCard) {
  const node = element("div", "message");
  Object.assign(node.dataset, { testid: "message", messageId: message.id, from: message.from });
  const name = message.from === "bot" ? botName : message.from === "me" ? "" : message.from;
  node.append(element("div", "at", `${name} ${message.at.slice(11, 16)}${message.edited ? " · 已编辑 Edited" : ""}`.trim()));
  if (message.deleted) {
    node.append(element("div", "bubble deleted", "此消息已删除 · This message has been deleted"));
  }

  node.append(...(message.uploads ?? []).map(drawUpload));
  if (message.text) {
    node.append(drawText(message));
  }

  if (message.card) {
    const card = element("div", "card");
    card.append(drawCard(message.card, card));
    node.append(card);
  }

  if (message.notice) {
    node.append(element("div", "notice", message.notice));
  }

  return node;
}

function drawText(message) {
  if (message.from === "me" || message.textFormat === "plain") {
    return element("div", "bubble", message.text);
  }

  const bubble = element("div", "bubble markdown");
  bubble.append(...renderMarkdown(message.text));
  return bubble;
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
