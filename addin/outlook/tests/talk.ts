import type { RecordSheet, TalkSheet } from "../src/client";

export const record: RecordSheet = { minutes: "", agreements: [], state: "Draft", stateName: "草稿", version: 0, revision: 0, changed: false };

/** A talk as the manager has it, with something of it otherwise. */
export function talk(with_: Partial<TalkSheet> = {}): TalkSheet {
  return {
    branch: "demo", quarter: "2027-01-01", person: "10000000-0000-0000-0000-000000000005", name: "孙丽", position: "客户经理", title: "2026年第四季度", holds: true, notes: true, when: "1月5日(周二)10:00–11:00",
    start: "2027-01-05T02:00:00+00:00", minutes: 60, mostMinutes: 120, state: "Invited", stateName: "已邀请",
    dossier: [{ title: "业绩", lines: [{ left: "<b>基金</b>", detail: "目标 40 笔", right: "12 笔", tone: "Attention" }] }], noDossier: null, agenda: ["回顾上一季度", "差距和原因"], outline: ["回顾上一季度", "鼓励与改进"], record, today: "2027-01-05", ...with_,
  };
}

/** The bot's answers, by method and path; what it was asked is kept. */
export class Bot {
  readonly asked: { method: string; path: string; body: unknown }[] = [];
  constructor(private readonly answers: (method: string, path: string, body: unknown) => { status?: number; json: unknown }) {}

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : null;
    this.asked.push({ method: init.method ?? "GET", path, body });
    const answer = this.answers(init.method ?? "GET", path, body);
    return await Promise.resolve(new Response(JSON.stringify(answer.json), { status: answer.status ?? 200, headers: { "Content-Type": "application/json" } }));
  };
}
