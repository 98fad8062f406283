import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../../shared/pane/api";

/** How far what somebody types is kept. */
export type Kept = { is: "saved" | "unsaved" | "saving" } | { is: "failed" | "refused"; why: string } | { is: "moved"; document: unknown };

const idle = 1500;
const soonest = 5000;
const latest = 60_000;

/** Keeps what somebody types, a moment after the last key. What cannot be kept for now is tried again; what is refused waits for another word of his. */
export class Autosave<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: T | null = null;
  private running: Promise<void> | null = null;
  private again = soonest;
  private closed = false;

  /** @param keep holds what is not kept by the bot yet, so that it is there when the pane is opened again; null: nothing. */
  constructor(private readonly save: (value: T) => Promise<void>, private readonly tell: (kept: Kept) => void, private readonly keep: (value: T | null) => void = () => {}) {}

  change(value: T): void {
    this.waiting = value;
    this.keep(value);
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
      () => {
        this.again = soonest;
        if (this.waiting === null) {
          this.keep(null);
        }

        this.tell({ is: this.waiting === null ? "saved" : "unsaved" });
      },
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
          this.later(this.again);
          this.again = Math.min(this.again * 2, latest);
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
    this.keep(null);
  }

  /** The pane goes: once more, and not again; what is left over is at hand when it is opened again. */
  close(): void {
    void this.flush();
    this.closed = true;
  }

  get pending(): boolean {
    return this.waiting !== null || this.running !== null;
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    if (!this.closed) {
      this.timer = setTimeout(() => void this.flush(), after);
    }
  }
}

/** What was typed and not kept by the bot when the pane was closed, with the revision over which it was; in this tab of the browser only. */
export interface Draft<T> {
  value: T;
  revision: number;
}

export function leftOver<T>(key: string): Draft<T> | null {
  const text = sessionStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as Draft<T>);
}

/** The same for a component: kept at the latest when it goes, or the pane does. */
export function useAutosave<T>(key: string, revision: { current: number }, save: (value: T) => Promise<void>): { autosave: Autosave<T>; kept: Kept; setKept: (kept: Kept) => void } {
  const [kept, setKept] = useState<Kept>({ is: "saved" });
  const saving = useRef(save);
  saving.current = save;
  const tell = useCallback((k: Kept) => setKept(k), []);
  const autosave = useRef<Autosave<T>>(null);
  autosave.current ??= new Autosave<T>(async (value) => await saving.current(value), tell, (value) => {
    if (value === null) {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, JSON.stringify({ value, revision: revision.current }));
    }
  });
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
      one.close();
    };
  }, []);
  return { autosave: autosave.current, kept, setKept };
}
