import type { components } from "../api/branchbot";
import type { Tokens } from "../signIn/tokens";

export type Me = components["schemas"]["Me"];

/** An answer that is a problem (RFC 9457): what it says is meant for people. */
export class Problem extends Error {
  constructor(readonly status: number, title: string, readonly detail: string | undefined, readonly document: unknown) {
    super(detail ?? title);
  }
}

/** The bot's API. A token that has run out is renewed once, silently. */
export class Api {
  constructor(private readonly tokens: Tokens, private readonly root = "/api/v1") {}

  me(): Promise<Me> {
    return this.json<Me>("/me");
  }

  protected async json<T>(path: string, init?: RequestInit): Promise<T> {
    return (await (await this.fetch(path, init)).json()) as T;
  }

  protected async fetch(path: string, init: RequestInit = {}): Promise<Response> {
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

/** A body of JSON. */
export function body(method: string, of: unknown): { method: string; headers: Record<string, string>; body: string } {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(of) };
}
