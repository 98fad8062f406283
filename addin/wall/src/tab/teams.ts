import { app, authentication, pages } from "@microsoft/teams-js";
import type { Tokens } from "../../../shared/signIn/tokens";

/** Tokens of who is signed in to Teams (learn.microsoft.com, "Enable SSO for tab app"). Teams itself keeps and renews them. */
export async function teamsTokens(): Promise<Tokens> {
  await app.initialize();
  app.notifyAppLoaded();
  return async () => {
    try {
      const token = await authentication.getAuthToken();
      app.notifySuccess();
      return token;
    } catch (error) {
      app.notifyFailure({ reason: app.FailedReason.AuthFailed, message: String(error) });
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
  app.notifySuccess();
}
