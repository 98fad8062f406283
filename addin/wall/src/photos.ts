import type { Panel } from "./types";

const cacheName = "wall-photos";
const between = 10 * 60 * 1000;
const address = (id: string): string => `/wall/photos/${encodeURIComponent(id)}`;

/** Photos, kept by their id: the signed address changes every hour, the picture does not. */
export class Photos {
  private work: AbortController | null = null;
  private working = false;
  private tried = 0;

  // No caches where the page does not come over HTTPS; the wall then has photos only while there is a network.
  constructor(private readonly caches: CacheStorage | null = globalThis.caches ?? null) {}

  /** Fetches what is not kept yet, and deletes what is on no panel any more. */
  async keep(panels: readonly Panel[]): Promise<void> {
    const signal = this.begin();
    this.working = true;
    this.tried = performance.now();
    try {
      await this.bring(panels, signal);
    } finally {
      this.working &&= signal.aborted;
    }
  }

  /** Tries again what could not be fetched, every ten minutes at most. */
  async fill(panels: readonly Panel[]): Promise<void> {
    if (!this.working && performance.now() - this.tried >= between) {
      await this.keep(panels);
    }
  }

  private async bring(panels: readonly Panel[], signal: AbortSignal): Promise<void> {
    const wanted = new Map(panels.flatMap((panel) => (panel.kind === "card" && panel.photoId !== null ? [[address(panel.photoId), panel.photo] as const] : [])));
    const cache = await this.caches?.open(cacheName);
    if (cache === undefined) {
      return;
    }

    for (const request of await cache.keys()) {
      if (!wanted.has(new URL(request.url).pathname)) {
        await cache.delete(request);
      }
    }

    for (const [key, url] of wanted) {
      if (signal.aborted) {
        return;
      }

      if (url !== null && (await cache.match(key)) === undefined) {
        await fetchInto(cache, key, url, signal);
      }
    }
  }

  /** Deletes them all. */
  async clear(): Promise<void> {
    this.begin();
    this.working = false;
    await this.caches?.delete(cacheName);
  }

  /** An address that an image can show, and what to do when it has been loaded; null: there is none. */
  async source(photoId: string | null, photo: string | null): Promise<{ url: string; loaded: () => void } | null> {
    const kept = photoId === null ? undefined : await this.caches?.match(address(photoId), { cacheName });
    if (kept !== undefined) {
      const url = URL.createObjectURL(await kept.blob());
      return { url, loaded: () => URL.revokeObjectURL(url) };
    }

    return photo === null ? null : { url: photo, loaded: () => undefined };
  }

  // A photo that is still on its way must not come back after its panel has left.
  private begin(): AbortSignal {
    this.work?.abort();
    this.work = new AbortController();
    return this.work.signal;
  }
}

async function fetchInto(cache: Cache, key: string, url: string, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(url, { mode: "cors", credentials: "omit", signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]) });
    if (response.ok) {
      // The whole body first: put would keep writing after an abort.
      const picture = await response.blob();
      signal.throwIfAborted();
      // A sign-in page of the building's Wi-Fi answers well too.
      if (picture.type.startsWith("image/")) {
        await cache.put(key, new Response(picture, { headers: { "Content-Type": picture.type } }));
      }
    }
  } catch {
    // It is shown from its address while there is a network, and tried again with the next content.
  }
}
