import { afterEach, describe, expect, it, vi } from "vitest";
import { Client } from "../src/api/client";
import { Problem } from "../../shared/pane/api";

const question = { branch: "demo", from: "2026-11-01", to: "2026-11-30", language: "zh-CN" };

// The bot's API as strict as it is: a token is wanted, and a table only over its version.
function bot(answers: (request: Request) => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const request = new Request(`http://bot${path}`, init);
    asked.push(`${request.method} ${path} ${request.headers.get("Authorization") ?? "-"}`);
    return await Promise.resolve(request.headers.get("Authorization") === "Bearer old" ? new Response(null, { status: 401 }) : answers(request));
  });
  return asked;
}

const json = (of: unknown, status = 200): Response => new Response(JSON.stringify(of), { status, headers: { "Content-Type": "application/json" } });

afterEach(() => vi.unstubAllGlobals());

describe("the bot's API", () => {
  it("is asked once more with a new token where the old one has run out, and not again", async () => {
    const asked = bot(() => json({ name: "王芳" }));
    const me = await new Client(async (renew) => await Promise.resolve(renew ? "new" : "old")).me();
    expect(me.name).toBe("王芳");
    expect(asked.map((a) => a.split(" ").at(-1))).toEqual(["old", "new"].map((t) => t));
    await expect(new Client(async () => await Promise.resolve("old")).me()).rejects.toThrow(Problem);
    expect(asked).toHaveLength(4);
  });

  it("is asked for page after page, and for no page before the one before it was used", async () => {
    const asked = bot((r) => json(new URL(r.url).searchParams.has("after") ? { rows: [[2]], next: null } : { rows: [[1]], next: "2026-11-15" }));
    const pages = new Client(async () => await Promise.resolve("good")).pages(question, { key: "branch", title: "", columns: [], frozen: 0, aboutRows: 0, charts: [] }, new AbortController().signal);
    expect((await pages.next()).value).toEqual([[1]]);
    expect(asked).toHaveLength(1);
    expect((await pages.next()).value).toEqual([[2]]);
    expect((await pages.next()).done).toBe(true);
    expect(asked[1]).toContain("after=2026-11-15");
  });

  it("tells without a body that nothing has changed", async () => {
    bot((r) => (r.headers.get("If-None-Match") === '"v1"' ? new Response(null, { status: 304 }) : json({})));
    const client = new Client(async () => await Promise.resolve("good"));
    expect(await client.moved(question, "v1")).toBe(false);
    expect(await client.moved(question, "v0")).toBe(true);
  });

  it("says in people's words what went wrong, and brings what was wrong with a table", async () => {
    bot((r) => (r.headers.get("If-Match") === '"v2"' ? json({ title: "x", document: { problems: [1] } }, 422) : json({ title: "不能这样做", detail: "目标已经变了" }, 412)));
    const client = new Client(async () => await Promise.resolve("good"));
    const sent = { of: "2026-11-01", period: null, columns: [], rows: [], version: "v1" };
    await expect(client.putTargets("demo", sent, "zh-CN")).rejects.toThrow("目标已经变了");
    await expect(client.putTargets("demo", { ...sent, version: "v2" }, "zh-CN")).rejects.toMatchObject({ status: 422, document: { problems: [1] } });
  });
});
