import { beforeEach, describe, expect, it, vi } from "vitest";
import { Backoff } from "../src/api";
import { memoryStorage, Store } from "../src/store";
import { TabConversation } from "../src/tab/conversation";
import { content } from "./content";

const wall = { content: vi.fn(), same: vi.fn(), failed: vi.fn(), refused: vi.fn() };
const asked: { url: string; token: string; etag: string | null }[] = [];
let answers: Response[] = [];

function tab(tokens: (renew: boolean) => Promise<string> = () => Promise.resolve("t"), branch: string | null = null): { conversation: TabConversation; store: Store } {
  const store = new Store(memoryStorage(), () => Date.now());
  return { conversation: new TabConversation(store, wall, tokens, branch, new Backoff(() => 1)), store };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(body), { status, headers });

beforeEach(() => {
  vi.restoreAllMocks();
  Object.values(wall).forEach((told) => told.mockClear());
  asked.length = 0;
  localStorage.clear();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    asked.push({ url, token: headers["Authorization"]!.slice("Bearer ".length), etag: headers["If-None-Match"] ?? null });
    return Promise.resolve(answers.shift()!);
  });
});

describe("the tab", () => {
  it("asks as the person, then only whether anything is new, and keeps nothing on the machine", async () => {
    answers = [json(200, content, { ETag: '"1"' }), new Response(null, { status: 304, headers: { "X-Wall-Time": "09:20" } })];
    const { conversation } = tab();
    expect(await conversation.step()).toBe(content.poll * 1000);
    expect(await conversation.step()).toBe(content.poll * 1000);
    expect(asked).toEqual([{ url: "/wall/api/tab", token: "t", etag: null }, { url: "/wall/api/tab", token: "t", etag: '"1"' }]);
    expect([wall.content.mock.calls.length, wall.same.mock.calls.length]).toEqual([1, 1]);
    expect(localStorage.length).toBe(0);
  });

  it("renews a token that is over, once", async () => {
    answers = [json(401, {}), json(200, content), json(401, {}), json(401, {})];
    const { conversation, store } = tab((renew) => Promise.resolve(renew ? "new" : "old"));
    await conversation.step();
    expect(asked.map((a) => a.token)).toEqual(["old", "new"]);
    expect(wall.refused).not.toHaveBeenCalled();
    expect(await conversation.step()).toBe(5000);
    expect(wall.refused.mock.calls[0]![0]).toContain("没有登录成功");
    expect(store.kept()).toBeNull();
  });

  it("says why it shows nothing, takes away what was shown, and asks again minutes later", async () => {
    answers = [json(200, content), json(403, { detail: "您不在这个网点。" })];
    const { conversation, store } = tab();
    await conversation.step();
    expect(await conversation.step()).toBe(300_000);
    expect(wall.refused).toHaveBeenCalledWith("您不在这个网点。");
    expect(store.kept()).toBeNull();
  });

  it("survives a sign-in that fails and a server that does not answer", async () => {
    answers = [json(503, {}, { "Retry-After": "60" })];
    const failing = tab(() => Promise.reject(new Error("no consent"))).conversation;
    expect(await failing.step()).toBe(5000);
    expect(wall.refused).toHaveBeenCalledTimes(1);
    expect(await tab().conversation.step()).toBe(60_000);
    expect(wall.failed).toHaveBeenCalledTimes(1);
  });

  it("asks of a branch that its reader leads", async () => {
    answers = [json(200, content)];
    await tab(undefined, "demo & co").conversation.step();
    expect(asked[0]!.url).toBe("/wall/api/tab?branch=demo%20%26%20co");
  });
});
