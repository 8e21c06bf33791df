/** What an organisation had when it left the round, under its successor (J-II.1): nothing that was found is lost with a name, and no
 *  clock starts afresh. */
import { isAwaited, isSameAct, type ProposedAct } from '../dossier/confirmation.ts';
import { freshKey, openDuties, withDuty } from '../dossier/duties.ts';
import type { Duty, DutyOpened } from '../dossier/duty.ts';
import { all, get, type Keyed, put, putAll } from '../keyed.ts';
import type { Code } from '../vocabulary.ts';
import type { Organisation, Round } from './state.ts';

/** Who leaves, and who goes on with what it had. */
interface Passing {
  readonly from: Code;
  readonly to: Code;
}

/** A duty that is owed by the name of the organisation: its key says so. What is owed of a transfer, a finding or an item keeps its key. */
export const isKeyedBy = (round: Round, organisation: Code, key: string): boolean =>
  key.startsWith(`${round.code}/${organisation}/`);

/** The duties under the successor's name, each with the anchor and the first day that it has. What has moved its day since goes along
 *  with its clock. */
export function carriedOn(
  round: Round,
  duties: readonly Duty[],
  { from, to }: Passing,
): { readonly duty: string; readonly opened: DutyOpened }[] {
  const taken = new Set<string>();
  return duties.map((duty) => {
    const path = `${round.code}/${to}/${duty.key.slice(`${round.code}/${from}/`.length)}`.replace(/\.\d+$/, '');
    const key = freshKey((each) => taken.has(each) || get(round.duties, each) !== undefined, path);
    taken.add(key);
    return { duty: duty.key, opened: termsUnder(duty, key, to) };
  });
}

function termsUnder(duty: Duty, key: string, organisation: Code): DutyOpened {
  const { kind, clause, basis, transfer, finding, about, owedBy, owedTo, department, anchor, given, supervises } = duty;
  return {
    key,
    kind,
    clause,
    basis,
    organisation,
    transfer,
    finding,
    ...(about === undefined ? {} : { about }),
    owedBy,
    owedTo,
    ...(department === undefined ? {} : { department }),
    anchor,
    dueOn: duty.originalDueOn,
    ...(given ? { given } : {}),
    ...(supervises === undefined ? {} : { supervises }),
  };
}

/** The clock of a duty as it stood: its days, its rungs, its lateness. */
function withClockOf(round: Round, { duty, as }: { readonly duty: string; readonly as: string }): Round {
  const before = get(round.duties, duty);
  if (!before) throw new Error(`${duty} is not a duty of ${round.code}`);
  const { openedAt, dueAt, dueOn, originalDueOn, rung, repetition, liveAt, reached, reachedBefore } = before;
  const { extensions, extendedTo, pausedOn, pausedDays, overdueNoted } = before;
  return withDuty(round, as, {
    openedAt,
    dueAt,
    dueOn,
    originalDueOn,
    rung,
    repetition,
    ...(liveAt === undefined ? {} : { liveAt }),
    reached,
    reachedBefore,
    extensions,
    extendedTo,
    pausedOn,
    pausedDays,
    overdueNoted,
  });
}

/** Acts that wait for a second person, and that the leaving overtakes: those about the organisation itself, and without a successor
 *  all that are not about a transfer or a referral. What the office has entered has been done, and goes on. */
export const overtakenActs = (
  round: Round,
  { from, to }: { readonly from: Code; readonly to: Code | undefined },
): ProposedAct[] =>
  [...all(round.proposedActs)].filter((act) => {
    if (!isAwaited(act) || act.entered || act.organisation !== from) return false;
    return to === undefined ? !goesOnWithout(round, act) : isOf(round, from, act.payload);
  });

/** Of the same subject there is one proposal: the one that is being completed. */
export const othersThan = (acts: readonly ProposedAct[], own: Pick<ProposedAct, 'action' | 'payload'>): ProposedAct[] =>
  acts.filter((act) => !isSameAct(act, { ...own, ...(act.onBehalf ? { onBehalf: act.onBehalf } : {}) }));

function goesOnWithout(round: Round, { payload }: ProposedAct): boolean {
  if ('transfer' in payload || 'referral' in payload) return true;
  const key = 'duty' in payload ? payload.duty : undefined;
  return typeof key === 'string' && (get(round.duties, key)?.transfer ?? null) !== null;
}

const isOf = (round: Round, organisation: Code, payload: object): boolean =>
  Object.values(payload).some(
    (value: unknown) => typeof value === 'string' && (value === organisation || isKeyedBy(round, organisation, value)),
  );

