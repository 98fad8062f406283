/** What the bot says of how to sign in. */
export interface PaneConfig {
  mode: "entra" | "local";
  clientId: string;
  authority: string;
  scope: string;
  officeScript: string;
  localTokens: string | null;
}

export async function config(): Promise<PaneConfig> {
  const answer = await fetch("/addin/config.json");
  if (!answer.ok) {
    throw new Error(`/addin/config.json: HTTP ${answer.status}`);
  }

  return (await answer.json()) as PaneConfig;
}
