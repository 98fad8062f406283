// Keeps the page itself, so that a screen that starts without network still has it. What the wall shows is kept by the page.
const worker = self as unknown as ServiceWorkerGlobalScope;
const cacheName = "wall-page";
const page = "/wall/";
// A network that hangs must not leave the screen blank.
const patience = 8_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(fetchPage(page).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin || event.request.method !== "GET") {
    return;
  }

  if (event.request.mode === "navigate") {
    event.respondWith(navigate(event));
  } else if (url.pathname.startsWith("/wall/assets/")) {
    event.respondWith(asset(event.request));
  }
});

/** The newest page where there is a network, else the kept one. */
async function navigate(event: FetchEvent): Promise<Response> {
  const newest = fetchPage(event.request.url);
  event.waitUntil(newest.catch(() => undefined));
  const kept = await caches.match(page, { cacheName });
  if (kept === undefined) {
    return await newest;
  }

  const late = new Promise<Response>((resolve) => setTimeout(resolve, patience, kept));
  return await Promise.race([newest.catch(() => kept), late]);
}

/** Fetches the page, and keeps it once all that it names is kept too: half a new version would be worse than the old one. */
async function fetchPage(url: string): Promise<Response> {
  const response = await fetch(url, { cache: "no-cache" });
  const html = response.ok && !response.redirected ? await response.clone().text() : "";
  const assets = [...html.matchAll(/(?:src|href)="(\/wall\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  if (assets.length === 0) {
    // Not our page: an error of the gateway, or a sign-in page of the building's Wi-Fi.
    throw new Error(`not the wall: ${response.status}`);
  }

  const cache = await caches.open(cacheName);
  await Promise.all(assets.map(async (path) => (await cache.match(path)) ?? (await cache.add(path))));
  await cache.put(page, response.clone());
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path !== page && !assets.includes(path)) {
      await cache.delete(request);
    }
  }

  return response;
}

/** The name of an asset changes with what is in it, so a kept one is never stale. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName })) ?? (await fetch(request));
}
