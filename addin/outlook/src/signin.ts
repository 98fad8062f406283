import { signInPage } from "../../shared/signIn/page";

await signInPage(async () => await (await import("@azure/msal-browser/redirect-bridge")).broadcastResponseToMainFrame());
