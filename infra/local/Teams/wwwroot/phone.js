import { remember, remembered } from "./api.js";
import { Actions } from "./actions.js";
import { Chat } from "./chat.js";
import { MessageList } from "./list.js";
import { element } from "./messages.js";
import { Views } from "./views.js";

const nearTheEnd = 120;
const typingShown = 8000;
const toastShown = 6000;

/** One phone with the bot's chat and the team's channel, played by anybody of the demo branches. */
export class Phone {
  constructor(side, { people, person, bot, actions, painter, clock }) {
    this.side = side;
    this.bot = bot;
    this.painter = painter;
    this.clock = clock;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    Object.assign(this.root.dataset, { side, testid: `phone-${side}` });
    this.log = this.root.querySelector(".log");
    this.chatList = new MessageList("chat", this, {
      names: () => ({ bot, me: "" }),
      press: (...pressed) => this.press(this.chatList, (...sent) => this.chat.press(...sent), ...pressed),
      consent: (message, allow, box) => this.consent(message, allow, box),
      menuFor: message => this.actions.button(message, false),
    });
    this.channelList = new MessageList("channel", this, {
      names: () => ({ bot, me: this.name }),
      press: (...pressed) => this.press(this.channelList, (...sent) => this.chat.pressInChannel(...sent), ...pressed),
      consent: () => {},
      menuFor: message => this.actions.button(message, true),
    });
    this.toastBox = this.root.querySelector(".toast");
    this.typing = this.root.querySelector(".typing");
    this.composer = this.root.querySelector("[data-testid=composer]");
    this.files = this.root.querySelector("[data-testid=files]");
    this.actions = new Actions(this, actions);
    this.views = new Views(this);
    this.views.look("chat");
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
      [this.chatList, this.channelList].forEach(list => list.redraw());
    });
    this.root.querySelector(".compose").addEventListener("submit", event => {
      event.preventDefault();
      const text = this.composer.value.trim();
      this.composer.value = "";
      if (this.inChannel) {
        this.post(text);
      } else {
        this.say(text);
      }
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
    [this.chatList, this.channelList].forEach(list => sizes.observe(list.node));
  }

  /** Opens the chat of whoever plays the phone. */
  open() {
    this.close();
    this.chat = new Chat(this.person, this);
  }

  close() {
    this.chat?.close();
    this.actions.close();
    this.log.setAttribute("aria-busy", "true");
  }

  /** The chat was read, and with it whether the person has the app. */
  start({ messages, app }) {
    this.app = app;
    this.typing.hidden = true;
    this.chatList.start(messages);
    this.log.setAttribute("aria-busy", "false");
    this.views.look(this.views.now);
  }

  /** The channel of the person's team was read; undefined: the person is in none. */
  join(team, channel) {
    this.botInTeam = channel?.bot;
    this.channelList.start(channel?.messages ?? []);
    this.views.enter(team);
  }

  /** The chat or the channel is shown now. */
  looked() {
    this.actions.turn();
    this.atEnd = true;
    this.stayAtEnd();
  }

  /** The person turned to it: cards of the channel that refresh themselves do so. */
  turned() {
    if (this.inChannel) {
      this.attempt(() => this.chat.seen());
    }
  }

  get inChannel() {
    return this.views.now === "channel";
  }

  get list() {
    return this.inChannel ? this.channelList : this.chatList;
  }

  /** A message came or changed: the list stays at its end, a tab that is not shown gets a mark, a card that refreshes itself is seen. */
  arrived(list, message, known) {
    if (list === this.list) {
      this.atEnd ||= !known && message.from === "me";
      this.stayAtEnd();
    }

    if (list.reading) {
      return;
    }

    if (list === this.chatList && !known) {
      this.typing.hidden ||= message.from === "bot";
    }

    if ((list !== this.list || this.views.now === "wall") && !known) {
      this.views.mark(list === this.channelList ? "channel" : "chat");
    }

    if (list === this.channelList && this.inChannel && message.card?.refresh) {
      this.attempt(() => this.chat.seen());
    }
  }

  get themeName() {
    return this.theme === "dark" ? "dark" : "default";
  }

  setClock(iso) {
    this.clock.set(iso);
  }

  stayAtEnd() {
    if (this.atEnd) {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  async say(text) {
    if (text) {
      this.views.look("chat");
      await this.deliver(text, () => this.chat.say(text));
    }
  }

  async post(text) {
    if (text && !await this.attempt(() => this.chat.post(text))) {
      this.composer.value ||= text;
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

  async press(list, send, messageId, card, action, inputs) {
    const { type, id, title, verb, data } = action.toJSON();
    const button = action.renderedElement;
    if (data?.msteams?.type === "task/fetch") {
      this.actions.openDialog(async () => (await send(messageId, { type, id, title, verb, data }, inputs, this.themeName)).task);
      return;
    }

    button?.setAttribute("data-pressed", "");
    this.busy(card, true);
    const answer = await this.attempt(() => send(messageId, { type, id, title, verb, data }, inputs, this.themeName));
    this.busy(card, false);
    if (answer?.card) {
      list.showCard(messageId, answer.card);
    }

    button?.removeAttribute("data-pressed");
    this.tell(answer);
  }

  async consent(message, allow, box) {
    this.busy(box, true);
    this.tell(await this.attempt(() => this.chat.consent(message.id, allow)));
    this.busy(box, false);
  }

  /** What the bot answered beside a card. */
  tell(answer) {
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
