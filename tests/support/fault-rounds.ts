/** Rounds in a given step, with days that are this year's whenever the test runs. */
import type { ExampleOffice } from '../../examples/office.ts';
import type { ApiClient } from '../../examples/api-client.ts';
import { enteredBy } from '../../examples/case-history.ts';
import { actTogether, type ExampleRound, exampleRound, type RoundDays } from '../../examples/round.ts';

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

/** The round of a paper's days, entered by its office; it goes live when its feedback is signed for. */
export function takenOver(api: ApiClient, office: ExampleOffice, code: string, days: RoundDays): ExampleRound {
  const paper = exampleRound(enteredBy(api, office.director), office, code, days);
  return {
    ...paper,
    act: exampleRound(api, office, code).act,
    plan: (more = {}) => paper.plan({ ...more, takeover: true }),
    async signFeedback() {
      await paper.signFeedback();
      await actTogether(api, code, [office.director, office.leadingGroupLeader], 'go-live', {});
    },
  };
}

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

/** From the plan to the accepted plan of rectification; returns the findings that may now be reported on. */
export async function planned(round: ExampleRound, office: ExampleOffice, findings: number): Promise<string[]> {
  await signed(round, findings);
  const organisation = office.organisations[0]?.code ?? '';
  const liaison = office.liaison(organisation);
  const codes = Array.from({ length: findings }, (_, i) => `F-${String(i + 1).padStart(4, '0')}`);
  const item = {
    goal: '目标',
    measures: [{ type: 'BUILD_SYSTEM', content: '措施' }],
    leader: liaison,
    unit: organisation,
    dueOn: '2099-01-01',
  };
  await round.act(liaison, 'submit-plan', { organisation, items: codes.map((finding) => ({ finding, ...item })) });
  await round.act(office.director, 'accept-plan', { organisation });
  return codes;
}
