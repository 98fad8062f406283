import type { Tokens } from "./tokens";

/** Somebody of the demo branches, as the local Teams page knows him. */
export interface Person {
  id: string;
  name: string;
  branch: string;
  position: string;
}

/** Who can be played on this machine. */
export async function people(at: string): Promise<Person[]> {
  return (await (await fetch(`${at}/people`)).json()) as Person[];
}

/** Tokens of somebody of the demo branches; kept in memory only. */
export function localTokens(at: string, person: string): Tokens {
  let token: string | null = null;
  return async (renew) => {
    if (token === null || renew) {
      const answer = await fetch(`${at}/token`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ person }) });
      token = ((await answer.json()) as { token: string }).token;
    }

    return token;
  };
}
