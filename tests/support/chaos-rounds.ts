/** Rounds in a given step, with days that are this year's whenever the test runs. */
import type { ExampleRound, RoundDays } from '../../scripts/example-round.ts';

/** A day in Beijing, so many days from today. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The papers of a round whose feedback is signed so many days ago; the reports are due two months after that. */
export const daysOf = (signedDaysAgo: number): RoundDays => ({
  planned: dayFromNow(-signedDaysAgo - 90),
  prepared: dayFromNow(-signedDaysAgo - 80),
  entered: dayFromNow(-signedDaysAgo - 70),
  withdrawn: dayFromNow(-signedDaysAgo - 30),
  reported: dayFromNow(-signedDaysAgo - 20),
  decided: dayFromNow(-signedDaysAgo - 10),
  fedBack: dayFromNow(-signedDaysAgo),
});

/** From the plan to the feedback given, not yet signed. */
export async function fedBack(round: ExampleRound, findings = 1): Promise<void> {
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(findings, []);
  await round.giveFeedback();
}

/** From the plan to the signed feedback: both reports are owed. */
export async function signed(round: ExampleRound, findings = 1): Promise<void> {
  await fedBack(round, findings);
  await round.signFeedback();
}
