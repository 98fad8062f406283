import { element } from "./messages.js";

/** A dialog over the screen of a phone. Closing it tells the bot nothing. */
export class DialogBox {
  /**
   * @param phone whose screen it covers, with painter and theme
   * @param submit sends what was pressed: (id, action, inputs) to an answer as the first one
   */
  constructor(phone, submit) {
    this.phone = phone;
    this.submit = submit;
    this.screen = phone.root.querySelector(".screen");
    this.back = document.activeElement;
    this.root = element("div", "veil");
    this.box = element("section", "dialog");
    Object.assign(this.box, { role: "dialog", ariaModal: "true", tabIndex: -1 });
    this.box.dataset.testid = "dialog";
    this.title = element("h2", "", "");
    const close = Object.assign(element("button", "close", "×"), { type: "button", ariaLabel: "关闭 · Close", title: "关闭 · Close" });
    close.addEventListener("click", () => this.close());
    const head = element("header", "");
    head.append(this.title, close);
    this.content = element("div", "content");
    this.failed = element("p", "failed");
    Object.assign(this.failed, { role: "alert", hidden: true });
    this.box.append(head, this.failed, this.content);
    this.root.append(this.box);
    this.root.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      }
    });
    this.covered = [...this.screen.children, phone.root.querySelector(".who")];
    this.covered.forEach(part => { part.inert = true; });
    this.screen.append(this.root);
    this.wait();
  }

  /** The bot has not answered yet. */
  wait() {
    this.name("BranchBot");
    this.content.replaceChildren(element("p", "waiting", "正在打开… · Opening …"));
    this.box.focus();
  }

  /** Takes an answer; what went wrong leaves an open card as it is. */
  take(answer) {
    if (this.closed) {
      return;
    }

    if (!answer || answer.closed) {
      this.close();
      return;
    }

    if (answer.error) {
      this.fail(`${answer.error.message} (${answer.error.code})`);
      return;
    }

    this.failed.hidden = true;
    this.name(answer.title || "BranchBot");
    this.id = answer.id;
    if (answer.message) {
      const done = Object.assign(element("button", "ac-pushButton style-positive", "关闭 · Close"), { type: "button" });
      done.addEventListener("click", () => this.close());
      this.content.replaceChildren(element("p", "", answer.message), done);
      done.focus();
      return;
    }

    this.shown = answer.card;
    this.paint();
    (this.content.querySelector("input, textarea, select, button") ?? this.box).focus({ preventScroll: true });
  }

  paint() {
    const card = element("div", "card");
    card.append(this.phone.painter.paint(this.shown, this.phone.theme, (action, inputs) => this.press(card, action, inputs)));
    this.content.replaceChildren(card);
  }

  async press(card, action, inputs) {
    const { type, id, title, data } = action.toJSON();
    const button = action.renderedElement;
    this.failed.hidden = true;
    button?.setAttribute("data-pressed", "");
    this.phone.busy(card, true);
    const answer = await this.submit(this.id, { type, id, title, data }, inputs);
    this.phone.busy(card, false);
    button?.removeAttribute("data-pressed");
    if (answer) {
      this.take(answer);
    }
  }

  fail(sentence) {
    this.failed.textContent = sentence;
    this.failed.hidden = false;
    if (!this.shown) {
      this.content.replaceChildren();
    }
  }

  name(title) {
    this.title.textContent = title;
    this.box.setAttribute("aria-label", title);
  }

  close() {
    if (this.closed) {
      return;
    }

    this.closed = true;
    this.root.remove();
    this.covered.forEach(part => { part.inert = false; });
    (this.back?.isConnected ? this.back : this.phone.composer).focus({ preventScroll: true });
  }
}
