/** An organisation leaves the round (J-II.1): dissolved, merged, renamed or put off. Its successor goes on with what was found, what is
 *  owed and the days of both. Without one the round can close, what was found stays in the count, and the term still owes the
 *  inspection. */
import { latestOf } from '../../calendar.ts';
import { openDuties } from '../../dossier/duties.ts';
import type { Anchor, Duty, DutyClosed, DutyOpened } from '../../dossier/duty.ts';
import { get } from '../../keyed.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type Day, disclosureScopes, feedbackParties, type Leaving } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type LeavingEvents } from '../events.ts';
import type { Facts } from '../facts.ts';
import { requireInRound } from '../leaving.ts';
import { requireDayOfDocument } from '../../dossier/on-paper.ts';
import { eachOrganisation, isAtTask, organisationOf, withOrganisation } from '../parts.ts';
import { carriedOn, isKeyedBy, othersThan, overtakenActs, passedOn, withActsOvertaken } from '../passing-on.ts';
import { membersOf, type Organisation, type Round, teamOf } from '../state.ts';
import { appraisalsOwed } from './appraisal.ts';

interface Leaver {
  readonly organisation: Code;
  readonly how: Leaving;
  readonly successor?: Code | undefined;
}

export const leavingRules = {
  'leave-scope': command('leave-scope', ['organisation'], {
    clause: 'J-II.1',
    signs: true,
    who: ['OFF'],
    recordsPaper: true,
    confirmedBy: () => ['LGL'],
    targets: eachOrganisation,
    // An organisation that has left is refused whatever is done to it.
    gate: () => undefined,
    notBefore: lastStep,
    facts: (_round, { successor }) => ({ managers: successor === undefined ? [] : [successor] }),
    decide(round, payload, { on, arrivedOn, facts, sequence }) {
      const { organisation, how, successor, document } = payload;
      const refused =
        requireDayOfDocument('J-II.1', document, { arrivedOn, answered: null }) ??
        requireFitWay(round, payload) ??
        requireFitSuccessor(round, payload, facts);
      if (refused) return refused;
      const own = { action: 'leave-scope', payload };
      const { carried, superseded } = openOf(round, payload, own);
      const moved = successor === undefined ? [] : carriedOn(round, carried, { from: organisation, to: successor });
      const closes = [...carried, ...superseded].map(({ key }): DutyClosed => ({ key, on, outcome: 'SUPERSEDED' }));
      const left = {
        organisation,
        how,
        ...(successor === undefined ? {} : { successor }),
        document,
        carried: moved.map(({ duty, opened }) => ({ duty, as: opened.key })),
      };
      const opens = [
        ...moved.map(({ opened }) => opened),
        ...teamBack(round, payload, { event: 'ScopeLeft', sequence, on }),
      ];
      return [happened('ScopeLeft', 'J-II.1', on, left, { closes, opens })];
    },
  }),
};

export const leavingTransitions: Transitions<LeavingEvents> = {
  ScopeLeft(round, { on, data: { organisation: from, how, successor: to, carried } }) {
    const overtaken = withActsOvertaken(round, overtakenActs(round, { from, to }));
    const passed = to === undefined ? overtaken : passedOn(overtaken, { from, to }, carried);
    return withOrganisation(passed, from, { left: { how, on, successor: to ?? null } });
  },
};

/** Nobody leaves before the last step that was taken, nor before the day from which an open duty runs. */
function lastStep(round: Round, { organisation }: Pick<Leaver, 'organisation'>): Day | null {
  const inspected = organisationOf(round, organisation);
  const anchors = [...openDuties(round)].filter((duty) => duty.organisation === organisation);
  return latestOf([
    round.plannedOn,
    ...daysOfSteps.map((field) => inspected[field]),
    ...anchors.map(({ anchor }) => anchor.on),
  ]);
}

function requireFitWay(round: Round, { organisation, how, successor }: Leaver): Refusal | undefined {
  const isNamed = successor !== undefined;
  if (how === 'POSTPONED') {
    if (organisationOf(round, organisation).decidedOn !== null)
      return refuse('J-II.1', 'PostponedBeforeDecision', { organisation });
    return isNamed ? refuse('J-II.1', 'PostponedWithoutSuccessor', { organisation, successor }) : undefined;
  }
  return how !== 'DISSOLVED' && !isNamed ? refuse('J-II.1', 'SuccessorNamed', { organisation, how }) : undefined;
}

