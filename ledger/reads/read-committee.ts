/** A committee's own work as its side looks at it: what it has done, what it owes. */
import { dayOf } from '../../domain/calendar.ts';
import { committeeRules } from '../../domain/committee/steps/index.ts';
import type { CommitteeFile } from '../../domain/committee/state.ts';
import { isAwaited } from '../../domain/dossier/confirmation.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import { openDuties } from '../../domain/dossier/duties.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import { all } from '../../domain/keyed.ts';
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
    governances,
    duties: shown,
  };
}
/** Whether somebody may decline does not depend on their reason. */
const noReason = { ref: '', hash: '' };
/** What waits for its second person, and which answers the reader may give. */
const awaiting = (work: CommitteeFile, actor: Actor): object[] =>
  [...all(work.proposedActs)].filter(isAwaited).map(({ code: proposal, action, by, on, confirmedBy }) => ({
    proposal,
    action,
    proposedBy: by,
    on,
    confirmedBy,
    actions: [
      ...(committeeRules.confirm.admit(work, { proposal }, actor) ? [] : ['confirm']),
      ...(committeeRules.decline.admit(work, { proposal, reason: noReason }, actor) ? [] : ['decline']),
    ],
  }));
const nearestFirst = (a: Pick<Duty, 'dueOn' | 'key'>, b: Pick<Duty, 'dueOn' | 'key'>): number =>
  `${a.dueOn ?? 'none'} ${a.key}` < `${b.dueOn ?? 'none'} ${b.key}` ? -1 : 1;
