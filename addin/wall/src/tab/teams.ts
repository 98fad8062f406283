import { app, authentication, pages } from "@microsoft/teams-js";
import type { Tokens } from "../../../shared/signIn/tokens";

/** Tokens of who is signed in to Teams (learn.microsoft.com, "Enable SSO for tab app"). Teams itself keeps them and renews those that are over. */
export async function teamsTokens(): Promise<Tokens> {
  await app.initialize();
  app.notifyAppLoaded();
  let told = false;
  // Consent is asked for once; who has closed the question is not asked again with every try.
  let silent = false;
  return async () => {
    try {
      const token = await authentication.getAuthToken({ silent });
      silent = false;
      if (!told) {
        told = true;
        app.notifySuccess().catch(console.error);
      }

      return token;
    } catch (error) {
      // Teams then shows a page of its own in place of this one, which is for a tab that has never worked.
      if (!told && !silent) {
        app.notifyFailure({ reason: app.FailedReason.AuthFailed, message: String(error) });
      }

      silent = true;
      throw error;
    }
  };
}

/** The page on which somebody adds the tab to a channel: there is nothing to choose, for everybody sees the wall of his own branch. */
export async function configure(): Promise<void> {
  await app.initialize();
  pages.config.registerOnSaveHandler((save) => {
    const url = new URL("/wall/?tab", location.href).href;
    void pages.config.setConfig({ entityId: "wall", contentUrl: url, websiteUrl: url, suggestedDisplayName: "精神墙" }).then(
      () => save.notifySuccess(),
      (error: unknown) => save.notifyFailure(String(error)),
    );
  });
  pages.config.setValidityState(true);
  app.notifySuccess().catch(console.error);
}
