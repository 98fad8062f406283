import { config } from "../../../shared/signIn/config";
import { localTokens } from "../../../shared/signIn/local";
import type { Tokens } from "../../../shared/signIn/tokens";
import type { Store } from "../store";
import { says } from "../texts";
import type { Wall } from "../wall";
import { TabConversation } from "./conversation";

/** The wall as a tab of Teams: of the reader's own branch, or with `branch` of one that he leads. With `config` the page on which a channel gets it. */
export async function start(tab: string, query: URLSearchParams, store: Store, wall: Wall): Promise<void> {
  if (tab !== "config") {
    new TabConversation(store, wall, signIn(query.get("person")), query.get("branch")).start();
    return;
  }

  try {
    await (await import("./teams")).configure();
    wall.refused(`${says("zh-CN", "config")} ${says("en-US", "config")}`);
  } catch (error) {
    console.error(error);
    wall.refused(`${says("zh-CN", "signIn")} ${says("en-US", "signIn")}`);
  }
}

/** How the reader signs in is found out with the first question, so that a tab that is opened without network asks again like one that loses it later. */
export function signIn(person: string | null): Tokens {
  let found: Tokens | null = null;
  return async (renew) => {
    found ??= await tokens(person);
    return await found(renew);
  };
}

// On one machine there is no Teams to sign in to: the local authority knows the people of the demo branches.
async function tokens(person: string | null): Promise<Tokens> {
  const { mode, localTokens: at } = await config();
  return mode === "local" && at !== null ? localTokens(at, person ?? "") : await (await import("./teams")).teamsTokens();
}
