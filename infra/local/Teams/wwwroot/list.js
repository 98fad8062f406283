import { drawDay, drawMessage, element } from "./messages.js";

/** The messages of the chat or of the channel, on one phone. */
export class MessageList {
  /**
   * @param name chat or channel
   * @param phone whose painter and theme draw cards; told: arrived(list, message)
   * @param parts press(messageId, card, action, inputs), menuFor(message), consent(message, allow, box), names()
   */
  constructor(name, phone, parts) {
    this.phone = phone;
    this.parts = parts;
    this.messages = new Map();
    this.node = element("div", "messages");
    this.node.dataset.list = name;
  }

  start(messages) {
    this.messages.clear();
    this.node.replaceChildren();
    this.day = undefined;
    this.reading = true;
    messages.forEach(message => this.show(message));
    this.reading = false;
  }

  redraw() {
    this.messages.forEach(({ message }) => this.show(message));
  }

  show(message) {
    const known = this.messages.get(message.id)?.node;
    const node = drawMessage(message, this.parts.names(), {
      drawCard: (json, card) => this.phone.painter.paint(json, this.phone.theme, (action, inputs) => this.parts.press(message.id, card, action, inputs)),
      menu: this.parts.menuFor,
      consent: this.parts.consent,
      replied: id => this.nameOf(id),
    });
    this.messages.set(message.id, { message, node });
    if (known) {
      exchange(known, node);
    } else {
      this.append(message, node);
    }

    this.phone.arrived(this, message, known !== undefined);
  }

  append(message, node) {
    const day = message.at.slice(0, 10);
    if (day !== this.day) {
      this.day = day;
      this.node.append(drawDay(day));
    }

    this.node.append(node);
  }

  /** What stands in the card of a message for this viewer. */
  showCard(id, card) {
    if (this.messages.has(id)) {
      this.show({ ...this.messages.get(id).message, card });
    }
  }

  remove(id) {
    const known = this.messages.get(id);
    if (known) {
      this.show({ ...known.message, text: null, card: null, consent: null, file: null, uploads: null, deleted: true });
    }
  }

  nameOf(id) {
    const from = this.messages.get(id)?.message.from ?? "…";
    return this.parts.names()[from] || from;
  }
}

/** Puts the new card in the old one's place and keeps the keyboard where it was. */
function exchange(old, node) {
  const held = old.contains(document.activeElement) ? document.activeElement : old.querySelector("[data-pressed]");
  const name = held?.textContent;
  old.replaceWith(node);
  if (held) {
    const same = [...node.querySelectorAll("button")].find(button => button.textContent === name);
    (same ?? node.querySelector("[tabindex]"))?.focus({ preventScroll: true });
  }
}
