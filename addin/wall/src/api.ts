import type { Pairing, Panel, WallContent } from "./types";

export type Answer =
  | { kind: "content"; content: WallContent; etag: string | null }
  | { kind: "same"; asOf: string | null }
  | { kind: "waiting" }
  | { kind: "gone" }
  | { kind: "refused"; why: string }
  | Failed;

/** No answer that counts; after how many seconds the server wants to be asked again, where it says so. */
export interface Failed {
  kind: "failed";
  after: number | null;
}

const kinds = new Set<string>(["card", "table", "chart", "text"] satisfies Panel["kind"][]);
// A request that hangs must not keep the screen from asking again.
const patience = 20_000;

/** Begins a pairing. */
export async function pair(): Promise<{ kind: "pairing"; pairing: Pairing } | Failed> {
  try {
    const response = await fetch("/wall/api/pairings", { method: "POST", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) });
    return response.status === 201 ? { kind: "pairing", pairing: (await response.json()) as Pairing } : failed(response);
  } catch {
    return failed(null);
  }
}

/** Asks what the screen shows, or the tab of a person. */
export async function ask(token: string, etag: string | null, at = "/wall/api/content"): Promise<Answer> {
  try {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (etag !== null) {
      headers["If-None-Match"] = etag;
    }

    const response = await fetch(at, { headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) });
    switch (response.status) {
      case 200:
        return { kind: "content", content: known((await response.json()) as WallContent), etag: response.headers.get("ETag") };
      case 304:
        return { kind: "same", asOf: response.headers.get("X-Wall-Time") };
      case 202:
        return { kind: "waiting" };
      case 401:
        return { kind: "gone" };
      case 403:
        return { kind: "refused", why: ((await response.json()) as { detail?: string }).detail ?? "" };
      default:
        return failed(response);
    }
  } catch {
    // No network, or an answer that is not the bot's, such as a sign-in page of the building's Wi-Fi.
    return failed(null);
  }
}

// An older page may be asked to show kinds that came later.
function known(content: WallContent): WallContent {
  if (!Array.isArray(content.panels) || !Array.isArray(content.spirit) || typeof content.branch !== "string") {
    throw new TypeError("not a wall's content");
  }

  return { ...content, panels: content.panels.filter((panel) => kinds.has(panel.kind)) };
}

function failed(response: Response | null): Failed {
  const after = Number(response?.headers.get("Retry-After") ?? NaN);
  // A gateway that says "tomorrow" does not keep a screen from asking for a day.
  return { kind: "failed", after: Number.isFinite(after) && after > 0 ? Math.min(after, 3600) : null };
}

/** How long to wait after failures: 5 s, doubled up to 5 min. The jitter keeps the screens of a region from coming back all at once. */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  next(after: number | null = null): number {
    const most = Math.min(5_000 * 2 ** this.failures, 300_000);
    this.failures = Math.min(this.failures + 1, 10);
    const wait = Math.max(5_000, most * (0.75 + this.random() / 4));
    return Math.max(wait, (after ?? 0) * 1000);
  }

  reset(): void {
    this.failures = 0;
  }
}
