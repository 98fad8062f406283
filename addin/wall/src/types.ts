/** What the bot answers a screen with. */
export interface WallContent {
  branch: string;
  spirit: string[];
  language: Language;
  audience: "lobby" | "staff";
  /** The branch's day, in words: the screen's own calendar may be wrong. */
  day: string;
  /** The branch's time, HH:mm. */
  asOf: string;
  /** Seconds from one question to the next. */
  poll: number;
  panels: Panel[];
}

export type Language = "zh-CN" | "en-US";
export type Panel = CardPanel | TablePanel | ChartPanel | TextPanel;
export type Tone = "plain" | "good" | "attention";

export interface CardPanel {
  kind: "card";
  id: string;
  number: string;
  occasion: string;
  to: string;
  toIs: string;
  from: string;
  what: string;
  signedBy: string;
  day: string;
  /** A signed address, another one every hour; `photoId` stays. */
  photo: string | null;
  photoId: string | null;
  fresh: boolean;
}

export interface TablePanel {
  kind: "table";
  title: string;
  rows: { label: string; value: string; detail: string | null; tone: Tone }[];
}

export interface ChartPanel {
  kind: "chart";
  title: string;
  unit: string;
  bars: { label: string; value: number; shown: string; tone: Tone }[];
}

export interface TextPanel {
  kind: "text";
  title: string;
  lines: string[];
}

/** A screen without a branch: the code on it, the token that is good once the code was entered. */
export interface Pairing {
  code: string;
  token: string;
  seconds: number;
}
