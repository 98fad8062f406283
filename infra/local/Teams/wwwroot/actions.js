import { DialogBox } from "./dialog.js";
import { openMenu } from "./menu.js";
import { element } from "./messages.js";

/** The actions of the app on one phone: their menus, and the dialogs that they and cards open. */
export class Actions {
  /**
   * @param phone whose chat sends and whose screen the dialog covers
   * @param all { id, title, contexts }
   */
  constructor(phone, all) {
    this.phone = phone;
    this.all = all;
    this.beside = phone.root.querySelector("[data-testid=compose-actions]");
    this.beside.addEventListener("click", () => this.offer(this.beside, "compose", phone.inChannel));
  }

  /** What is offered there: to whoever has the app, and in the channel of a team that has it. */
  of(context, inChannel) {
    return this.phone.app || (inChannel && this.phone.botInTeam) ? this.all.filter(action => action.contexts.includes(context)) : [];
  }

  turn() {
    this.beside.hidden = this.of("compose", this.phone.inChannel).length === 0;
  }

  /** The button of a message that opens the menu of its actions. */
  button(message, inChannel) {
    if (this.of("message", inChannel).length === 0 || (!inChannel && message.from !== "bot")) {
      return undefined;
    }

    const more = Object.assign(element("button", "more", "⋯"), { type: "button", title: "更多操作 · More actions" });
    more.dataset.testid = "more";
    more.setAttribute("aria-label", more.title);
    more.setAttribute("aria-haspopup", "menu");
    more.addEventListener("click", () => this.offer(more, "message", inChannel, message.id));
    return more;
  }

  offer(button, context, inChannel, messageId) {
    const { phone } = this;
    openMenu(button, phone.root.querySelector(".screen"), this.of(context, inChannel).map(({ id, title }) => ({
      title,
      choose: () => this.openDialog(() => phone.chat.openDialog(id, inChannel, messageId, phone.themeName)),
    })));
  }

  /** Opens a dialog at once, for the bot may take its time. */
  async openDialog(ask) {
    const { phone } = this;
    const { chat } = phone;
    this.close();
    const box = new DialogBox(phone, (id, action, inputs) => phone.attempt(() => chat.submitDialog(id, action, inputs)));
    this.dialog = box;
    box.take(await phone.attempt(ask));
  }

  close() {
    this.dialog?.close();
  }
}
