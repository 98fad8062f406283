// Teams and their channels: who is in them, what the bot says there, and adding or removing it and people. Done as whoever plays the phone that was touched last.
import { ask } from "./api.js";
import { element } from "./messages.js";

const between = 2000;

export class TeamsPanel {
  /**
   * @param root the panel
   * @param people everybody with an account
   * @param acting who acts: { person, name }
   */
  constructor(root, people, acting) {
    this.root = root;
    this.people = people;
    this.acting = acting;
    this.select = root.querySelector("[data-testid=team]");
    this.members = root.querySelector(".members");
    this.channel = root.querySelector(".channel");
    this.join = root.querySelector("[data-testid=join]");
    this.bot = root.querySelector("[data-testid=team-bot]");
    this.note = root.querySelector("[role=status]");
    this.select.addEventListener("change", () => this.read());
    this.bot.addEventListener("click", () => this.act(this.bot.dataset.present === "true" ? "DELETE" : "POST", "bot"));
    this.join.addEventListener("change", () => {
      const person = this.join.value;
      this.join.value = "";
      if (person) {
        this.act("POST", `members/${person}`);
      }
    });
    root.addEventListener("toggle", () => this.turn());
    document.addEventListener("visibilitychange", () => this.turn());
    ask("/client/teams").then(teams => {
      this.select.append(...teams.map(team => new Option(team.name, team.id)));
      this.turn();
    });
  }

  get address() {
    return `/client/teams/${encodeURIComponent(this.select.value)}`;
  }

  /** Reads while it is open and somebody looks. */
  turn() {
    clearInterval(this.timer);
    if (this.root.open && !document.hidden) {
      this.read();
      this.timer = setInterval(() => this.read(), between);
    }
  }

  async act(method, what) {
    const by = this.acting().person;
    this.note.textContent = "";
    try {
      await (method === "POST" ? ask(`${this.address}/${what}`, "POST", { by }) : ask(`${this.address}/${what}?by=${encodeURIComponent(by)}`, "DELETE"));
    } catch (error) {
      this.note.textContent = error.message;
    }

    await this.read();
  }

  async read() {
    const asked = this.select.value;
    if (!asked) {
      return;
    }

    const team = await ask(this.address);
    const state = JSON.stringify(team);
    if (asked === this.select.value && state !== this.state) {
      this.state = state;
      this.draw(team);
    }
  }

  draw(team) {
    this.bot.dataset.present = team.bot;
    this.bot.textContent = team.bot ? "移除 BranchBot · Remove" : "添加 BranchBot · Add";
    this.members.replaceChildren(...team.members.map(member => {
      const out = Object.assign(element("button", "", "×"), { type: "button", title: `移出团队 · Remove ${member.name}` });
      out.setAttribute("aria-label", out.title);
      out.addEventListener("click", () => this.act("DELETE", `members/${member.id}`));
      const entry = element("li", "", member.name + (member.guest ? " · 来宾" : ""));
      entry.append(out);
      return entry;
    }));
    const within = new Set(team.members.map(member => member.id));
    this.join.replaceChildren(new Option("加人… · Add somebody …", ""), ...this.people.filter(person => !within.has(person.id)).map(person => new Option(person.name, person.id)));
    this.channel.replaceChildren(...team.messages.map(message => {
      const line = element("p", "", message.text ?? "");
      line.prepend(element("b", "", `${message.from === "bot" ? "BranchBot" : message.from} ${message.at.slice(11, 16)} `));
      return line;
    }));
    if (team.messages.length === 0) {
      this.channel.append(element("p", "none", "频道里还没有消息 · Nothing in the channel yet"));
    }
  }
}
