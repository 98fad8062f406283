import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../../shared/pane/api";

/** How far what somebody types is kept. */
export type Kept = { is: "saved" | "unsaved" | "saving" } | { is: "failed" | "refused"; why: string } | { is: "moved"; document: unknown };

const idle = 1500;
const again = 5000;

/** Keeps what somebody types, a moment after the last key. What cannot be kept for now is tried again; what is refused waits for another word of his. */
export class Autosave<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: T | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly save: (value: T) => Promise<void>, private readonly tell: (kept: Kept) => void) {}

  change(value: T): void {
    this.waiting = value;
    this.tell({ is: "unsaved" });
    this.later(idle);
  }

  /** Keeps at once what is waiting; answers when nothing is any more, or it could not be kept. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.waiting === null) {
      return;
    }

    const value = this.waiting;
    this.waiting = null;
    this.tell({ is: "saving" });
    this.running = this.save(value).then(
      () => this.tell({ is: this.waiting === null ? "saved" : "unsaved" }),
      (e: unknown) => {
        const why = e instanceof Error ? e.message : String(e);
        this.waiting ??= value;
        if (e instanceof Problem && e.status === 412) {
          clearTimeout(this.timer);
          this.tell({ is: "moved", document: e.document });
        } else if (e instanceof Problem && e.status < 500 && e.status !== 429) {
          this.tell({ is: "refused", why });
        } else {
          this.tell({ is: "failed", why });
          this.later(again);
        }
      },
    ).finally(() => {
      this.running = null;
    });
    await this.running;
  }

  /** Nothing is waiting any more: another state has taken its place. */
  drop(): void {
    clearTimeout(this.timer);
    this.waiting = null;
  }

  get pending(): boolean {
    return this.waiting !== null || this.running !== null;
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), after);
  }
}

/** The same for a component: kept at the latest when it goes, or the pane does. */
export function useAutosave<T>(save: (value: T) => Promise<void>): { autosave: Autosave<T>; kept: Kept; setKept: (kept: Kept) => void } {
  const [kept, setKept] = useState<Kept>({ is: "saved" });
  const latest = useRef(save);
  latest.current = save;
  const tell = useCallback((k: Kept) => setKept(k), []);
  const autosave = useRef<Autosave<T>>(null);
  autosave.current ??= new Autosave<T>(async (value) => await latest.current(value), tell);
  useEffect(() => {
    const one = autosave.current!;
    const hidden = (): void => void one.flush();
    const leaving = (e: BeforeUnloadEvent): void => {
      if (one.pending) {
        hidden();
        e.preventDefault();
      }
    };
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("beforeunload", leaving);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("beforeunload", leaving);
      hidden();
    };
  }, []);
  return { autosave: autosave.current, kept, setKept };
}
