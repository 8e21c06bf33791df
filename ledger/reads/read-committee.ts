/** A committee's own work as its side looks at it: what it has done, what it owes. */
import { dayOf } from '../../domain/calendar.ts';
import { committeeRules } from '../../domain/committee/steps/index.ts';
import type { CommitteeFile } from '../../domain/committee/state.ts';
import { isAwaited, isAwaitingSettlement } from '../../domain/dossier/confirmation.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import { openDuties } from '../../domain/dossier/duties.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import { objectUntil } from '../../domain/dossier/notices.ts';
import { objectionTo } from '../../domain/dossier/objecting.ts';
import { type BoundAct, boundActs } from '../../domain/dossier/objections.ts';
import { all } from '../../domain/keyed.ts';
import type { Day } from '../../domain/vocabulary.ts';
import { seesWholeRound } from '../../domain/people/readers.ts';
import { governancesFor } from '../../domain/people/viewpoint.ts';
import { seesDuty } from '../../domain/round/in-sight.ts';
import type { Pool } from '../database.ts';
import type { WorkForActor } from '../ledger.ts';
import { holdersOf } from '../posts.ts';
import { shownDuty } from './shared.ts';

export async function readWork(pool: Pool, { work, now, viewpoint, actor }: WorkForActor): Promise<object> {
  const owed = [...openDuties(work)].filter((duty) => seesDuty(viewpoint, duty));
  const shown = owed.map((duty) => shownDuty(duty, now)).sort(nearestFirst);
  const governances = governancesFor(work, viewpoint);
  // A functional department is told of what is put to it.
  if (!seesWholeRound(viewpoint))
    return {
      code: work.code,
      committee: work.committee,
      term: work.term,
      sequence: work.sequence,
      now,
      today: dayOf(now),
      governances,
      duties: shown,
    };
  const { code, committee, term, year, sequence, studies, studiedOn, documents, director, pack } = work;
  const directors = await holdersOf(pool, [{ post: 'OFFICE_DIRECTOR', place: committee }], dayOf(now));
  const reported = director?.change === 'APPOINTED' ? director.person : null;
  return {
    code,
    committee,
    term,
    year,
    pack: pack.id,
    sequence,
    now,
    today: dayOf(now),
    studies,
    studiedOn,
    documents,
    director,
    /** Whom the registry has as director, and nobody has reported (J-III.4e). */
    directorsToReport: directors.map(({ person }) => person).filter((person) => person !== reported),
    filings: Object.values(work.filings),
    awaiting: awaiting(work, actor),
    /** What was entered for leaders from paper: to be objected to, or objected to and not settled (T-8). */
    entered: entered(work, actor, dayOf(now)),
    governances,
    duties: shown,
  };
}
/** Whether somebody may decline does not depend on their reason. */
const noReason = { ref: '', hash: '' };
/** What waits for its second person, and which answers the reader may give. */
const awaiting = (work: CommitteeFile, actor: Actor): object[] =>
  [...all(work.proposedActs)]
    .filter(isAwaited)
    .map(({ code: proposal, action, by, on, about, confirmedBy, onBehalf }) => ({
      proposal,
      action,
      ...(about === undefined ? {} : { about }),
      proposedBy: by,
      on,
      confirmedBy,
      ...(onBehalf ? { onBehalf } : {}),
      actions: [
        ...(committeeRules.confirm.admit(work, { proposal }, actor) ? [] : ['confirm']),
        ...(committeeRules.decline.admit(work, { proposal, reason: noReason }, actor) ? [] : ['decline']),
      ],
    }));
/** What was entered for somebody: until when they may object, how an objection stands, and what the reader may do about it. */
function entered(work: CommitteeFile, actor: Actor, today: Day): object[] {
  const isOpen = ({ bound }: BoundAct): boolean => {
    const objection = objectionTo(work, bound);
    const until = objectUntil(work, bound.on);
    return objection ? isAwaitingSettlement(objection) : until === null || today <= until;
  };
  return boundActs(work)
    .filter(isOpen)
    .map(({ action, about, by, bound, onBehalf: { person, document } }) => {
      const { sequence } = bound;
      const { code, state, owedBy } = objectionTo(work, bound) ?? {};
      const objecting = { sequence, reason: noReason };
      const settling = { ...objecting, upheld: false };
      return {
        sequence,
        action,
        about,
        person,
        document,
        enteredBy: by,
        comparedBy: bound.by,
        objectUntil: objectUntil(work, bound.on),
        ...(code === undefined ? {} : { objection: { objection: code, state, owedBy } }),
        actions: [
          ...(committeeRules['object-to-act'].admit(work, objecting, actor) ? [] : ['object-to-act']),
          ...(committeeRules['settle-objection'].admit(work, settling, actor) ? [] : ['settle-objection']),
        ],
      };
    });
}
const nearestFirst = (a: Pick<Duty, 'dueOn' | 'key'>, b: Pick<Duty, 'dueOn' | 'key'>): number =>
  `${a.dueOn ?? 'none'} ${a.key}` < `${b.dueOn ?? 'none'} ${b.key}` ? -1 : 1;
