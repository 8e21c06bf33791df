/** Extension (Q10, J-VI.2a). The opinion grants none: a new day is a decision of the leading group's leader, with a reason,
 *  shown beside the first day and never in its place. Whoever owes may ask; the leader may also grant unasked. */
import { addToDay, dayOf, daysBetween } from '../../calendar.ts';
import { isEntering } from '../../dossier/dossier.ts';
import { dutyOf, openDuties, owe, withDuty } from '../../dossier/duties.ts';
import { type Duty, firstDayOf, isOpen } from '../../dossier/duty.ts';
import type { Context } from '../../dossier/grammar.ts';
import { rescheduled } from '../../dossier/ladder.ts';
import { officePosts, postAt, write } from '../../dossier/letters.ts';
import { get } from '../../keyed.ts';
import { isWrittenTo, lettersTo, type PostAt } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type RoundEvent, type ExtensionEvents } from '../events.ts';
import type { FactsNeeded, Facts } from '../facts.ts';
import { withFinding } from '../parts.ts';
import type { Round } from '../state.ts';

interface Target {
  readonly duty: string;
}

export const extensionRules = {
  'request-extension': command('request-extension', ['duty'], {
    clause: 'J-VI.2a',
    who: (round, { duty }) => [dutyOf(round, duty).owedBy],
    // It asks for a longer clock of one's own.
    ownAct: true,
    targets: datedDuties,
    gate(round, { duty }) {
      const refused = requireExtensible(round, { duty });
      if (refused) return refused;
      return dutyOf(round, duty).requested ? refuse('J-VI.2a', 'ExtensionNotYetRequested', { duty }) : undefined;
    },
    notBefore: (round, { duty }) => dutyOf(round, duty).anchor.on,
    decide(round, { duty: key, to, reason }, { on, arrivedOn, sequence }) {
      const duty = dutyOf(round, key);
      const refused = requireDayWithin(round, duty, to, { on, arrivedOn });
      if (refused) return refused;
      const { owedBy, department, organisation, transfer, finding } = duty;
      const decision = owe(round, {
        kind: 'extension-decision',
        clause: 'J-VI.2a',
        owedBy: 'LGL',
        owedTo: owedBy,
        department,
        ...(organisation === null ? {} : { organisation }),
        ...(transfer === null ? {} : { transfer }),
        ...(finding === null ? {} : { finding }),
        about: key.slice(round.code.length + 1),
        anchor: { event: 'ExtensionRequested', sequence, on },
      });
      const requested = { duty: key, from: dayInForce(duty), to, reason, awaits: decision.key };
      return [happened('ExtensionRequested', 'J-VI.2a', on, requested, { opens: [decision] })];
    },
  }),

  'grant-extension': command('grant-extension', ['duty'], {
    clause: 'J-VI.2a',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    goesOnSuspended: true,
    doneBy: (round, { duty }) => doersOf(round, ['ExtensionRequested'], duty),
    targets: datedDuties,
    gate: requireExtensible,
    notBefore: askedOn,
    facts: readersOfDecision,
    decide(round, { duty: key, to: given, reason }, { on, arrivedOn, facts, sequence }) {
      const duty = dutyOf(round, key);
      const to = given ?? duty.requested?.to;
      if (to === undefined) return refuse('J-VI.2a', 'ExtensionRequested', { duty: key });
      const refused = requireDayWithin(round, duty, to, { on, arrivedOn });
      if (refused) return refused;
      const closes = decided(round, key, on);
      const granted = { duty: key, from: dayInForce(duty), to, reason };
      return [
        happened('ExtensionGranted', 'J-VI.2a', on, granted, { closes }),
        ...letterOfDecision(round, key, 'extension-granted', { on, facts, sequence }),
      ];
    },
  }),

  'refuse-extension': command('refuse-extension', ['duty'], {
    clause: 'J-VI.2a',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    goesOnSuspended: true,
    doneBy: (round, { duty }) => doersOf(round, ['ExtensionRequested'], duty),
    targets: datedDuties,
    gate: (round, { duty }) =>
      dutyOf(round, duty).requested ? undefined : refuse('J-VI.2a', 'ExtensionRequested', { duty }),
    notBefore: askedOn,
    facts: readersOfDecision,
    decide: (round, { duty, reason }, { on, facts, sequence }) => [
      happened('ExtensionRefused', 'J-VI.2a', on, { duty, reason }, { closes: decided(round, duty, on) }),
      ...letterOfDecision(round, duty, 'extension-refused', { on, facts, sequence }),
    ],
  }),
};

export const extensionTransitions: Transitions<ExtensionEvents> = {
  ExtensionRequested: (round, { on, data: { duty, to, awaits } }) =>
    withDuty(round, duty, { requested: { to, on, awaits } }),
  ExtensionGranted(round, { at, data: { duty: key, to } }) {
    const duty = dutyOf(round, key);
    const extended = withDuty(round, key, {
      ...rescheduled(duty, to, round.pack, round.code, at),
      extensions: duty.extensions + 1,
      extendedTo: to,
      requested: null,
    });
    const { kind, finding } = duty;
    return kind === 'second-rectification' && finding !== null
      ? withFinding(extended, finding, { planDueOn: to })
      : extended;
  },
  ExtensionRefused: (round, { data: { duty } }) => withDuty(round, duty, { requested: null }),
  ExtensionLapsed: (round, { data: { duty } }) => withDuty(round, duty, { requested: null }),
};

