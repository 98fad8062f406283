import { branchTime } from "./clock";
import type { Listener } from "./conversation";
import type { Photos } from "./photos";
import { due, nothing, resume, take, turn, type Round } from "./round";
import type { Kept, Store } from "./store";
import { says } from "./texts";
import type { Pairing, Panel, WallContent } from "./types";
import { connecting, sentence, spirit } from "./view/calm";
import type { Drawn } from "./view/element";
import type { Frame } from "./view/frame";
import { draw } from "./view/panel";
import { PairingView } from "./view/pairing";

/** What the screen shows, as the server speaks and time goes by. */
export class Wall implements Listener {
  /** The last question was answered. */
  online = true;
  private round: Round = nothing;
  private pair: { code: string; until: number; view: PairingView } | null = null;
  /** Why nothing is shown. */
  private why: string | null = null;
  /** What stands on the stage, to draw anew only what has changed. */
  private drawn = "";
  private drawnKey: string | null = null;

  constructor(
    private readonly frame: Frame,
    private readonly store: Store,
    private readonly photos: Photos,
  ) {
    const kept = store.kept();
    if (kept !== null) {
      this.online = false;
      this.round = resume(kept.content.panels, performance.now());
    } else {
      // What was kept is too old, or there was nothing: no photo of it stays either.
      void this.photos.clear().catch(() => undefined);
    }

    this.draw();
  }

  pairing(pairing: Pairing): void {
    this.online = true;
    this.pair = { code: pairing.code, until: performance.now() + pairing.seconds * 1000, view: this.pair?.view ?? new PairingView() };
    this.tick();
  }

  content(kept: Kept): void {
    this.pair = null;
    this.why = null;
    this.online = true;
    this.round = take(this.round, kept.content.panels, performance.now());
    void this.photos.keep(kept.content.panels).catch(() => undefined);
    this.tick();
  }

  same(): void {
    this.online = true;
    void this.photos.fill(this.store.kept()?.content.panels ?? []).catch(() => undefined);
    this.tick();
  }

  failed(): void {
    this.online = false;
    this.tick();
  }

  gone(): void {
    this.lose();
    this.pairing({ code: "", token: "", seconds: 0 });
  }

  /** Nothing is shown to this reader, and why. */
  refused(why: string): void {
    this.lose();
    this.why = why;
    this.draw();
  }

  turn(by: 1 | -1): void {
    this.round = turn(this.round, performance.now(), by);
    this.draw();
  }

  /** Minutes since midnight: the branch's, else this screen's own. */
  minutes(): number {
    const [kept, now] = [this.store.kept(), new Date()];
    return kept === null ? now.getHours() * 60 + now.getMinutes() : branchTime(kept.content.asOf, kept.received, now.getTime()).minutes;
  }

  /** Once a second. */
  tick(): void {
    if (this.store.expire()) {
      this.lose();
    }

    this.round = due(this.round, performance.now());
    this.draw();
    this.clock();
  }

  private lose(): void {
    this.round = nothing;
    void this.photos.clear().catch(() => undefined);
  }

  private clock(): void {
    const kept = this.store.kept();
    if (this.pair !== null) {
      const ms = this.pair.until - performance.now();
      this.pair.view.show(ms > 0 ? this.pair.code : null, ms);
    } else if (kept !== null) {
      const { content, received, answered } = kept;
      const now = branchTime(content.asOf, received, Date.now());
      // Past midnight without an answer the day in words is yesterday's.
      this.frame.clock(now.days === 0 ? content.day : "", now.time, this.online ? "" : says(content.language, "offline", branchTime(content.asOf, received, answered).time));
    }
  }

  // A panel that cannot be drawn, of a bot that is newer than this page, must not stop the wall.
  private picture(panel: Panel, content: WallContent): Drawn {
    try {
      return draw(panel, this.round.fresh, content.language, this.photos);
    } catch (error) {
      console.error(error);
      return spirit(content.spirit);
    }
  }

  private draw(): void {
    const content = this.store.kept()?.content ?? null;
    const key = this.round.shown;
    const panel = key === null ? undefined : this.round.panels.get(key);
    const what = this.pair !== null ? "pair" : content === null ? `none ${this.why ?? ""}` : JSON.stringify([content.language, content.branch, content.spirit, [...this.round.panels.keys()], this.round.fresh, key, panel], (name, value: unknown) => (name === "photo" ? value !== null : value));
    if (what === this.drawn) {
      return;
    }

    // Softly from panel to panel; what is drawn anew in its place, or was taken away, is not faded.
    const soft = this.drawnKey !== null && key !== null && key !== this.drawnKey && this.round.panels.has(this.drawnKey);
    this.drawn = what;
    this.drawnKey = this.pair === null && content !== null ? key : null;
    if (this.pair !== null) {
      this.frame.bare();
      this.frame.show(this.pair.view, null, "zh-CN", false);
    } else if (content === null) {
      this.frame.bare();
      this.frame.show(this.why === null ? connecting() : sentence(this.why), null, "zh-CN", false);
    } else {
      this.frame.around(content.branch, content.language, content.spirit);
      const at = { index: [...this.round.panels.keys()].indexOf(key ?? ""), count: this.round.panels.size };
      this.frame.show(panel ? this.picture(panel, content) : spirit(content.spirit), panel ? at : null, content.language, soft);
    }
  }
}