export function withActsOvertaken(round: Round, acts: readonly ProposedAct[]): Round {
  const replaced = acts.map((act) => [act.code, { ...act, state: 'REPLACED' as const }] as const);
  return { ...round, proposedActs: putAll(round.proposedActs, replaced) };
}

/** The round with everything that goes on under the successor. One that enters by this takes the place of the organisation that
 *  leaves, as far as that had come; one that is in the round has come as far itself. */
export function passedOn(
  round: Round,
  { from, to }: Passing,
  carried: readonly { readonly duty: string; readonly as: string }[],
): Round {
  const leaving = round.organisations[from];
  if (!leaving) throw new Error(`${from} is not in ${round.code}`);
  const isEntering = round.organisations[to] === undefined;
  const items = withItemsOf(round, { from, to });
  const placed = isEntering ? inItsPlace(items, leaving, to) : items;
  const pressed = withTargets(placed, new Map(carried.map(({ duty, as }) => [duty, as])));
  return carried.reduce(withClockOf, pressed);
}

/** Findings, papers, transfers and whatever else names the organisation. */
function withItemsOf(round: Round, { from, to }: Passing): Round {
  const under = <I extends { readonly organisation: Code | null }>(items: Keyed<I>, keyOf: (item: I) => string) =>
    putAll(
      items,
      [...all(items)]
        .filter(({ organisation }) => organisation === from)
        .map((item) => [keyOf(item), { ...item, organisation: to }] as const),
    );
  const byCode = ({ code }: { readonly code: Code }) => code;
  const asked = under(round.partnerRequests, byCode);
  const renamed = [...all(asked)].filter((request) => request.from === from);
  const owed = [...openDuties(round)].filter(
    ({ organisation, key }) => organisation === from && !isKeyedBy(round, from, key),
  );
  return {
    ...round,
    findings: under(round.findings, byCode),
    transfers: under(round.transfers, byCode),
    papers: under(round.papers, byCode),
    immediateItems: under(round.immediateItems, byCode),
    referrals: under(round.referrals, byCode),
    proposedActs: under(round.proposedActs, byCode),
    partnerRequests: putAll(
      asked,
      renamed.map((request) => [request.code, { ...request, from: to }]),
    ),
    proposals: round.proposals.map((each) => (each.organisation === from ? { ...each, organisation: to } : each)),
    duties: putAll(
      round.duties,
      owed.map((duty) => [duty.key, { ...duty, organisation: to }]),
    ),
  };
}

function inItsPlace(round: Round, leaving: Organisation, to: Code): Round {
  const { code: from } = leaving;
  const entries = [...all(round.entries)].filter(({ organisation }) => organisation === from);
  const instructions = [...all(round.instructions)].filter(({ covers }) => covers === from);
  const renamed = (codes: readonly Code[]) => codes.map((code) => (code === from ? to : code));
  return {
    ...round,
    organisations: { ...round.organisations, [to]: { ...leaving, code: to } },
    teams: Object.fromEntries(
      Object.entries(round.teams).map(([code, team]) => [
        code,
        team.organisations.includes(from) ? { ...team, organisations: renamed(team.organisations) } : team,
      ]),
    ),
    doers: doersUnder(round, { from, to }),
    instructions: putAll(
      round.instructions,
      instructions.map((each) => [each.code, { ...each, covers: to }]),
    ),
    entries: putAll(
      round.entries,
      entries.map((entry) => [
        String(entry.sequence),
        {
          ...entry,
          organisation: to,
          about: { ...entry.about, ...(entry.about['organisation'] === from ? { organisation: to } : {}) },
        },
      ]),
    ),
  };
}

/** Who handed in its plan and its reports accepts neither under another name (T-2). */
function doersUnder({ doers }: Round, { from, to }: Passing): Round['doers'] {
  return handedIn.reduce((known, type) => {
    const person = get(doers, `${type}/${from}`);
    return person === undefined ? known : put(known, `${type}/${to}`, person);
  }, doers);
}
const handedIn = ['ReportSubmitted', 'PlanSubmitted', 'RectificationReportSubmitted', 'PrincipalReportSubmitted'];

/** What the office presses is pressed under the new key. */
function withTargets(round: Round, keys: ReadonlyMap<string, string>): Round {
  const pressed = [...all(round.supervisions)].flatMap((each) => {
    const target = keys.get(each.target);
    return target === undefined ? [] : [[each.code, { ...each, target }] as const];
  });
  const answers = [...openDuties(round)].flatMap((duty) => {
    const supervises = duty.supervises === undefined ? undefined : keys.get(duty.supervises);
    return supervises === undefined ? [] : [[duty.key, { ...duty, supervises }] as const];
  });
  return {
    ...round,
    supervisions: putAll(round.supervisions, pressed),
    duties: putAll(round.duties, answers),
  };
}
