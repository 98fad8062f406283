import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { branchTime, left, reloads } from "../src/clock";
import { largest } from "../src/fit";
import { Photos } from "../src/photos";
import { Store } from "../src/store";
import { Frame } from "../src/view/frame";
import type { Panel } from "../src/types";
import { Wall } from "../src/wall";
import { content } from "./content";
import { hostile } from "./hostile";

const seen = (): string => document.querySelector(".stage > :not(.leaving)")!.textContent;

function open(): { wall: Wall; store: Store } {
  document.body.innerHTML = '<div id="wall"></div>';
  const store = new Store(localStorage, () => Date.now());
  return { wall: new Wall(new Frame(document.getElementById("wall")!), store, new Photos(null)), store };
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: new Date(2026, 10, 24, 9, 12) });
  vi.stubGlobal("ResizeObserver", class { observe(): void {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the wall", () => {
  it("shows the code, then the branch, and words of people as text only", () => {
    const { wall, store } = open();
    wall.pairing({ code: "K7M2-P9QX", token: "t", seconds: 600 });
    expect(seen()).toContain("「大屏 K7M2-P9QX」");
    expect(seen()).toContain("10:00");
    wall.content(store.keep(content, null));
    expect(seen()).toContain("李静");
    wall.turn(1);
    expect(seen()).toContain("<b>08:20</b>");
    expect(document.querySelector("b")).toBeNull();
  });

  it("makes nothing of hostile words, whatever panel they stand on", () => {
    const shapes = hostile.map((words) => {
      const { wall, store } = open();
      const panels: Panel[] = [
        { kind: "card", id: words, number: words, occasion: words, to: words, toIs: words, from: words, what: words, signedBy: words, day: words, photo: null, photoId: null, fresh: true },
        { kind: "table", title: words, rows: [{ label: words, value: words, detail: words, tone: "plain" }] },
        { kind: "chart", title: words, unit: words, bars: [{ label: words, value: 1, shown: words, tone: "good" }] },
        { kind: "text", title: words, lines: [words] },
      ];
      wall.content(store.keep({ ...content, branch: words, spirit: [words], day: words, panels }, null));
      const shape: string[] = [];
      for (let turns = 0; turns < panels.length; turns++) {
        expect(document.body.textContent).toContain(words);
        shape.push(...[...document.querySelectorAll("body *")].map((e) => `${e.tagName} ${e.getAttributeNames().filter((name) => name !== "class" && name !== "style").join(" ")}`));
        wall.turn(1);
      }

      return shape.join("\n");
    });
    expect(hostile.length).toBeGreaterThan(40);
    expect(new Set(shapes).size).toBe(1);
  });

  it("takes a revoked panel away at once, without a fade", () => {
    const { wall, store } = open();
    wall.content(store.keep(content, null));
    wall.content(store.keep({ ...content, panels: content.panels.slice(1) }, null));
    expect(document.body.textContent).not.toContain("李静");
    wall.content(store.keep({ ...content, panels: [] }, null));
    expect(seen()).toBe("真诚团结专业进步");
  });

  it("tells after a reload without network of when it is, for 24 hours", () => {
    const first = open();
    first.store.keepToken("t");
    first.store.keep(content, null);
    vi.advanceTimersByTime(60 * 60 * 1000);
    const { wall } = open();
    wall.failed();
    expect(document.querySelector(".offline")!.textContent).toBe("离线 · 截至 09:12");
    expect(document.querySelector(".time")!.textContent).toBe("10:12");
    vi.advanceTimersByTime(23 * 60 * 60 * 1000);
    wall.tick();
    expect(document.body.textContent).not.toMatch(/李静|示范支行|真诚/);
    expect(seen()).toContain("正在连接");
  });

  it("keeps no photo of a content that was too old when the page was opened", () => {
    const deleted: string[] = [];
    document.body.innerHTML = '<div id="wall"></div>';
    new Store(localStorage, () => Date.now()).keep(content, null);
    vi.advanceTimersByTime(25 * 60 * 60 * 1000);
    const caches = { delete: (name: string) => Promise.resolve(deleted.push(name) > 0) } as unknown as CacheStorage;
    new Wall(new Frame(document.getElementById("wall")!), new Store(localStorage, () => Date.now()), new Photos(caches));
    expect(deleted).toEqual(["wall-photos"]);
  });

  it("shows the branch's spirit in the place of a panel that it cannot draw", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { wall, store } = open();
    wall.content(store.keep({ ...content, panels: [{ kind: "table", title: "今天" } as never, ...content.panels] }, null));
    expect(seen()).toBe("真诚团结专业进步");
    wall.turn(1);
    expect(seen()).toContain("李静");
  });

  it("does not grow through a night", () => {
    const { wall, store } = open();
    wall.content(store.keep(content, null));
    for (let second = 0; second < 3_000; second++) {
      vi.advanceTimersByTime(1_000);
      wall.tick();
    }

    expect(document.querySelectorAll(".stage > *").length).toBeLessThanOrEqual(2);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
  });
});

it("runs the branch's clock from what the server told", () => {
  expect(branchTime("09:12", 0, 59_999)).toEqual({ time: "09:12", minutes: 552, days: 0 });
  expect(branchTime("23:59", 0, 60_000)).toEqual({ time: "00:00", minutes: 0, days: 1 });
  expect([left(600_000), left(61_001), left(-5)]).toEqual(["10:00", "1:02", "0:00"]);
});

it("is loaded anew once a night, between two and four", () => {
  const at = (h: number, m: number): number => h * 60 + m;
  const day = 24 * 60 * 60 * 1000;
  expect([at(1, 59), at(2, 29), at(2, 30), at(3, 59), at(4, 0)].map((time) => reloads(time, day, 30))).toEqual([false, false, true, true, false]);
  expect(reloads(at(3, 59), 60 * 60 * 1000, 0)).toBe(false);
});

it("finds the largest size that fits", () => {
  expect([largest(10, 50, (n) => n <= 33), largest(10, 50, () => true), largest(10, 50, () => false)]).toEqual([33, 50, null]);
});
