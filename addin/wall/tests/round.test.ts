import { describe, expect, it } from "vitest";
import { due, nothing, resume, seconds, take, turn, type Round } from "../src/round";
import type { CardPanel, Panel } from "../src/types";

const card = (id: string, of: Partial<CardPanel> = {}): CardPanel => ({ kind: "card", id, number: id, occasion: "客户表扬", to: "李静", toIs: "", from: "郑洁", what: "谢谢", signedBy: "王芳", day: "11月24日", photo: null, photoId: null, fresh: false, ...of });
const text = (title: string): Panel => ({ kind: "text", title, lines: [] });
const [a, b, c] = [card("a"), card("b"), card("c")];

/** What is shown as the wall turns by itself. */
function turns(round: Round, times: number): (string | null)[] {
  const shown = [round.shown];
  for (let i = 1; i < times; i++) {
    expect(due(round, round.until - 1)).toBe(round);
    round = due(round, round.until);
    shown.push(round.shown);
  }

  return shown;
}

describe("the panels on the wall", () => {
  it("turn by themselves, one after the other, and begin again", () => {
    expect(turns(take(nothing, [a, b, text("今天")], 0), 4)).toEqual(["card:a", "card:b", "text:今天", "card:a"]);
  });

  it("stay 12 seconds, a long card up to 30", () => {
    expect([text("今天"), card("a"), card("a", { what: "谢".repeat(160) }), card("a", { what: "谢".repeat(4000) })].map(seconds)).toEqual([12, 12, 22, 30]);
  });

  it("are turned by hand forward and back, and then have their whole time", () => {
    const round = turn(take(nothing, [a, b, c], 0), 5_000);
    expect([round.shown, round.until]).toEqual(["card:b", 17_000]);
    expect(turn(turn(round, 6_000, -1), 7_000, -1).shown).toBe("card:c");
  });

  it("are none where there is nothing to show, and come back", () => {
    const empty = take(take(nothing, [a], 0), [], 1);
    expect([empty.shown, due(empty, 99_999).shown]).toEqual([null, null]);
    expect(take(empty, [a], 2)).toMatchObject({ shown: "card:a", fresh: true });
  });

  it("may be called alike", () => {
    expect(turns(take(nothing, [text("今天"), text("今天")], 0), 3)).toEqual(["text:今天", "text:今天+", "text:今天"]);
  });

  it("keep their place and their time where only figures have changed", () => {
    const round = take(take(nothing, [text("今天"), a], 0), [{ kind: "text", title: "今天", lines: ["新"] }, a], 5_000);
    expect([round.shown, round.until]).toEqual(["text:今天", 12_000]);
  });
});

describe("a new card", () => {
  it("is shown at once, and the round goes on from where it was", () => {
    const round = take(turn(take(nothing, [a, b, c], 0), 0), [a, b, c, card("d")], 3_000);
    expect(round).toMatchObject({ shown: "card:d", fresh: true, until: 15_000 });
    expect(turns(round, 4)).toEqual(["card:d", "card:c", "card:d", "card:a"]);
    expect(due(round, round.until).fresh).toBe(false);
  });

  it("waits for another new one, and for nothing else", () => {
    const round = take(take(take(nothing, [a, b], 0), [a, b, c], 1), [a, b, c, card("d")], 2);
    expect(round.shown).toBe("card:c");
    expect(due(round, round.until)).toMatchObject({ shown: "card:d", fresh: true });
  });

  it("is not new a second time", () => {
    const fresh = card("d", { fresh: true });
    const round = take(take(nothing, [a, fresh], 0), [a, fresh], 99);
    expect(round).toMatchObject({ shown: "card:d", waiting: [] });
    expect(take(due(round, round.until), [a, card("d")], 99_000).fresh).toBe(false);
  });

  it("is told by the server where nothing was known before", () => {
    expect(take(nothing, [a, card("d", { fresh: true }), b], 0)).toMatchObject({ shown: "card:d", fresh: true });
    expect(take(nothing, [a, b], 0)).toMatchObject({ shown: "card:a", fresh: false });
  });

  it("is none that was kept from before the page was loaded", () => {
    const kept = resume([a, card("d", { fresh: true })], 0);
    expect(kept).toMatchObject({ shown: "card:a", fresh: false });
    expect(take(kept, [a, card("d", { fresh: true })], 1)).toMatchObject({ shown: "card:a", waiting: [] });
    expect(take(kept, [a, c], 1)).toMatchObject({ shown: "card:c", fresh: true });
  });
});

describe("a revoked panel", () => {
  it("goes at once while it is shown, and the next one comes", () => {
    const round = turn(take(nothing, [a, b, c], 0), 0);
    expect(take(round, [a, c], 1_000)).toMatchObject({ shown: "card:c", until: 13_000 });
    expect(take(round, [a], 1_000).shown).toBe("card:a");
  });

  it("goes at once as a new card too, shown or waiting", () => {
    const round = take(take(nothing, [a, b], 0), [a, b, c, card("d")], 1);
    expect(take(round, [a, b, card("d")], 2)).toMatchObject({ shown: "card:d", waiting: [] });
    expect(turns(take(round, [a, b, c], 2), 2)).toEqual(["card:c", "card:b"]);
    expect(take(round, [a, b], 2).shown).toBe("card:b");
  });

  it("does not move the others where it was not shown", () => {
    const round = take(turn(take(nothing, [a, b, c], 0), 0), [b, c], 1);
    expect(turns(round, 3)).toEqual(["card:b", "card:c", "card:b"]);
  });

  it("does not make the round begin again while a new card is shown", () => {
    const round = take(turn(take(nothing, [a, b, c], 0), 0), [a, b, c, card("d")], 1);
    expect(turns(take(round, [a, c, card("d")], 2), 2)).toEqual(["card:d", "card:c"]);
  });
});
