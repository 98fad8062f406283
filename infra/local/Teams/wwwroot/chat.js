import { ask } from "./api.js";

/** A person's chat and channel on the server, read when the connection opens and followed while it stands: one connection for both, for a browser has six. */
export class Chat {
  /**
   * @param person whose chat
   * @param phone what is told: start(chat), join(team), showTyping(), setClock(iso), attempt(action); the lists chatList and channelList show and remove
   */
  constructor(person, phone) {
    this.person = person;
    this.phone = phone;
    this.address = `/client/chats/${encodeURIComponent(person)}`;
    this.events = new EventSource(`/client/events/${encodeURIComponent(person)}`);
    this.follow("message", message => phone.chatList.show(message));
    this.follow("update", message => phone.chatList.show(message));
    this.follow("delete", ({ id }) => phone.chatList.remove(id));
    this.follow("channel-message", ({ team, message }) => this.inChannel(team, () => phone.channelList.show(message)));
    this.follow("channel-update", ({ team, message }) => this.inChannel(team, () => phone.channelList.show(message)));
    this.follow("channel-delete", ({ team, id }) => this.inChannel(team, () => phone.channelList.remove(id)));
    this.follow("team", ({ team }) => this.enter(team));
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

  press(messageId, action, inputs, theme) {
    return ask(`${this.address}/press`, "POST", { messageId, action, inputs, theme });
  }

  consent(messageId, allow) {
    return ask(`${this.address}/consent`, "POST", { messageId, allow });
  }

  get channel() {
    return `/client/channels/${encodeURIComponent(this.team.id)}`;
  }

  post(text) {
    return ask(`${this.channel}/post`, "POST", { person: this.person, text });
  }

  pressInChannel(messageId, action, inputs, theme) {
    return ask(`${this.channel}/press`, "POST", { person: this.person, messageId, action, inputs, theme });
  }

  /** Says that cards of the channel came into sight: those that refresh themselves do so. */
  seen() {
    return ask(`${this.channel}/seen`, "POST", { person: this.person });
  }

  /** Chooses an action of the app, on a message or beside the composer. */
  openDialog(actionId, inChannel, messageId, theme) {
    return ask("/client/dialogs", "POST", { person: this.person, actionId, team: inChannel ? this.team.id : null, messageId, theme });
  }

  submitDialog(id, action, inputs) {
    return ask(`/client/dialogs/${encodeURIComponent(id)}/submit`, "POST", { person: this.person, action, inputs });
  }

  inChannel(team, handle) {
    if (team === this.team?.id) {
      handle();
    }
  }

  /** Reads the channel of a team; null: the person is in none. */
  async enter(team) {
    if (team?.id === this.team?.id) {
      return;
    }

    this.team = team ?? undefined;
    await this.readChannel();
  }

  async readChannel() {
    const channel = this.team && await this.phone.attempt(() => ask(`${this.channel}?person=${encodeURIComponent(this.person)}`));
    if (!this.closed) {
      this.phone.join(this.team, channel);
    }
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
      this.phone.start(chat);
      this.team = chat.team ?? undefined;
      await this.readChannel();
    }

    if (this.closed) {
      return;
    }

    // After what was read, so that nothing older covers it.
    const late = this.late ?? [];
    this.late = undefined;
    late.forEach(handle => handle());
  }
}
