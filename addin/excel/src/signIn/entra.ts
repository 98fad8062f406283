import { createNestablePublicClientApplication, InteractionRequiredAuthError, type IPublicClientApplication, PublicClientApplication } from "@azure/msal-browser";
import type { Tokens } from "../api/client";
import type { PaneConfig } from "./config";

/**
 * Tokens of Entra ID: by nested app authentication where Office has it, so that nobody signs in twice; elsewhere by a window of the browser
 * (learn.microsoft.com, "Enable SSO in an Office Add-in with nested app authentication"). MSAL keeps them, in memory only.
 */
export async function entraTokens(config: PaneConfig, nested: boolean): Promise<Tokens> {
  const options = { auth: { clientId: config.clientId, authority: config.authority }, cache: { cacheLocation: "memoryStorage" } } as const;
  const app: IPublicClientApplication = nested ? await createNestablePublicClientApplication(options) : new PublicClientApplication(options);
  await app.initialize();
  const scopes = [config.scope];
  return async (renew) => {
    const account = app.getActiveAccount() ?? app.getAllAccounts()[0];
    try {
      return (await app.acquireTokenSilent({ scopes, forceRefresh: renew, ...(account === undefined ? {} : { account }) })).accessToken;
    } catch (e) {
      // Whoever has not agreed yet, or has no session, is asked in a window; any other fault is told.
      if (!(e instanceof InteractionRequiredAuthError) && account !== undefined) {
        throw e;
      }

      const result = await app.acquireTokenPopup({ scopes });
      app.setActiveAccount(result.account);
      return result.accessToken;
    }
  };
}
