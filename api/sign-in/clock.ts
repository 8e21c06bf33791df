/** The clock of tokens and sign-ins: whole seconds. */
export const secondsNow = (): number => Math.floor(Date.now() / 1_000);
