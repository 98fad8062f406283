import type { Panel } from "./types";

/** Which panel stands on the wall, and what comes after it. */
export interface Round {
  /** In their order, by what tells one from another. */
  panels: ReadonlyMap<string, Panel>;
  shown: string | null;
  /** How far the round has got: a new card that is shown in between does not move it. */
  at: string | null;
  /** The shown card is new. */
  fresh: boolean;
  /** New cards that have not been shown yet. */
  waiting: string[];
  until: number;
  /** There was a content before: what is not in it is new. */
  begun: boolean;
}

export const nothing: Round = { panels: new Map(), shown: null, at: null, fresh: false, waiting: [], until: 0, begun: false };

/** Begins with what was kept: nobody waits for that any more, so nothing of it is new. */
export function resume(panels: Panel[], now: number): Round {
  return turn({ ...nothing, panels: keyed(panels), begun: true }, now);
}

/** Another content has come. */
export function take(round: Round, panels: Panel[], now: number): Round {
  const next = keyed(panels);
  const has = (key: string): boolean => next.has(key);
  const arrived = [...next].filter(([key, panel]) => isNew(panel, round.panels.get(key), round.begun)).map(([key]) => key);
  const waiting = [...round.waiting.filter(has), ...arrived.filter((key) => !round.waiting.includes(key))];
  const at = round.at === null || has(round.at) ? round.at : after([...round.panels.keys()].reverse(), round.at, has);
  const taken = { ...round, panels: next, waiting, at, begun: true };
  const stays = round.shown !== null && has(round.shown);
  // A new card waits for nothing but another new one.
  return stays && (round.fresh || waiting.length === 0) ? taken : turn(taken, now);
}

/** Turns on where it is time to. */
export function due(round: Round, now: number): Round {
  return now >= round.until && round.panels.size > 0 ? turn(round, now) : round;
}

/** Turns to the next panel, or back. */
export function turn(round: Round, now: number, by: 1 | -1 = 1): Round {
  const [first, ...others] = round.waiting;
  if (by === 1 && first !== undefined) {
    return show({ ...round, waiting: others }, first, true, now);
  }

  const order = by === 1 ? [...round.panels.keys()] : [...round.panels.keys()].reverse();
  const next = after(order, round.at, (key) => key !== round.shown) ?? round.shown;
  const there = next !== null && round.panels.has(next) ? next : null;
  return show(round, there, false, now);
}

/** How long a panel stays, in seconds: a card by its length, 12 to 30. */
export function seconds(panel: Panel): number {
  return panel.kind === "card" ? Math.min(30, 12 + Math.max(0, panel.what.length - 60) / 10) : 12;
}

function show(round: Round, key: string | null, fresh: boolean, now: number): Round {
  const panel = key === null ? undefined : round.panels.get(key);
  return { ...round, shown: key, at: fresh ? round.at : key, fresh, until: panel ? now + seconds(panel) * 1000 : 0 };
}

function isNew(panel: Panel, before: Panel | undefined, begun: boolean): boolean {
  if (panel.kind !== "card") {
    return false;
  }

  return panel.fresh ? !(before?.kind === "card" && before.fresh) : begun && before === undefined;
}

/** The first one after `key` that will do; `key` itself comes last. */
function after(order: string[], key: string | null, will: (key: string) => boolean): string | null {
  const i = key === null ? -1 : order.indexOf(key);
  return [...order.slice(i + 1), ...order.slice(0, i + 1)].find(will) ?? null;
}

function keyed(panels: Panel[]): Map<string, Panel> {
  const map = new Map<string, Panel>();
  for (const panel of panels) {
    let key = panel.kind === "card" ? `card:${panel.id}` : `${panel.kind}:${panel.title}`;
    // Two tables may be called alike.
    while (map.has(key)) {
      key += "+";
    }

    map.set(key, panel);
  }

  return map;
}
