import { ask, Backoff, pair } from "./api";
import type { Kept, Store } from "./store";
import type { Pairing } from "./types";

/** What the page is told of what the server says. */
export interface Listener {
  pairing(pairing: Pairing): void;
  content(kept: Kept): void;
  same(): void;
  failed(): void;
  /** The token is no good any more; what was kept is gone. */
  gone(): void;
}

/** The screen's side of the API: pairing, then asking for ever. */
export class Conversation {
  private pairing: { token: string; until: number } | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly store: Store,
    private readonly listener: Listener,
    private readonly monotonic: () => number = () => performance.now(),
    private readonly backoff = new Backoff(),
  ) {}

  start(): void {
    // The network is back: why wait any longer.
    addEventListener("online", () => {
      if (this.timer !== null) {
        clearTimeout(this.timer);
        void this.run();
      }
    });
    void this.run();
  }

  private async run(): Promise<void> {
    this.timer = null;
    let wait: number;
    try {
      wait = await this.step();
    } catch (error) {
      // Whatever went wrong, a screen that asks no more would show for ever what was taken from it.
      console.error(error);
      wait = this.unpairedFor(this.backoff.next());
    }

    this.timer = setTimeout(() => void this.run(), wait);
  }

  /** One question; how many milliseconds to wait before the next. */
  async step(): Promise<number> {
    const paired = this.store.token();
    const token = paired ?? this.pairing?.token;
    if (token === undefined) {
      return await this.begin();
    }

    const answer = await ask(token, paired === null ? null : (this.store.kept()?.etag ?? null));
    switch (answer.kind) {
      case "content":
        this.pairing = null;
        this.store.keepToken(token);
        this.listener.content(this.store.keep(answer.content, answer.etag));
        return this.good(answer.content.poll);
      case "same":
        this.store.stillHolds(answer.asOf);
        this.listener.same();
        return this.good(this.store.kept()?.content.poll ?? 15);
      case "waiting":
        if (this.pairing === null || this.monotonic() >= this.pairing.until) {
          return this.forget();
        }

        return this.good(3);
      case "gone":
        return this.forget();
      case "refused":
        // People are refused, screens are not: somebody stands between that answers so.
        this.listener.failed();
        return this.unpairedFor(this.backoff.next());
      case "failed":
        this.listener.failed();
        return this.unpairedFor(this.backoff.next(answer.after));
    }
  }

  private async begin(): Promise<number> {
    const answer = await pair();
    if (answer.kind === "failed") {
      this.listener.failed();
      return this.backoff.next(answer.after);
    }

    this.pairing = { token: answer.pairing.token, until: this.monotonic() + answer.pairing.seconds * 1000 };
    this.listener.pairing(answer.pairing);
    return this.good(3);
  }

  private good(seconds: number): number {
    this.backoff.reset();
    // A server that asks for haste by mistake is not hurried.
    return Math.min(Math.max(Number.isFinite(seconds) ? seconds : 15, 3), 3600) * 1000;
  }

  private forget(): number {
    this.pairing = null;
    this.store.forget();
    this.listener.gone();
    return 0;
  }

  // A code that has run out is no use on the screen, even where the server does not answer.
  private unpairedFor(wait: number): number {
    return this.pairing === null ? wait : Math.min(wait, Math.max(5_000, this.pairing.until - this.monotonic()));
  }
}
