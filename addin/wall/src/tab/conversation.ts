import type { Tokens } from "../../../shared/signIn/tokens";
import { ask, Backoff } from "../api";
import type { Store } from "../store";
import { says } from "../texts";
import type { Wall } from "../wall";

// Who may not see it may be let in later; nobody is asked for him every few seconds.
const refusedFor = 5 * 60_000;

/** The tab's side of the API: asks as the person who is signed in, as long as the tab is open. */
export class TabConversation {
  constructor(
    private readonly store: Store,
    private readonly wall: Pick<Wall, "content" | "same" | "failed" | "refused">,
    private readonly tokens: Tokens,
    branch: string | null,
    private readonly backoff = new Backoff(),
    private readonly at = `/wall/api/tab${branch === null ? "" : `?branch=${encodeURIComponent(branch)}`}`,
  ) {}

  start(): void {
    void this.run();
  }

  private async run(): Promise<void> {
    setTimeout(() => void this.run(), await this.step());
  }

  /** One question; how many milliseconds to wait before the next. */
  async step(): Promise<number> {
    let answer;
    try {
      answer = await this.asked(false);

      // A token that is over is renewed, once.
      answer = answer.kind === "gone" ? await this.asked(true) : answer;
    } catch (error) {
      console.error(error);
      return this.lost(says("zh-CN", "signIn") + " " + says("en-US", "signIn"), this.backoff.next());
    }

    switch (answer.kind) {
      case "content":
        this.wall.content(this.store.keep(answer.content, answer.etag));
        return this.good(answer.content.poll);
      case "same":
        this.store.stillHolds(answer.asOf);
        this.wall.same();
        return this.good(this.store.kept()?.content.poll ?? 15);
      case "refused":
        return this.lost(answer.why, refusedFor);
      case "failed":
        this.wall.failed();
        return this.backoff.next(answer.after);
      default:
        return this.lost(says("zh-CN", "signIn") + " " + says("en-US", "signIn"), this.backoff.next());
    }
  }

  private async asked(renew: boolean): ReturnType<typeof ask> {
    return await ask(await this.tokens(renew), this.store.kept()?.etag ?? null, this.at);
  }

  private lost(why: string, wait: number): number {
    this.store.forget();
    this.wall.refused(why);
    return wait;
  }

  private good(seconds: number): number {
    this.backoff.reset();
    return Math.min(Math.max(Number.isFinite(seconds) ? seconds : 15, 3), 3600) * 1000;
  }
}
