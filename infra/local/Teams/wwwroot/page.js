// The local Teams page: two phones, each played by anyone of the demo branches. What a phone shows and sends goes through /client, which
// speaks the Bot Framework protocol with the bot as Teams does.

const sides = ["left", "right"];
const params = new URLSearchParams(location.search);
const defaults = { left: "10000000-0000-0000-0000-000000000006", right: "10000000-0000-0000-0000-000000000001" };
const clockText = document.querySelector("[data-testid=clock]");

/** Asks the server; what it refuses is an Error with its sentence. */
async function ask(path, method = "GET", body = undefined) {
  const answer = await fetch(path, { method, headers: body ? { "Content-Type": "application/json" } : {}, body: body ? JSON.stringify(body) : undefined });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(sentenceOf(text) || `HTTP ${answer.status}`);
  }

  return text ? JSON.parse(text) : {};
}

function sentenceOf(text) {
  try {
    const json = JSON.parse(text);
    return typeof json === "string" ? json : json.detail ?? json.title ?? json.message ?? text;
  } catch {
    return text;
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) {
    made.textContent = text;
  }

  return made;
}

/** Draws Adaptive Cards as Teams does: the official renderer, Teams' host configuration, Markdown in what is Markdown. */
class CardPainter {
  constructor(hostConfigs) {
    this.hostConfigs = hostConfigs;
    const markdown = window.markdownit({ html: false, linkify: false });
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = markdown.render(text);
      result.didProcess = true;
    };
  }

  paint(json, theme, execute) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(this.hostConfigs[theme]);
    card.onExecuteAction = action => execute(action, card);
    card.parse(json);
    return card.render();
  }
}

class Phone {
  constructor(side, people, painter) {
    this.side = side;
    this.painter = painter;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.dataset.side = side;
    this.root.dataset.testid = `phone-${side}`;
    this.root.setAttribute("data-testid", `phone-${side}`);
    this.log = this.root.querySelector(".log");
    this.toastBox = this.root.querySelector(".toast");
    this.typing = this.root.querySelector(".typing");
    this.theme = (params.get(`theme-${side}`) ?? params.get("theme")) === "dark" ? "dark" : "light";
    this.root.dataset.theme = this.theme;
    this.fillPeople(people);
    this.root.querySelector(".theme").addEventListener("click", () => this.turnTheme());
    this.root.querySelector(".compose").addEventListener("submit", event => this.say(event));
  }

  fillPeople(people) {
    this.select = this.root.querySelector("select");
    for (const place of [...new Set(people.map(p => p.place))]) {
      const group = document.createElement("optgroup");
      group.label = place || "—";
      for (const person of people.filter(p => p.place === place)) {
        const lobby = person.lobby === "primary" ? " · 大堂经理" : person.lobby === "backup" ? " · 后备大堂" : "";
        group.append(new Option(`${person.name} ${person.position ?? ""}${lobby}`.trim(), person.id));
      }

      this.select.append(group);
    }

    const wanted = params.get(this.side) ?? defaults[this.side];
    this.select.value = people.some(p => p.id === wanted) ? wanted : people[0].id;
    this.select.addEventListener("change", () => {
      remember(this.side, this.select.value);
      this.open();
    });
  }

  get person() {
    return this.select.value;
  }

