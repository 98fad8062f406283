import { ask } from "./api.js";

/** The branch's clock: what it shows, and moving it forward. */
export class Clock {
  constructor(root) {
    this.face = root.querySelector("[data-testid=clock]");
    this.input = root.querySelector("input");
    this.refused = root.querySelector(".refused");
    this.offset = 0;
    this.listeners = [];
    root.querySelectorAll("[data-forward]").forEach(button =>
      button.addEventListener("click", () => this.move({ forward: button.dataset.forward })));
    root.querySelector("form").addEventListener("submit", event => {
      event.preventDefault();
      this.move({ at: this.input.value });
    });
    setInterval(() => this.tick(), 1000);
  }

  /** Calls back with the branch's wall clock, as in 2026-11-24T08:40, now and whenever its minute changes. */
  onMinute(listener) {
    this.listeners.push(listener);
    listener(this.shown ?? "");
  }

  /** Shows what the server says; its wall clock is shown as it is written, whatever this browser's zone. */
  set(iso) {
    this.offset = Date.parse(`${iso.slice(0, 19)}Z`) - Date.now();
    this.tick();
  }

  tick() {
    const wall = new Date(Date.now() + this.offset).toISOString().slice(0, 16);
    if (wall === this.shown) {
      return;
    }

    this.shown = wall;
    this.face.textContent = wall.replace("T", " ");
    this.face.dateTime = wall;
    if (document.activeElement !== this.input) {
      this.input.value = wall;
    }

    this.listeners.forEach(listener => listener(wall));
  }

  async move(change) {
    this.refused.hidden = true;
    try {
      await ask("/client/clock", "PUT", change);
      this.set((await ask("/client/about")).clock);
    } catch (error) {
      this.refused.textContent = error.message;
      this.refused.hidden = false;
    }
  }
}
