import { remember, remembered } from "./api.js";
import { Chat } from "./chat.js";
import { drawDay, drawMessage, element } from "./messages.js";

const nearTheEnd = 120;
const typingShown = 8000;
const toastShown = 6000;

/** One phone with the bot's chat, played by anybody of the demo branches. */
export class Phone {
  constructor(side, { people, person, bot, painter, clock }) {
    this.side = side;
    this.bot = bot;
    this.painter = painter;
    this.clock = clock;
    this.messages = new Map();
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    Object.assign(this.root.dataset, { side, testid: `phone-${side}` });
    this.log = this.root.querySelector(".log");
    this.list = this.root.querySelector(".messages");
    this.toastBox = this.root.querySelector(".toast");
    this.typing = this.root.querySelector(".typing");
    this.composer = this.root.querySelector("[data-testid=composer]");
    this.files = this.root.querySelector("[data-testid=files]");
    this.root.querySelector(".bar strong").textContent = bot;
    this.root.querySelector(".avatar").textContent = bot.slice(0, 1);
    this.turn(remembered(`theme-${side}`) ?? remembered("theme"));
    this.fillPeople(people, remembered(side) ?? person);
    this.listen();
  }

  get person() {
    return this.select.value;
  }

  get name() {
    return this.select.selectedOptions[0]?.dataset.name ?? "";
  }

  fillPeople(people, wanted) {
    this.select = this.root.querySelector("select");
    for (const [place, those] of Map.groupBy(people, p => p.placeName || "其他 · Others")) {
      const group = document.createElement("optgroup");
      group.label = place;
      for (const person of those) {
        const lobby = { primary: "大堂经理", backup: "后备大堂" }[person.lobby];
        const option = new Option([person.name, person.position, lobby].filter(Boolean).join(" · "), person.id);
        option.dataset.name = person.name;
        group.append(option);
      }

      this.select.append(group);
    }

    this.select.value = people.some(p => p.id === wanted) ? wanted : people[0]?.id;
  }

  listen() {
    this.select.addEventListener("change", () => {
      remember(this.side, this.person);
      this.open();
    });
    this.root.querySelector(".theme").addEventListener("click", () => {
      this.turn(this.theme === "dark" ? "light" : "dark");
      remember(`theme-${this.side}`, this.theme);
      this.messages.forEach(({ message }) => this.show(message));
    });
    this.root.querySelector(".compose").addEventListener("submit", event => {
      event.preventDefault();
      const text = this.composer.value.trim();
      this.composer.value = "";
      this.say(text);
    });
    this.root.querySelector(".attach").addEventListener("click", () => this.files.click());
    this.files.addEventListener("change", () => {
      const [files, text] = [[...this.files.files], this.composer.value.trim()];
      this.files.value = "";
      this.composer.value = "";
      this.send(files, text);
    });
    this.clock.onMinute(wall => { this.root.querySelector(".status time").textContent = wall.slice(11); });
    this.atEnd = true;
    this.log.addEventListener("scroll", () => {
      this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < nearTheEnd;
    });
    const sizes = new ResizeObserver(() => this.stayAtEnd());
    sizes.observe(this.log);
    sizes.observe(this.list);
  }

  /** Opens the chat of whoever plays the phone. */
  open() {
    this.close();
    this.chat = new Chat(this.person, this);
  }

  close() {
    this.chat?.close();
    this.log.setAttribute("aria-busy", "true");
  }

  start(messages) {
    this.messages.clear();
    this.list.replaceChildren();
    this.day = undefined;
    this.typing.hidden = true;
    this.atEnd = true;
    messages.forEach(message => this.show(message));
    this.log.setAttribute("aria-busy", "false");
  }

  show(message) {
    const known = this.messages.get(message.id)?.node;
    const node = drawMessage(message, this.bot, (json, card) =>
      this.painter.paint(json, this.theme, (action, inputs) => this.press(message.id, card, action, inputs)));
    this.messages.set(message.id, { message, node });
    if (known) {
      this.exchange(known, node);
      return;
    }

    const day = message.at.slice(0, 10);
    if (day !== this.day) {
      this.day = day;
      this.list.append(drawDay(day));
    }

    this.list.append(node);
    this.atEnd ||= message.from === "me";
    this.typing.hidden ||= message.from === "bot";
    this.stayAtEnd();
  }

  remove(id) {
    const known = this.messages.get(id);
    if (known) {
      this.show({ ...known.message, text: null, card: null, deleted: true });
    }
  }

  setClock(iso) {
    this.clock.set(iso);
  }

  /** Puts the new card in the old one's place and keeps the keyboard where it was. */
  exchange(old, node) {
    const held = old.contains(document.activeElement) ? document.activeElement : old.querySelector("[data-pressed]");
    const name = held?.textContent;
    old.replaceWith(node);
    if (held) {
      const same = [...node.querySelectorAll("button")].find(button => button.textContent === name);
      (same ?? node.querySelector("[tabindex]"))?.focus({ preventScroll: true });
    }
  }

  stayAtEnd() {
    if (this.atEnd) {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  async say(text) {
    if (text) {
      await this.deliver(text, () => this.chat.say(text));
    }
  }

  async send(files, text) {
    if (files.length > 0) {
      await this.deliver(text, () => this.chat.send(files, text));
    }
  }

  /** What could not be delivered stands in the composer again. */
  async deliver(text, action) {
    this.showTyping();
    this.toastBox.hidden = true;
    const delivered = await this.attempt(action);
    this.typing.hidden = true;
    if (!delivered) {
      this.composer.value ||= text;
    }
  }

  async press(messageId, card, action, inputs) {
    const { type, id, title, verb, data } = action.toJSON();
    const button = action.renderedElement;
    button?.setAttribute("data-pressed", "");
    this.busy(card, true);
    const answer = await this.attempt(() => this.chat.press(messageId, { type, id, title, verb, data }, inputs));
    this.busy(card, false);
    if (answer?.card && this.messages.has(messageId)) {
      this.show({ ...this.messages.get(messageId).message, card: answer.card });
    }

    button?.removeAttribute("data-pressed");
    if (answer?.message) {
      this.toast(answer.message);
    }

    if (answer?.error) {
      this.toast(`${answer.error.message} (${answer.error.code})`, true);
    }
  }

  busy(card, on) {
    card.setAttribute("aria-busy", on);
    card.querySelectorAll("button").forEach(button => { button.disabled = on; });
  }

  async attempt(action) {
    try {
      return await action();
    } catch (error) {
      this.toast(error.message, true);
      return undefined;
    }
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing.hidden = true; }, typingShown);
  }

  toast(text, isError = false) {
    this.toastBox.setAttribute("role", isError ? "alert" : "status");
    this.toastBox.classList.toggle("error", isError);
    this.toastBox.hidden = false;
    this.toastBox.replaceChildren(element("span", "", text));
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, toastShown);
  }

  turn(theme) {
    this.theme = theme === "dark" ? "dark" : "light";
    this.root.dataset.theme = this.theme;
  }
}
