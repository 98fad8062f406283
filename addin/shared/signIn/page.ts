import { tellPane } from "../office/host";
import { config } from "./config";
import { application } from "./entra";

/**
 * The page that Entra ID comes back to. In a popup MSAL hands the answer on by itself; in a dialog of Office it signs in and tells the pane the token.
 * @param popup hands the answer of a popup on.
 */
export async function signInPage(popup: () => Promise<unknown>): Promise<void> {
  if (!new URLSearchParams(location.search).has("dialog") && sessionStorage.getItem("dialog") === null) {
    await popup();
    return;
  }

  sessionStorage.setItem("dialog", "1");
  const known = await config();
  const app = await application(known, false);
  const result = await app.handleRedirectPromise();
  if (result === null) {
    await app.loginRedirect({ scopes: [known.scope] });
  } else {
    sessionStorage.removeItem("dialog");
    await tellPane(known.officeScript, JSON.stringify({ token: result.accessToken, expires: result.expiresOn?.getTime() ?? 0 }));
  }
}
