/** Landing (J-V.4h, 条条要整改): no finding ever leaves the count. It is struck off, or it goes on under other codes (merged into
 *  one that still counts, split into several that all must land), or the leading group's leader waives it with a reason.
 *  What it still owed goes with it. */
import { latestOf } from '../../calendar.ts';
import { openDuty, owe, supersedes } from '../../dossier/duties.ts';
import type { Anchor } from '../../dossier/duty.ts';
import type { DutyChanges } from '../../dossier/events.ts';
import { get, put } from '../../keyed.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { type ClosingEvents, happened, type LandingEvents } from '../events.ts';
import { eachFinding, findingOf, findingsOf, organisationOf, withFinding } from '../parts.ts';
import type { Finding, FindingState, Round } from '../state.ts';
import { bothSigned, signedOn } from './feedback.ts';

interface Target {
  readonly finding: Code;
}

export const landingRules = {
  'merge-finding': command('merge-finding', ['finding'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    targets: eachFinding,
    gate: requireRearrangeable,
    notBefore: (round, { finding }) => lastStepOf(round, findingOf(round, finding)),
    decide(round, { finding, into }, { on, sequence }) {
      const { organisation } = findingOf(round, finding);
      const heir = get(round.findings, into);
      if (!heir) return refuse('J-V.4a', 'FindingInRound', { finding: into });
      if (into === finding) return refuse('J-V.4h', 'AnotherFinding', { finding });
      if (heir.organisation !== organisation) return refuse('J-V.4h', 'FindingOfOrganisation', { finding: into });
      // Only into a finding that still counts, so that merging forms no circle, and that was not struck off before.
      const refused = requireStillOpen(heir);
      if (refused) return refused;
      const answered = lastStepOf(round, heir);
      if (answered !== null && on < answered) return refuse('J-V.4h', 'onNotBeforeWhatItAnswers', { on, answered });
      const changes = handedOn(round, finding, [into], { event: 'FindingMerged', sequence, on });
      return [happened('FindingMerged', 'J-V.4h', on, { finding, into }, changes)];
    },
  }),

  'split-finding': command('split-finding', ['finding'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    targets: eachFinding,
    gate: requireRearrangeable,
    notBefore: (round, { finding }) => lastStepOf(round, findingOf(round, finding)),
    decide(round, { finding, into }, { on, sequence }) {
      const taken = into.find((code, i) => get(round.findings, code) || into.indexOf(code) !== i);
      if (taken !== undefined) return refuse('J-V.4h', 'FreshCode', { finding: taken });
      const changes = handedOn(round, finding, into, { event: 'FindingSplit', sequence, on });
      return [happened('FindingSplit', 'J-V.4h', on, { finding, into }, changes)];
    },
  }),

  'waive-finding': command('waive-finding', ['finding'], {
    clause: 'J-V.4h',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    // Where the secretary leads the leading group, and it has no executive deputy, a deputy leader is the second person.
    confirmedBy(_round, _payload, { facts, by }) {
      const others = facts.holders.filter(({ person }) => person !== by);
      if (others.some(({ post }) => post === 'LG_EXECUTIVE_DEPUTY')) return ['XDL'];
      return others.length > 0 ? ['SEC'] : ['LGD'];
    },
    targets: eachFinding,
    gate: requireRearrangeable,
    notBefore: (round, { finding }) => lastStepOf(round, findingOf(round, finding)),
    facts: ({ committee: place }) => ({
      holders: [
        { post: 'LG_EXECUTIVE_DEPUTY', place },
        { post: 'SECRETARY', place },
      ],
    }),
    decide(round, { finding, reason }, { on }) {
      const owed = openDuty(round, 'second-rectification', finding);
      const closes = owed ? [{ key: owed.key, on, outcome: 'WAIVED' as const }] : [];
      return [happened('FindingWaived', 'J-V.4h', on, { finding, reason }, { closes })];
    },
  }),
};

