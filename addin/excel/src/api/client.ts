import type { Me, Period, SentTargets, TargetDiff, TargetTable, Workbook, WorksheetHead, WorksheetPage } from "./types";
import type { Tokens } from "../../../shared/signIn/tokens";

/** An answer that is a problem (RFC 9457): what it says is meant for people. */
export class Problem extends Error {
  constructor(readonly status: number, title: string, readonly detail: string | undefined, readonly document: unknown) {
    super(detail ?? title);
  }
}

/** Which days of which branch, in which language. */
export interface Question {
  branch: string;
  from: string;
  to: string;
  language: string;
}

/** The bot's API. A token that has run out is renewed once, silently. */
export class Client {
  constructor(private readonly tokens: Tokens, private readonly root = "/api/v1") {}

  me(): Promise<Me> {
    return this.json<Me>("/me");
  }

  book(question: Question): Promise<Workbook> {
    return this.json<Workbook>(`${sales(question.branch)}/book?${days(question)}`);
  }

  /** Whether the workbook is another one by now; costs no body where it is not. */
  async moved(question: Question, version: string): Promise<boolean> {
    const answer = await this.fetch(`${sales(question.branch)}/book?${days(question)}`, { headers: { "If-None-Match": `"${version}"` } });
    return answer.status !== 304;
  }

  /** The rows of a sheet, page after page: none is asked for before the one before it was used. */
  async *pages(question: Question, sheet: WorksheetHead, signal: AbortSignal): AsyncGenerator<WorksheetPage["rows"]> {
    let after: string | null = null;
    do {
      const next: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
      const page: WorksheetPage = await this.json<WorksheetPage>(`${sales(question.branch)}/book/sheets/${encodeURIComponent(sheet.key)}?${days(question)}${next}`, { signal });
      yield page.rows;
      after = page.next;
    } while (after !== null);
  }

  async file(question: Question, sheets: string[], signal: AbortSignal): Promise<{ name: string; content: Blob }> {
    const answer = await this.fetch(`${sales(question.branch)}/book.xlsx?${days(question)}&sheets=${sheets.map(encodeURIComponent).join(",")}`, { signal });
    const name = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
    return { name: name === undefined ? "sales.xlsx" : decodeURIComponent(name), content: await answer.blob() };
  }

  targets(branch: string, period: Period | null, of: string, language: string): Promise<TargetTable> {
    return this.json<TargetTable>(`${sales(branch)}/targets?of=${of}${period === null ? "" : `&period=${period}`}&language=${language}`);
  }

  checkTargets(branch: string, sent: SentTargets, language: string): Promise<TargetDiff> {
    return this.json<TargetDiff>(`${sales(branch)}/targets/check?language=${language}`, body("POST", sent));
  }

  putTargets(branch: string, sent: SentTargets, language: string): Promise<TargetDiff> {
    const init = body("PUT", sent);
    return this.json<TargetDiff>(`${sales(branch)}/targets?language=${language}`, { ...init, headers: { ...init.headers, "If-Match": `"${sent.version}"` } });
  }

  private async json<T>(path: string, init?: RequestInit): Promise<T> {
    return (await (await this.fetch(path, init)).json()) as T;
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    for (const renew of [false, true]) {
      const token = await this.tokens(renew);
      const answer = await fetch(this.root + path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
      if (answer.status === 401 && !renew) {
        continue;
      }

      if (answer.ok || answer.status === 304) {
        return answer;
      }

      const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; document?: unknown };
      throw new Problem(answer.status, problem.title ?? `HTTP ${answer.status}`, problem.detail ?? undefined, problem.document);
    }

    throw new Problem(401, "Unauthorized", undefined, undefined);
  }
}

function sales(branch: string): string {
  return `/branches/${encodeURIComponent(branch)}/sales`;
}

function days(question: Question): string {
  return `from=${question.from}&to=${question.to}&language=${question.language}`;
}

function body(method: string, of: unknown): { method: string; headers: Record<string, string>; body: string } {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(of) };
}