  async open() {
    this.events?.close();
    this.messages = new Map();
    this.log.replaceChildren();
    const person = this.person;
    this.events = new EventSource(`/client/events/${person}`);
    this.events.addEventListener("message", event => event.data && this.show(JSON.parse(event.data)));
    this.events.addEventListener("update", event => this.show(JSON.parse(event.data)));
    this.events.addEventListener("delete", event => this.messages.get(JSON.parse(event.data).id)?.node.remove());
    this.events.addEventListener("typing", () => this.showTyping());
    this.events.addEventListener("clock", event => showClock(JSON.parse(event.data).clock));
    const chat = await ask(`/client/chats/${person}`);
    if (person === this.person) {
      chat.messages.forEach(message => this.show(message));
    }
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { this.typing.hidden = true; }, 5000);
  }

  show(message) {
    const known = this.messages.get(message.id);
    const node = this.draw(message);
    if (known) {
      known.node.replaceWith(node);
    } else {
      const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 200;
      this.log.append(node);
      if (atEnd || message.from === "me") {
        requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
      }
    }

    this.messages.set(message.id, { message, node });
    if (message.from === "bot") {
      this.typing.hidden = true;
    }
  }

  draw(message) {
    const node = element("div", "message");
    node.dataset.testid = "message";
    node.setAttribute("data-testid", "message");
    node.dataset.messageId = message.id;
    node.dataset.from = message.from;
    const name = message.from === "bot" ? "BranchBot " : message.from === "me" ? "" : `${message.from} `;
    node.append(element("div", "at", `${name}${message.at.slice(11, 16)}${message.edited ? " · 已编辑" : ""}`));
    if (message.deleted) {
      node.append(element("div", "bubble deleted", "此消息已删除 · This message was deleted"));
    }

    if (message.text) {
      node.append(this.drawText(message));
    }

    if (message.card) {
      const card = element("div", "card");
      card.append(this.painter.paint(message.card, this.theme, (action, source) => this.press(message, card, action, source)) ?? "");
      node.append(card);
    }

    if (message.notice) {
      node.append(element("div", "notice", message.notice));
    }

    return node;
  }

  drawText(message) {
    if (message.from === "me" || message.textFormat === "plain") {
      return element("div", "bubble", message.text);
    }

    const bubble = element("div", "bubble markdown");
    bubble.innerHTML = window.markdownit({ html: false, linkify: false, breaks: true }).render(message.text);
    return bubble;
  }

  async say(event) {
    event.preventDefault();
    const box = this.root.querySelector(".compose input");
    const text = box.value.trim();
    if (!text) {
      return;
    }

    box.value = "";
    this.showTyping();
    await this.attempt(() => ask(`/client/chats/${this.person}/say`, "POST", { text }));
    this.typing.hidden = true;
  }

  async press(message, card, action, source) {
    const json = action.toJSON();
    if (json.type === "Action.OpenUrl") {
      window.open(json.url, "_blank", "noopener");
      return;
    }

    const inputs = Object.fromEntries(source.getAllInputs().map(input => [input.id, input.value]));
    this.busy(card, true);
    const answer = await this.attempt(() => ask(`/client/chats/${this.person}/press`, "POST", {
      messageId: message.id,
      action: { type: json.type, id: json.id, title: json.title, verb: json.verb, data: json.data },
      inputs,
    }));
    this.busy(card, false);
    if (answer?.card) {
      this.show({ ...this.messages.get(message.id).message, card: answer.card });
    }

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

  toast(text, isError = false) {
    this.toastBox.textContent = text;
    this.toastBox.classList.toggle("error", isError);
    this.toastBox.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toastBox.hidden = true; }, 6000);
  }

  turnTheme() {
    this.theme = this.theme === "dark" ? "light" : "dark";
    this.root.dataset.theme = this.theme;
    remember(`theme-${this.side}`, this.theme);
    for (const { message } of [...this.messages.values()]) {
      this.show(message);
    }
  }
}

function remember(name, value) {
  params.set(name, value);
  history.replaceState(null, "", `?${params}`);
}

let clockBase = 0;

function showClock(iso) {
  // The clock on the branch's wall: shown as it is written, whatever this browser's zone.
  clockBase = Date.parse(`${iso.slice(0, 19)}Z`) - Date.now();
  tick();
}

function tick() {
  const wall = new Date(Date.now() + clockBase).toISOString();
  clockText.textContent = `${wall.slice(0, 10)} ${wall.slice(11, 16)}`;
  clockText.dateTime = wall.slice(0, 16);
}

async function setClock(change) {
  const error = document.querySelector(".clock-error");
  error.hidden = true;
  try {
    await ask("/client/clock", "PUT", change);
    showClock((await ask("/client/about")).clock);
  } catch (refused) {
    error.textContent = refused.message;
    error.hidden = false;
  }
}

async function start() {
  const [people, about, light, dark] = await Promise.all([
    ask("/client/people"),
    ask("/client/about"),
    ask("/npm/adaptivecards-designer/lib/hostConfigs/microsoft-teams-light.json"),
    ask("/npm/adaptivecards-designer/lib/hostConfigs/microsoft-teams-dark.json"),
  ]);
  const painter = new CardPainter({ light, dark });
  showClock(about.clock);
  setInterval(tick, 1000);
  const phones = sides.map(side => new Phone(side, people, painter));
  const main = document.querySelector(".phones");
  main.append(...phones.map(phone => phone.root));
  document.querySelectorAll("[data-forward]").forEach(button => button.addEventListener("click", () => setClock({ forward: button.dataset.forward })));
  document.getElementById("set-clock").addEventListener("submit", event => {
    event.preventDefault();
    setClock({ at: event.target.querySelector("input").value });
  });
  document.querySelectorAll("[data-show]").forEach(button => button.addEventListener("click", () => {
    main.dataset.shown = button.dataset.show;
    document.querySelectorAll("[data-show]").forEach(b => b.setAttribute("aria-pressed", b === button));
  }));
  await Promise.all(phones.map(phone => phone.open()));
}

start().catch(error => {
  document.querySelector(".phones").append(element("p", "clock-error", `页面没能打开 · The page could not start: ${error.message}`));
});
