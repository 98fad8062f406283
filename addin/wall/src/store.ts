import type { WallContent } from "./types";

/** Content as it is kept for a time without network. */
export interface Kept {
  content: WallContent;
  etag: string | null;
  /** When it came: its clock runs from here. */
  received: number;
  /** When the server last said that it still holds. */
  answered: number;
}

const tokenKey = "wall.token";
const contentKey = "wall.content";
// Apart from the content, because it changes with every answer.
const answeredKey = "wall.answered";
const longest = 24 * 60 * 60 * 1000;
// A clock that was set back must not make what is kept last longer.
const tolerance = 5 * 60 * 1000;

/** What is kept on the screen: the token until the server refuses it, the content until 24 hours after the last good answer. */
export class Store {
  private held: Kept | null;
  // Where the storage takes nothing, the wall goes on until it is loaded anew.
  private paired: string | null = null;

  constructor(
    private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
    private readonly now: () => number,
  ) {
    this.held = this.read();
    if (this.kept() === null) {
      this.drop();
    }
  }

  token(): string | null {
    return this.paired ?? this.storage.getItem(tokenKey);
  }

  keepToken(token: string): void {
    this.paired = token;
    this.write(tokenKey, token);
  }

  /** What is kept and may still be shown. */
  kept(): Kept | null {
    return this.held !== null && !this.over(this.held) ? this.held : null;
  }

  keep(content: WallContent, etag: string | null): Kept {
    const now = this.now();
    this.held = { content, etag, received: now, answered: now };
    this.write(contentKey, JSON.stringify({ content, etag, received: now }));
    this.write(answeredKey, String(now));
    return this.held;
  }

  /** The server said that what is kept still holds, and what time it is: the screen's own clock may have been set since. */
  stillHolds(asOf: string | null): void {
    if (this.held !== null) {
      const now = this.now();
      this.held = { ...this.held, ...(asOf === null ? {} : { content: { ...this.held.content, asOf }, received: now }), answered: now };
      this.write(answeredKey, String(this.held.answered));
    }
  }

  /** Throws away what is too old; true where there was something. */
  expire(): boolean {
    const over = this.held !== null && this.over(this.held);
    if (over) {
      this.drop();
    }

    return over;
  }

  /** The screen was revoked: nothing stays. */
  forget(): void {
    this.paired = null;
    this.storage.removeItem(tokenKey);
    this.drop();
  }

  private over(kept: Kept): boolean {
    const age = this.now() - kept.answered;
    return !(age < longest && age > -tolerance);
  }

  private drop(): void {
    this.held = null;
    this.storage.removeItem(contentKey);
    this.storage.removeItem(answeredKey);
  }

  private read(): Kept | null {
    try {
      const kept = JSON.parse(this.storage.getItem(contentKey) ?? "null") as Omit<Kept, "answered"> | null;
      return kept && Array.isArray(kept.content.panels) ? { ...kept, answered: Number(this.storage.getItem(answeredKey)) } : null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: string): void {
    try {
      this.storage.setItem(key, value);
    } catch {
      // Full: an older content must not outlive this one. The wall goes on, only without it after a reload.
      this.storage.removeItem(key);
    }
  }
}

/** The browser's storage, or one in memory where a frame of another site may have none. */
export function browserStorage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  try {
    localStorage.getItem(tokenKey);
    return localStorage;
  } catch {
    return memoryStorage();
  }
}

/** A storage that is gone with the page. */
export function memoryStorage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const map = new Map<string, string>();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value), removeItem: (key) => void map.delete(key) };
}
