import { createNestablePublicClientApplication, InteractionRequiredAuthError, type IPublicClientApplication, PublicClientApplication } from "@azure/msal-browser";
import type { Tokens } from "./tokens";
import type { PaneConfig } from "./config";

/** What the host of the pane can do for signing in. */
export interface Host {
  /** Whether it brokers tokens itself: nested app authentication. */
  nested: boolean;
  /** Opens a page in a window of its own and answers with what it tells; null: a popup of the browser does it. */
  dialog: ((page: string) => Promise<string>) | null;
}

/** MSAL for this registration; tokens are kept in memory only. */
export async function application(config: PaneConfig, nested: boolean): Promise<IPublicClientApplication> {
  const options = { auth: { clientId: config.clientId, authority: config.authority, redirectUri: new URL("signin.html", document.baseURI).href }, cache: { cacheLocation: "memoryStorage" } } as const;
  const app: IPublicClientApplication = nested ? await createNestablePublicClientApplication(options) : new PublicClientApplication(options);
  await app.initialize();
  return app;
}

/**
 * Tokens of Entra ID: by nested app authentication where Office has it, so that nobody signs in twice; in an Office that has it not by a dialog, for it lets no
 * popup through; in a browser by a popup (learn.microsoft.com, "Enable SSO in an Office Add-in with nested app authentication").
 */
export async function entraTokens(config: PaneConfig, host: Host): Promise<Tokens> {
  const app = await application(config, host.nested);
  const scopes = [config.scope];
  let passed: { token: string; expires: number } | null = null;
  return async (renew) => {
    if (!host.nested && host.dialog !== null) {
      if (passed === null || renew || passed.expires - Date.now() < 60_000) {
        passed = JSON.parse(await host.dialog(new URL("signin.html?dialog=1", document.baseURI).href)) as { token: string; expires: number };
      }

      return passed.token;
    }

    const account = app.getActiveAccount() ?? app.getAllAccounts()[0];
    try {
      return (await app.acquireTokenSilent({ scopes, forceRefresh: renew, ...(account === undefined ? {} : { account }) })).accessToken;
    } catch (e) {
      // Whoever has not agreed yet, or has no session, is asked; any other fault is told.
      if (!(e instanceof InteractionRequiredAuthError) && account !== undefined) {
        throw e;
      }

      const result = await app.acquireTokenPopup({ scopes });
      app.setActiveAccount(result.account);
      return result.accessToken;
    }
  };
}