export const landingTransitions: Transitions<LandingEvents> = {
  FindingMerged(round, { on, data: { finding, into } }) {
    const merged = withFinding(round, finding, { state: 'MERGED', mergedInto: into, settledOn: on });
    return withFinding(merged, into, { rearrangedOn: on });
  },
  FindingSplit(round, { on, data: { finding, into } }) {
    const whole = findingOf(round, finding);
    const findings = into.reduce(
      (table, code) => put(table, code, { ...whole, code, splitFrom: finding, rearrangedOn: on }),
      round.findings,
    );
    return withFinding({ ...round, findings }, finding, { state: 'SPLIT', splitInto: into, settledOn: on });
  },
  FindingWaived: (round, { on, data }) => withFinding(round, data.finding, { state: 'WAIVED', settledOn: on }),
};

/** The ways in which a finding leaves the count other than by acceptance. */
const settledStates: readonly FindingState[] = ['MERGED', 'SPLIT', 'WAIVED'];
const isSettled = ({ state }: Pick<Finding, 'state'>): boolean => settledStates.includes(state);

/** Accepted, or landed under other codes, or waived. What was merged or split lands for good with those codes: they count
 *  by themselves. */
export const hasLanded = (finding: Pick<Finding, 'state'>): boolean =>
  finding.state === 'ACCEPTED' || isSettled(finding);

/** The findings of an organisation that count by themselves: neither merged, nor split, nor waived. */
export const countedFindings = (round: Round, organisation: Code): Finding[] =>
  [...findingsOf(round, organisation)].filter((finding) => !isSettled(finding));

/** Whether anything can still be done about a finding. */
export function requireStillOpen({ code, state }: Finding): Refusal | undefined {
  if (state === 'ACCEPTED') return refuse('J-V.4h', 'FindingNotYetAccepted', { finding: code });
  return requireCounted({ code, state });
}

export function requireCounted({ code, state }: Pick<Finding, 'code' | 'state'>): Refusal | undefined {
  return isSettled({ state }) ? refuse('J-V.4h', 'FindingStillCounts', { finding: code, state }) : undefined;
}

/** How all findings of a round have landed; the sum is their number. `left`: open when their organisation left without a successor. */
export function landingsOf(
  findings: Iterable<Finding>,
  isLeft: (finding: Finding) => boolean,
): NonNullable<ClosingEvents['RoundClosed']['landed']> {
  const landings = { accepted: 0, merged: 0, split: 0, waived: 0 };
  let left = 0;
  for (const finding of findings) {
    const { state } = finding;
    if (!hasLanded(finding) && isLeft(finding)) left += 1;
    if (state === 'ACCEPTED') landings.accepted += 1;
    if (state === 'MERGED') landings.merged += 1;
    if (state === 'SPLIT') landings.split += 1;
    if (state === 'WAIVED') landings.waived += 1;
  }
  return left === 0 ? landings : { ...landings, left };
}

/** Before the organisation has signed for it, a finding is the committee's decision and nobody's to rearrange. */
function requireRearrangeable(round: Round, { finding }: Target): Refusal | undefined {
  const { organisation } = findingOf(round, finding);
  if (!bothSigned(organisationOf(round, organisation))) return refuse('J-V.4d', 'FeedbackSigned', { organisation });
  return requireStillOpen(findingOf(round, finding));
}

/** The day of the last step that a finding took. */
function lastStepOf(round: Round, { organisation, reportedOn, returnedOn, rearrangedOn }: Finding): Day | null {
  return latestOf([signedOn(organisationOf(round, organisation)), reportedOn, returnedOn, rearrangedOn]);
}

/** A second rectification goes to the heirs with its day: nothing is rearranged to stop a clock. An heir that owes one
 *  already owes it by the earlier of the two days. */
function handedOn(round: Round, finding: Code, heirs: readonly Code[], anchor: Anchor): DutyChanges {
  const owed = openDuty(round, 'second-rectification', finding);
  if (!owed) return {};
  const { dueOn } = owed;
  const taking = heirs.filter((heir) => {
    const own = openDuty(round, 'second-rectification', heir);
    return !own || (dueOn !== null && (own.dueOn === null || dueOn < own.dueOn));
  });
  return {
    closes: [finding, ...taking].flatMap((code) => supersedes(round, 'second-rectification', code, anchor.on)),
    opens: taking.map((heir) =>
      owe(round, {
        kind: 'second-rectification',
        clause: 'J-V.4h',
        owedBy: 'ORG',
        owedTo: 'OFF',
        organisation: findingOf(round, finding).organisation,
        finding: heir,
        anchor,
        ...(dueOn === null ? {} : { dueOn }),
      }),
    ),
  };
}
