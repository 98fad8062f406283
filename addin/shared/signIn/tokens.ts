/** Gets a token for the bot's API; `renew` where the one before was refused. */
export type Tokens = (renew: boolean) => Promise<string>;