/** Another organisation: one of the round that has come as far, or one of the registry that the committee manages. */
function requireFitSuccessor(
  round: Round,
  { organisation, how, successor }: Leaver,
  { managers }: Pick<Facts, 'managers'>,
): Refusal | undefined {
  if (successor === undefined) return undefined;
  if (successor === organisation) return refuse('J-II.1', 'AnotherSuccessor', { organisation });
  const inRound = round.organisations[successor];
  if (inRound) {
    if (how === 'RENAMED') return refuse('J-II.1', 'NewName', { organisation, successor });
    return requireInRound(round, successor) ?? requireAsFar(organisationOf(round, organisation), inRound);
  }
  const manager = managers.find((known) => known.organisation === successor)?.committee;
  if (manager === undefined) return refuse('J-II.1', 'OrganisationInRegistry', { organisation: successor });
  return manager === round.committee ? undefined : refuse('J-II.1', 'SuccessorManaged', { successor, manager });
}

/** What was found of both is rectified by one plan and reported by one report: both have taken the same steps. Before its team has
 *  entered it nothing has been found of the one that leaves. */
function requireAsFar(leaving: Organisation, successor: Organisation): Refusal | undefined {
  if (leaving.enteredOn === null) return undefined;
  const [taken, others] = [stepsOf(leaving), stepsOf(successor)];
  const differing = [
    ...taken.filter((step) => !others.includes(step)),
    ...others.filter((step) => !taken.includes(step)),
  ];
  return differing.length > 0
    ? refuse('J-II.1', 'SameSteps', {
        organisation: leaving.code,
        successor: successor.code,
        differing: differing.join(' '),
      })
    : undefined;
}

function stepsOf(organisation: Organisation): string[] {
  const { heardOn, feedback, disclosedOn, exemptedOn, evaluation } = organisation;
  return [
    ...daysOfSteps.filter((field) => organisation[field] !== null),
    ...Object.keys(heardOn).map((body) => `heardOn.${body}`),
    ...feedbackParties.flatMap((party) => {
      const given = feedback[party];
      if (!given) return [];
      return [`feedback.${party}`, ...(given.signedOn === null ? [] : [`receipt.${party}`])];
    }),
    ...disclosureScopes.filter((scope) => (disclosedOn[scope] ?? exemptedOn[scope]) !== undefined),
    ...(evaluation ? [evaluation.passed ? 'evaluationPassed' : 'evaluationFailed'] : []),
  ];
}
const daysOfSteps = [
  'enteredOn',
  'withdrawnOn',
  'reportSubmittedOn',
  'reportReviewedOn',
  'decidedOn',
  'planSubmittedOn',
  'planAcceptedOn',
  'report1On',
  'report2On',
] as const satisfies readonly (keyof Organisation)[];

/** What is open of it: what its successor owes under its own name, and what loses its ground. The rest goes on under its key. */
function openOf(
  round: Round,
  { organisation: from, successor: to }: Leaver,
  own: Parameters<typeof othersThan>[1],
): { readonly carried: readonly Duty[]; readonly superseded: readonly Duty[] } {
  const open = [...openDuties(round)]
    .filter(({ organisation }) => organisation === from)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const overtaken = new Set(othersThan(overtakenActs(round, { from, to }), own).map(({ code }) => code));
  const isOvertaken = ({ kind, about = '' }: Duty) => kind === 'confirmation' && overtaken.has(about);
  const isOwed = ({ kind }: Duty) => kind !== 'confirmation';
  if (to === undefined)
    return {
      carried: [],
      superseded: open.filter((duty) => isOvertaken(duty) || (isOwed(duty) && !isOthers(round, duty))),
    };
  const keyed = open.filter((duty) => isOwed(duty) && isKeyedBy(round, from, duty.key));
  const isAhead = round.organisations[to] !== undefined && organisationOf(round, from).enteredOn === null;
  // A request for a longer clock lapses with the duty that it is about, and is made again under the new name.
  const carried = isAhead ? [] : keyed.filter(({ kind }) => kind !== 'extension-decision');
  return {
    carried,
    superseded: open.filter((duty) => isOvertaken(duty) || (keyed.includes(duty) && !carried.includes(duty))),
  };
}

/** A team that has no other organisation to be at is back, and its people are appraised (J-III.4c). */
function teamBack(round: Round, { organisation, successor = '' }: Leaver, anchor: Anchor): DutyOpened[] {
  const inspected = organisationOf(round, organisation);
  const team = teamOf(round, inspected);
  const goesOn = successor !== '' && round.organisations[successor] === undefined;
  if (!team || goesOn || inspected.withdrawnOn !== null) return [];
  const others = team.organisations.filter((code) => code !== organisation);
  const hasBeenOut = [organisation, ...others].some((code) => round.organisations[code]?.enteredOn !== null);
  const isBack = hasBeenOut && !isAtTask(round, { organisations: others });
  return isBack ? appraisalsOwed(round, team, membersOf(team), anchor) : [];
}

/** Owed of a transfer or a referral: others deal with it, whatever becomes of the organisation. */
const isOthers = (round: Round, { transfer, about, supervises = '' }: Duty): boolean =>
  transfer !== null ||
  (about !== undefined && get(round.referrals, about) !== undefined) ||
  (get(round.duties, supervises)?.transfer ?? null) !== null;
