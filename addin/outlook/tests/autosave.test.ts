import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../shared/pane/api";
import { Autosave, type Kept } from "../src/autosave";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function kept(save: (value: string) => Promise<void>): { autosave: Autosave<string>; told: Kept[] } {
  const told: Kept[] = [];
  return { autosave: new Autosave(save, (k) => told.push(k)), told };
}

describe("what somebody types", () => {
  it("is kept a moment after the last key, once", async () => {
    const saved: string[] = [];
    const { autosave, told } = kept(async (v) => { saved.push(v); await Promise.resolve(); });
    for (const words of ["谈", "谈了", "谈了目标"]) {
      autosave.change(words);
      await vi.advanceTimersByTimeAsync(500);
    }

    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1500);
    expect(saved).toEqual(["谈了目标"]);
    expect(told.at(-1)).toEqual({ is: "saved" });
    expect(autosave.pending).toBe(false);
  });

  it("is tried again while the bot does not answer, the newest words of it", async () => {
    let broken = true;
    const saved: string[] = [];
    const { autosave, told } = kept(async (v) => { await Promise.resolve(); if (broken) { throw new TypeError("Failed to fetch"); } saved.push(v); });
    autosave.change("一");
    await vi.advanceTimersByTimeAsync(1600);
    expect(told.at(-1)).toEqual({ is: "failed", why: "Failed to fetch" });
    expect(autosave.pending).toBe(true);
    autosave.change("一二");
    broken = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect(saved).toEqual(["一二"]);
  });

  it("is not sent again and again where it is refused, nor where somebody else was faster", async () => {
    let asked = 0;
    const answers = [new Problem(422, "x", "太长", undefined), new Problem(412, "x", undefined, { revision: 7 })];
    const { autosave, told } = kept(async () => { await Promise.resolve(); throw answers[Math.min(asked++, 1)]!; });
    autosave.change("长");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked, told.at(-1)]).toEqual([1, { is: "refused", why: "太长" }]);
    autosave.change("短");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked, told.at(-1)]).toEqual([2, { is: "moved", document: { revision: 7 } }]);
    autosave.drop();
    await autosave.flush();
    expect(asked).toBe(2);
  });

  it("is at hand when the pane is opened again, until it is kept", async () => {
    let broken = true;
    const at: (string | null)[] = [];
    const autosave = new Autosave<string>(async () => { await Promise.resolve(); if (broken) { throw new TypeError("x"); } }, () => {}, (v) => at.push(v));
    autosave.change("谈");
    await vi.advanceTimersByTimeAsync(1600);
    expect(at).toEqual(["谈"]);
    broken = false;
    await vi.advanceTimersByTimeAsync(5100);
    expect(at).toEqual(["谈", null]);
  });

  it("is kept one after the other, never two at once", async () => {
    let running = 0;
    let most = 0;
    const { autosave } = kept(async () => { most = Math.max(most, ++running); await new Promise((r) => setTimeout(r, 3000)); running--; });
    autosave.change("一");
    await vi.advanceTimersByTimeAsync(1600);
    autosave.change("二");
    void autosave.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(most).toBe(1);
  });
});
