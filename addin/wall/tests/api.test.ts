import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Backoff } from "../src/api";
import { Conversation } from "../src/conversation";
import { Store } from "../src/store";
import { content } from "./content";

const json = (of: unknown, status = 200, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(of), { status, headers });
const pairing = (n = 1): Response => json({ code: `K7M2-P9Q${n}`, token: `t${n}`, seconds: 600 }, 201);
const empty = (status: number, headers: Record<string, string> = {}): Response => new Response(null, { status, headers });
const none = (): never => {
  throw new TypeError("no network");
};

/** The server's answers, one after the other; what was asked, and what the page was told. */
function server(...answers: (() => Response)[]): { asked: string[]; told: string[]; store: Store; talk: Conversation } {
  const asked: string[] = [];
  const told: string[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    asked.push([init.method ?? "GET", path, headers.get("Authorization"), headers.get("If-None-Match")].filter((part) => part !== null).join(" "));
    return Promise.resolve().then(answers.shift() ?? none);
  });
  const store = new Store(localStorage, () => Date.now());
  const listener = {
    pairing: (p: { code: string }) => void told.push(p.code),
    content: (kept: { content: { branch: string } }) => void told.push(kept.content.branch),
    same: () => void told.push("same"),
    failed: () => void told.push("failed"),
    gone: () => void told.push("gone"),
  };
  return { asked, told, store, talk: new Conversation(store, listener, () => Date.now(), new Backoff(() => 1)) };
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 1, 12) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a screen without a branch", () => {
  it("shows a code and asks every 3 seconds until the code was entered", async () => {
    const { asked, told, store, talk } = server(pairing, () => json({ waiting: true }, 202), () => json(content, 200, { ETag: '"1"' }));
    expect(await talk.step()).toBe(3_000);
    expect(await talk.step()).toBe(3_000);
    expect(store.token()).toBeNull();
    expect(await talk.step()).toBe(15_000);
    expect(asked).toEqual(["POST /wall/api/pairings", "GET /wall/api/content Bearer t1", "GET /wall/api/content Bearer t1"]);
    expect([told, store.token()]).toEqual([["K7M2-P9Q1", "示范支行"], "t1"]);
  });

  it("gets a new code by itself when the time of the old one is over, or the server says so", async () => {
    const { told, talk } = server(pairing, () => json({ waiting: true }, 202), () => pairing(2), () => empty(401), () => pairing(3));
    await talk.step();
    vi.advanceTimersByTime(600_000);
    expect(await talk.step()).toBe(0);
    await talk.step();
    expect(await talk.step()).toBe(0);
    await talk.step();
    expect(told).toEqual(["K7M2-P9Q1", "gone", "K7M2-P9Q2", "gone", "K7M2-P9Q3"]);
  });

  it("waits as long as it is told where there were too many pairings", async () => {
    const { talk } = server(() => empty(429, { "Retry-After": "90" }), none, pairing);
    expect(await talk.step()).toBe(90_000);
    expect(await talk.step()).toBe(10_000);
    expect(await talk.step()).toBe(3_000);
  });
});

describe("a paired screen", () => {
  async function paired(...answers: (() => Response)[]): Promise<ReturnType<typeof server>> {
    const made = server(pairing, () => json(content, 200, { ETag: '"1"' }), ...answers);
    await made.talk.step();
    await made.talk.step();
    made.asked.length = made.told.length = 0;
    return made;
  }

  it("asks only for what is new, and keeps when it was last answered", async () => {
    const { asked, told, store, talk } = await paired(() => empty(304));
    vi.advanceTimersByTime(15_000);
    expect(await talk.step()).toBe(15_000);
    expect([asked, told]).toEqual([['GET /wall/api/content Bearer t1 "1"'], ["same"]]);
    expect(store.kept()?.answered).toBe(Date.now());
  });

  it("keeps what is there while nothing answers, and asks more and more seldom", async () => {
    const { told, store, talk } = await paired(none, () => empty(503), () => empty(429, { "Retry-After": "60" }), () => new Response("<html>"), none, none, none, none, () => empty(304), none);
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      waits.push(await talk.step());
    }

    expect(waits).toEqual([5_000, 10_000, 60_000, 40_000, 80_000, 160_000, 300_000, 300_000, 15_000, 5_000]);
    expect(told.filter((what) => what !== "same" && what !== "failed")).toEqual([]);
    expect(store.kept()?.content).toEqual(content);
  });

  it("forgets token and content when it was revoked, and begins a new pairing", async () => {
    const { asked, told, store, talk } = await paired(() => empty(401), () => pairing(2));
    expect(await talk.step()).toBe(0);
    expect([store.token(), store.kept(), localStorage.length]).toEqual([null, null, 0]);
    await talk.step();
    expect(told).toEqual(["gone", "K7M2-P9Q2"]);
    expect(asked.at(-1)).toBe("POST /wall/api/pairings");
  });

  it("asks for everything once what it kept is too old", async () => {
    const { asked, store, talk } = await paired(() => json(content));
    vi.advanceTimersByTime(24 * 60 * 60 * 1000);
    store.expire();
    await talk.step();
    expect(asked).toEqual(["GET /wall/api/content Bearer t1"]);
  });

  it("leaves out panels of a kind that it does not know", async () => {
    const { store, talk } = await paired(() => json({ ...content, panels: [{ kind: "film" }, ...content.panels] }));
    await talk.step();
    expect(store.kept()?.content.panels.map((panel) => panel.kind)).toEqual(["card", "text"]);
  });

  it("waits no more than an hour, whatever a gateway says", async () => {
    const { talk } = await paired(() => empty(503, { "Retry-After": "86400" }));
    expect(await talk.step()).toBe(3_600_000);
  });

  it("asks by itself, and at once when the network is back", async () => {
    const { asked, talk } = await paired(none, () => empty(304), () => empty(304));
    talk.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(1);
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(14_500);
    expect(asked).toHaveLength(3);
  });

  it("goes on asking whatever goes wrong in the page", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { asked, told, talk } = await paired(() => json({ ...content, branch: "坏" }), () => empty(304));
    const push = told.push.bind(told);
    told.push = (what) => {
      if (what === "坏") {
        throw new Error("cannot be drawn");
      }

      return push(what);
    };
    talk.start();
    await vi.advanceTimersByTimeAsync(6_000);
    expect([asked.length, told.join()]).toEqual([2, "same"]);
  });
});

it("comes back with jitter, never sooner than after 5 seconds and no later than 5 minutes", () => {
  const [early, late] = [new Backoff(() => 0), new Backoff(() => 1)];
  const waits = Array.from({ length: 12 }, () => [early.next(), late.next()]);
  expect(waits.slice(0, 3)).toEqual([[5_000, 5_000], [7_500, 10_000], [15_000, 20_000]]);
  expect(waits.at(-1)).toEqual([225_000, 300_000]);
});
