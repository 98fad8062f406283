import { ask } from "./api.js";
import { element } from "./messages.js";

/** The switch between the chat, the channel and the channel's tab 精神墙 on one phone, and what else of the screen goes with it. */
export class Views {
  /** @param phone told: turned() */
  constructor(phone) {
    this.phone = phone;
    this.now = "chat";
    [this.root, this.channelTabs] = phone.root.querySelectorAll(".views");
    this.tabs = [...this.root.children, ...this.channelTabs.children];
    this.tabs.forEach(tab => tab.addEventListener("click", () => {
      this.look(tab.dataset.view);
      phone.turned();
    }));
  }

  /** The person's team; undefined: none, and nothing to switch. */
  enter(team) {
    this.team = team;
    this.root.hidden = !team;
    this.look(team ? this.now : "chat");
  }

  look(view) {
    const { root, bot, composer, log } = this.phone;
    this.now = view;
    const chat = view === "chat";
    const name = chat ? bot : this.team.name;
    root.querySelector(".bar strong").textContent = name;
    root.querySelector(".bar small").textContent = { chat: "聊天 · Chat", channel: "常规频道 · General", wall: "常规频道 · 精神墙" }[view];
    root.querySelector(".avatar").textContent = name.slice(0, 1);
    root.querySelector(".attach").hidden = !chat;
    root.querySelector(".compose").hidden = view === "wall";
    this.channelTabs.hidden = chat;
    composer.placeholder = chat ? "输入消息 · Type a message" : "发到频道 · Post, with @BranchBot";
    if (view === "wall") {
      this.open(log);
    } else if (log.firstElementChild !== this.phone.list.node) {
      log.replaceChildren(this.phone.list.node);
    }

    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === view || (tab.dataset.view === "channel" && tab.parentNode === this.root && !chat);
      tab.setAttribute("aria-pressed", chosen);
      if (chosen) {
        delete tab.dataset.news;
      }
    }

    this.phone.looked();
  }

  /** The page that the bot serves for the tab, as whoever plays the phone: Teams signs people in, and here the page is told who it is. */
  async open(log) {
    const person = this.phone.person;
    if (log.querySelector("iframe.tab")?.dataset.person === person) {
      return;
    }

    log.replaceChildren();
    const { tab } = await ask("/client/about");
    if (this.now === "wall" && this.phone.person === person) {
      const frame = element("iframe", "tab");
      Object.assign(frame, { title: "精神墙 · Spirit wall", src: `${tab}&person=${encodeURIComponent(person)}` });
      Object.assign(frame.dataset, { person, testid: "wall" });
      log.replaceChildren(tab ? frame : element("p", "notice", "还没有连上机器人 · No bot is connected"));
    }
  }

  /** Something came to a list that is not shown: what leads to it has a mark. */
  mark(view) {
    this.tabs.filter(tab => tab.dataset.view === view && tab.getAttribute("aria-pressed") !== "true").forEach(tab => { tab.dataset.news = ""; });
  }
}
