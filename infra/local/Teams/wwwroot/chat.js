import { ask } from "./api.js";

/** A person's chat on the server, read when the connection opens and followed while it stands. */
export class Chat {
  /**
   * @param person whose chat
   * @param phone what is told: start(messages), show(message), remove(id), showTyping(), setClock(iso), attempt(action)
   */
  constructor(person, phone) {
    this.person = person;
    this.phone = phone;
    this.address = `/client/chats/${encodeURIComponent(person)}`;
    this.events = new EventSource(`/client/events/${encodeURIComponent(person)}`);
    this.follow("message", message => phone.show(message));
    this.follow("update", message => phone.show(message));
    this.follow("delete", ({ id }) => phone.remove(id));
    this.follow("typing", () => phone.showTyping());
    this.follow("clock", ({ clock }) => phone.setClock(clock));
    // Also when a connection that was lost comes back: what happened meanwhile is not sent again.
    this.events.addEventListener("open", () => this.read());
    this.late = [];
  }

  close() {
    this.events.close();
    this.closed = true;
  }

  say(text) {
    return ask(`${this.address}/say`, "POST", { text });
  }

  /** Sends files of this computer, with what is written beside them. */
  async send(files, text) {
    const uploads = [];
    for (const file of files) {
      uploads.push(await ask(`/client/uploads?name=${encodeURIComponent(file.name)}`, "POST", file));
    }

    return ask(`${this.address}/send`, "POST", { uploads, text });
  }

  press(messageId, action, inputs) {
    return ask(`${this.address}/press`, "POST", { messageId, action, inputs });
  }

  follow(name, handle) {
    this.events.addEventListener(name, event => {
      const data = JSON.parse(event.data);
      if (this.late) {
        this.late.push(() => handle(data));
      } else {
        handle(data);
      }
    });
  }

  async read() {
    this.late ??= [];
    const chat = await this.phone.attempt(() => ask(this.address));
    if (this.closed) {
      return;
    }

    if (chat) {
      this.phone.start(chat.messages);
    }

    // After what was read, so that nothing older covers it.
    const late = this.late ?? [];
    this.late = undefined;
    late.forEach(handle => handle());
  }
}
