import { app, authentication, pages } from "@microsoft/teams-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signIn } from "../src/tab/tab";
import { configure, teamsTokens } from "../src/tab/teams";

vi.mock("@microsoft/teams-js", () => ({
  app: { initialize: vi.fn(), notifyAppLoaded: vi.fn(), notifySuccess: vi.fn(), notifyFailure: vi.fn(), FailedReason: { AuthFailed: "AuthFailed" } },
  authentication: { getAuthToken: vi.fn() },
  pages: { config: { registerOnSaveHandler: vi.fn(), setConfig: vi.fn(), setValidityState: vi.fn() } },
}));

const asked = vi.mocked(authentication.getAuthToken as (request: authentication.AuthTokenRequestParameters) => Promise<string>);

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(app.initialize).mockResolvedValue();
  vi.mocked(app.notifySuccess).mockResolvedValue({ hasFinishedSuccessfully: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

describe("signing in by Teams", () => {
  it("asks Teams each time, for Teams renews what is over, and says once that the tab works", async () => {
    asked.mockResolvedValueOnce("first").mockResolvedValueOnce("second");
    const tokens = await teamsTokens();
    expect([await tokens(false), await tokens(true)]).toEqual(["first", "second"]);
    expect([vi.mocked(app.notifyAppLoaded).mock.calls.length, vi.mocked(app.notifySuccess).mock.calls.length, vi.mocked(app.notifyFailure).mock.calls.length]).toEqual([1, 1, 0]);
  });

  it("asks for consent once, then only whether it was given", async () => {
    asked.mockRejectedValueOnce(new Error("consent_required")).mockRejectedValueOnce(new Error("consent_required")).mockResolvedValueOnce("t").mockRejectedValueOnce(new Error("gone"));
    const tokens = await teamsTokens();
    await expect(tokens(false)).rejects.toThrow();
    await expect(tokens(false)).rejects.toThrow();
    expect(await tokens(false)).toBe("t");
    await expect(tokens(false)).rejects.toThrow();
    expect(asked.mock.calls.map(([request]) => request.silent)).toEqual([false, true, true, false]);
    expect(app.notifyFailure).toHaveBeenCalledTimes(1);
    expect(app.notifyFailure).toHaveBeenCalledWith({ reason: "AuthFailed", message: "Error: consent_required" });
  });

  it("finds out again how to sign in, where there was no network at first", async () => {
    const entra = { mode: "entra", localTokens: null };
    vi.stubGlobal("fetch", vi.fn().mockRejectedValueOnce(new TypeError("no network")).mockResolvedValueOnce(new Response(JSON.stringify(entra))));
    asked.mockResolvedValue("t");
    const tokens = signIn(null);
    await expect(tokens(false)).rejects.toThrow("no network");
    expect(await tokens(false)).toBe("t");
  });

  it("takes somebody of the demo branches on one machine, and no Teams", async () => {
    const answers = [{ mode: "local", localTokens: "http://127.0.0.1:1" }, { token: "one" }, { token: "two" }];
    const fetched = vi.fn((..._: unknown[]) => Promise.resolve(new Response(JSON.stringify(answers.shift()))));
    vi.stubGlobal("fetch", fetched);
    const tokens = signIn("li");
    expect([await tokens(false), await tokens(false), await tokens(true)]).toEqual(["one", "one", "two"]);
    expect(fetched.mock.calls[1]).toEqual(["http://127.0.0.1:1/token", expect.objectContaining({ body: '{"person":"li"}' })]);
    expect(app.initialize).not.toHaveBeenCalled();
  });
});

describe("the page on which a channel gets the tab", () => {
  it("can be saved at once, and gives the tab", async () => {
    vi.mocked(pages.config.setConfig).mockResolvedValueOnce().mockRejectedValueOnce(new Error("not allowed"));
    await configure();
    expect(pages.config.setValidityState).toHaveBeenCalledWith(true);
    const save = { notifySuccess: vi.fn(), notifyFailure: vi.fn(), result: {} };
    const pressed = vi.mocked(pages.config.registerOnSaveHandler).mock.calls[0]![0];
    pressed(save);
    const url = `${location.origin}/wall/?tab`;
    expect(pages.config.setConfig).toHaveBeenCalledWith({ entityId: "wall", contentUrl: url, websiteUrl: url, suggestedDisplayName: "精神墙" });
    await vi.waitFor(() => expect(save.notifySuccess).toHaveBeenCalled());
    pressed(save);
    await vi.waitFor(() => expect(save.notifyFailure).toHaveBeenCalledWith("Error: not allowed"));
  });
});

describe("a tab", () => {
  it("keeps nothing on the machine: no storage, no photos, no service worker", async () => {
    const caches = { open: vi.fn(), match: vi.fn(), delete: vi.fn() };
    const register = vi.fn(() => Promise.resolve());
    vi.stubGlobal("caches", caches);
    vi.stubGlobal("ResizeObserver", class { observe(): void {} });
    vi.stubGlobal("navigator", { onLine: true, serviceWorker: { register } });
    vi.stubEnv("PROD", true);
    const kept = vi.spyOn(Storage.prototype, "setItem");
    const read = vi.spyOn(Storage.prototype, "getItem");
    vi.useFakeTimers();
    history.replaceState(null, "", "/wall/?tab&person=li");
    document.body.innerHTML = '<div id="wall"></div>';
    const { content } = await import("./content");
    const fetched = vi.fn((url: string) => Promise.resolve(new Response(JSON.stringify(url.endsWith("config.json") ? { mode: "local", localTokens: "" } : url === "/token" ? { token: "t" } : content))));
    vi.stubGlobal("fetch", fetched);
    await import("../src/main");
    await vi.waitFor(() => expect(document.body.textContent).toContain(content.branch));
    expect(fetched.mock.calls.map(([url]) => url)).toEqual(["/addin/config.json", "/token", "/wall/api/tab"]);
    for (const never of [kept, read, register, ...Object.values(caches)]) {
      expect(never).not.toHaveBeenCalled();
    }
  });
});
