/** How a committee's work begins, and begins anew with each term and each year: the duties that recur (J-VI.1a, J-VI.2b–c).
 *  The opinion gives none of them a figure; a pack may, and then they fall due. */
import { asInstant, atBeijingTime, dayOf } from '../../calendar.ts';
import { owe } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import type { Actor } from '../../dossier/grammar.ts';
import { emptyKeyed } from '../../keyed.ts';
import type { PinnedPack } from '../../policy/pack.ts';
import { requirePackForRegion } from '../../policy/strictness.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Day, Instant } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type CommitteeEvent, type RecordedCommitteeEvent, type BeginningEvents } from '../events.ts';
import type { CommitteeFile } from '../state.ts';

export interface BeginningFacts {
  readonly known: boolean;
  readonly termFrom: Day | null;
  readonly region: string | null;
  readonly pack: PinnedPack | null;
}

/** The office opens the dossier of its committee. */
export function beginFile(
  { code, committee }: Pick<CommitteeFile, 'code' | 'committee'>,
  actor: Actor,
  facts: BeginningFacts,
  now: Instant,
  on: Day = dayOf(now),
): CommitteeEvent<'WorkBegan'> | Refusal {
  if (!facts.known) return refuse('J-II.1', 'CommitteeInRegistry', { committee });
  const ofTheOffice = actor.posts.some(
    ({ post, place }) => place === committee && (post === 'OFFICE_DIRECTOR' || post === 'OFFICE_STAFF'),
  );
  if (!ofTheOffice) return refuse('J-III.2a', 'post', { oneOf: 'OFF' });
  if (!facts.pack) return refuse('J-II.1', 'PackInUse');
  const looser = requirePackForRegion(facts.pack, facts.region);
  if (looser) return looser;
  if (facts.termFrom === null) return refuse('J-II.1', 'NewTermRegistered', { committee });
  if (on > dayOf(now)) return refuse('J-V.5d', 'onNotInFuture', { on });
  const data = { code, committee, term: facts.termFrom, year: yearOf(on), pack: facts.pack };
  const file = emptyFile(data, now);
  const anchor: Anchor = { event: 'WorkBegan', sequence: 1, on };
  return happened('WorkBegan', 'J-VI.2b', on, data, {
    opens: [
      owesStudy(file, anchor),
      owesTermPlan(file, anchor, data.term),
      owe(file, {
        kind: 'implementing-opinions',
        clause: 'J-VI.2b',
        owedBy: 'LGL',
        owedTo: 'PSC',
        anchor,
        about: 'OPINIONS',
      }),
      ...owesYear(file, { ...anchor, on: firstDayOf(data.year) }, data.year),
    ],
  });
}

function emptyFile({ code, committee, term, year, pack }: BeginningEvents['WorkBegan'], at: Instant): CommitteeFile {
  return {
    code,
    committee,
    pack,
    sequence: 0,
    at,
    ended: null,
    duties: emptyKeyed,
    letters: emptyKeyed,
    outbox: [],
    unreachable: 0,
    term,
    year,
    studies: 0,
    studiedOn: null,
    documents: {},
    director: null,
    directorChanges: 0,
    filings: {},
    governances: {},
    proposedActs: emptyKeyed,
    objections: emptyKeyed,
  };
}

/** The dossier as its first event finds it. */
export const newFile = ({ data, at }: RecordedCommitteeEvent<'WorkBegan'>): CommitteeFile => emptyFile(data, at);

export const beginningRules = {
  'begin-term': command('begin-term', {
    clause: 'J-II.1',
    who: ['OFF'],
    gate: () => undefined,
    notBefore: (file) => file.term,
    facts: () => ({ term: true }),
    decide(file, _payload, { on, sequence, facts: { termFrom } }) {
      if (termFrom === null || termFrom <= file.term) return refuse('J-II.1', 'NewTermRegistered', { term: file.term });
      const anchor = { event: 'TermBegan', sequence, on };
      return [
        happened('TermBegan', 'J-II.1', on, { term: termFrom }, { opens: [owesTermPlan(file, anchor, termFrom)] }),
      ];
    },
  }),
};

/** The years that have begun since time was last asked, each with its plan and its summary. */
export function yearsBegun(file: CommitteeFile, now: Instant): CommitteeEvent<'YearBegan'>[] {
  const events: CommitteeEvent<'YearBegan'>[] = [];
  for (let year = file.year + 1; firstDayOf(year) <= dayOf(now); year++) {
    const on = firstDayOf(year);
    const anchor = { event: 'YearBegan', sequence: file.sequence + events.length + 1, on };
    events.push(happened('YearBegan', 'J-VI.2c', on, { year }, { opens: owesYear(file, anchor, year) }));
  }
  return events;
}

/** 00:00 in Beijing on the first day of the next year. */
export const nextYearAt = ({ year }: CommitteeFile): Instant =>
  asInstant(Date.parse(atBeijingTime(firstDayOf(year + 1), '00:00')));

export const beginningTransitions: Transitions<BeginningEvents> = {
  WorkBegan: (file) => file,
  TermBegan: (file, { data: { term } }) => ({ ...file, term }),
  YearBegan: (file, { data: { year } }) => ({ ...file, year }),
};

/** The committee studies inspection work regularly (J-VI.1a): as soon as it has, the next time is owed. */
export const owesStudy = (file: CommitteeFile, anchor: Anchor): DutyOpened =>
  owe(file, { kind: 'regular-study', clause: 'J-VI.1a', owedBy: 'PSC', owedTo: 'PSC', anchor, about: 'STUDY' });

const owesTermPlan = (file: CommitteeFile, anchor: Anchor, term: Day): DutyOpened =>
  owe(file, { kind: 'term-plan', clause: 'J-VI.2c', owedBy: 'PSC', owedTo: 'UP', anchor, about: `TERM-PLAN-${term}` });

/** What was adopted before the year came is not owed again. */
function owesYear(file: CommitteeFile, anchor: Anchor, year: number): DutyOpened[] {
  const owed = { clause: 'J-VI.2c', owedTo: 'UP', anchor } as const;
  const plan = `YEARLY-PLAN-${year}`;
  const summary = `YEARLY-SUMMARY-${year}`;
  return [
    ...(file.documents[plan] ? [] : [owe(file, { ...owed, kind: 'yearly-plan', owedBy: 'PSC', about: plan })]),
    ...(file.documents[summary] ? [] : [owe(file, { ...owed, kind: 'yearly-summary', owedBy: 'LGL', about: summary })]),
  ];
}

const firstDayOf = (year: number): Day => `${year}-01-01`;
const yearOf = (day: Day): number => Number(day.slice(0, 4));
