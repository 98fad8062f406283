import { Api, body } from "../../../shared/pane/api";
import type { Period, SentTargets, TargetDiff, TargetTable, Workbook, WorksheetHead, WorksheetPage } from "./types";

/** Which days of which branch, in which language. */
export interface Question {
  branch: string;
  from: string;
  to: string;
  language: string;
}

/** What the pane asks of the bot's API. */
export class Client extends Api {
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
}

function sales(branch: string): string {
  return `/branches/${encodeURIComponent(branch)}/sales`;
}

function days(question: Question): string {
  return `from=${question.from}&to=${question.to}&language=${question.language}`;
}
