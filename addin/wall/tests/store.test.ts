import { beforeEach, describe, expect, it } from "vitest";
import { Store } from "../src/store";
import { content } from "./content";

const hour = 60 * 60 * 1000;
let now = 0;
const store = (): Store => new Store(localStorage, () => now);

beforeEach(() => {
  localStorage.clear();
  now = Date.UTC(2026, 10, 24, 1, 12);
});

describe("what is kept on the screen", () => {
  it("is there after a reload, with when it was last good", () => {
    store().keep(content, '"1"');
    const received = now;
    now += hour;
    store().stillHolds(null);
    expect(store().kept()).toEqual({ content, etag: '"1"', received, answered: now });
  });

  it("is thrown away 24 hours after the last good answer, the token is not", () => {
    const open = store();
    open.keepToken("t");
    open.keep(content, null);
    now += 23 * hour;
    open.stillHolds(null);
    now += 24 * hour - 1;
    expect([open.expire(), open.kept()?.content]).toEqual([false, content]);
    now += 1;
    expect(open.kept()).toBeNull();
    expect(open.expire()).toBe(true);
    expect(open.expire()).toBe(false);
    expect([localStorage.length, store().token()]).toEqual([1, "t"]);
  });

  it("has the time that the server tells, for the screen's own clock may have been set since", () => {
    const open = store();
    open.keep(content, '"1"');
    now += 14 * hour;
    open.stillHolds("09:13");
    expect([open.kept()?.content.asOf, open.kept()?.received]).toEqual(["09:13", now]);
  });

  it("is thrown away by a page that is opened too late", () => {
    store().keep(content, null);
    now += 25 * hour;
    expect(store().kept()).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it("does not last longer by a clock that was set back", () => {
    store().keep(content, null);
    now -= hour;
    expect(store().kept()).toBeNull();
  });

  it("goes with the token where the screen was revoked", () => {
    const open = store();
    open.keepToken("t");
    open.keep(content, '"1"');
    open.forget();
    expect([open.token(), open.kept(), localStorage.length]).toEqual([null, null, 0]);
  });

  it("is nothing where the storage holds something else", () => {
    localStorage.setItem("wall.content", "{");
    expect(store().kept()).toBeNull();
    localStorage.setItem("wall.content", '{"content":{}}');
    expect(store().kept()).toBeNull();
  });

  it("stays on the wall where the storage is full, and no older content is left in it", () => {
    store().keep(content, '"1"');
    const full = new Store({ getItem: (k) => localStorage.getItem(k), removeItem: (k) => localStorage.removeItem(k), setItem: () => { throw new DOMException("full"); } }, () => now);
    full.keepToken("t");
    expect(full.token()).toBe("t");
    full.keep({ ...content, branch: "江北支行" }, '"2"');
    expect(full.kept()?.content.branch).toBe("江北支行");
    expect(store().kept()).toBeNull();
  });
});