/** Requests whose duties are being closed lapse undecided. */
export function lapsed(round: Round, closed: ReadonlySet<string>, on: Day): RoundEvent[] {
  return [...closed].flatMap((key) => {
    const { requested } = dutyOf(round, key);
    if (!requested) return [];
    // The duty may have been met on a day before the request: what lapses does so not before it was asked.
    const lapsedOn = on < requested.on ? requested.on : on;
    const closes = closed.has(requested.awaits)
      ? []
      : [{ key: requested.awaits, on: lapsedOn, outcome: 'SUPERSEDED' as const }];
    return [happened('ExtensionLapsed', 'J-VI.2a', lapsedOn, { duty: key }, { closes })];
  });
}

function datedDuties(round: Round): Target[] {
  return [...openDuties(round)].filter(({ dueOn }) => dueOn !== null).map(({ key }) => ({ duty: key }));
}

/** Only what is still owed, by a day, and as often as the pack lets. */
function requireExtensible(round: Round, { duty: key }: Target): Refusal | undefined {
  const duty = dutyOf(round, key);
  if (!isOpen(duty)) return refuse('J-VI.2a', 'DutyOpen', { duty: key });
  if (duty.dueOn === null) return refuse('J-VI.2a', 'DutyWithDay', { duty: key });
  // Asking already ends it, as every act does.
  if (duty.kind === 'silence') return refuse('J-V.4h', 'DutyEndedByAct', { duty: key });
  const limit = round.pack.extensions ?? null;
  if (limit !== null && duty.extensions >= limit)
    return refuse('J-VI.2a', 'ExtensionLeft', { duty: key, extensions: duty.extensions });
  // Of the paper years each day is asked by itself.
  return isEntering(round) ? undefined : requireInTime(round, duty, dayOf(round.at));
}

/** Not once the duty is overdue by more days than the pack lets: lateness is not extended away (T-5). */
function requireInTime({ pack }: Round, duty: Duty, today: Day): Refusal | undefined {
  if (!pack.extension) return undefined;
  const counted = duty.pausedOn !== null && duty.pausedOn < today ? duty.pausedOn : today;
  return daysBetween(dayInForce(duty), counted) > pack.extension.overdueDays
    ? refuse('J-VI.2a', 'ExtensionInTime', { duty: duty.key, dueOn: dayInForce(duty) })
    : undefined;
}

/** In time; after the day in force, and not past when it is given; and no further from the first day than the pack lets. */
function requireDayWithin(
  round: Round,
  duty: Duty,
  to: Day,
  { on, arrivedOn }: Pick<Context<Facts>, 'on' | 'arrivedOn'>,
): Refusal | undefined {
  const late = requireInTime(round, duty, arrivedOn);
  if (late) return late;
  const dueOn = dayInForce(duty);
  if (to <= dueOn || to < on) return refuse('J-VI.2a', 'LaterDay', { duty: duty.key, dueOn, to });
  const { extension } = round.pack;
  const latest = extension && addToDay(firstDayOf(duty) ?? dueOn, extension.longest);
  return latest !== undefined && to > latest
    ? refuse('J-VI.2a', 'ExtensionWithinLongest', { duty: duty.key, to, latest })
    : undefined;
}

function dayInForce({ key, dueOn }: Duty): Day {
  if (dueOn === null) throw new Error(`${key} has no day to extend`);
  return dueOn;
}

function askedOn(round: Round, { duty }: Target): Day {
  const { requested, anchor } = dutyOf(round, duty);
  return requested?.on ?? anchor.on;
}

/** The duty of deciding the request ends with the decision. */
function decided(round: Round, key: string, on: Day) {
  const awaited: Pick<Duty, 'requested'> = dutyOf(round, key);
  return awaited.requested ? [{ key: awaited.requested.awaits, on, outcome: 'MET' as const }] : [];
}

// ——— The letter ———

/** The decision is written to those who owe, outside the office and the teams. */
function readersOf(round: Round, key: string): PostAt[] {
  const duty = get(round.duties, key);
  return duty && isWrittenTo(duty.owedBy) ? lettersTo[duty.owedBy].map((post) => postAt(round, post, duty)) : [];
}

function readersOfDecision(round: Round, { duty }: Target): FactsNeeded {
  return { holders: [...readersOf(round, duty), ...officePosts(round)] };
}

function letterOfDecision(
  round: Round,
  duty: string,
  kind: 'extension-granted' | 'extension-refused',
  { on, facts, sequence }: Pick<Context<Facts>, 'on' | 'facts' | 'sequence'>,
) {
  const { organisation } = dutyOf(round, duty);
  // Each decision has a letter of its own: the place of its event tells them apart.
  const path = `${duty}/extension-${sequence}`;
  return write(round, facts.holders, {
    kind,
    clause: 'J-VI.2a',
    duty,
    organisation,
    path,
    to: readersOf(round, duty),
    on,
  });
}
