/** The switch between the chat and the channel on one phone, and what else of the screen goes with it. */
export class Views {
  /** @param phone told: turned() */
  constructor(phone) {
    this.phone = phone;
    this.now = "chat";
    this.root = phone.root.querySelector(".views");
    this.tabs = [...this.root.children];
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
    const channel = view === "channel";
    const name = channel ? this.team.name : bot;
    root.querySelector(".bar strong").textContent = name;
    root.querySelector(".bar small").textContent = channel ? "常规频道 · General" : "聊天 · Chat";
    root.querySelector(".avatar").textContent = name.slice(0, 1);
    root.querySelector(".attach").hidden = channel;
    composer.placeholder = channel ? "发到频道 · Post, with @BranchBot" : "输入消息 · Type a message";
    if (log.firstElementChild !== this.phone.list.node) {
      log.replaceChildren(this.phone.list.node);
    }

    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute("aria-pressed", chosen);
      if (chosen) {
        delete tab.dataset.news;
      }
    }

    this.phone.looked();
  }

  /** Something came to what is not shown. */
  mark() {
    this.tabs.find(tab => tab.dataset.view !== this.now).dataset.news = "";
  }
}
