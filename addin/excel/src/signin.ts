import { tellPane } from "./office/host";
import { config } from "../../shared/signIn/config";
import { application } from "./signIn/entra";

// The page that Entra ID comes back to. In a popup MSAL hands the answer on by itself; in a dialog of Office it signs in and tells the pane the token.
if (new URLSearchParams(location.search).has("dialog") || sessionStorage.getItem("dialog") !== null) {
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
} else {
  const { broadcastResponseToMainFrame } = await import("@azure/msal-browser/redirect-bridge");
  await broadcastResponseToMainFrame();
}
