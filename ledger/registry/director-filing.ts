/** A change of the office director is filed upward (J-III.4e): as the registry takes it, the committee's own work opens the filing. */
import { workOf } from '../../contracts/committee.ts';
import type { RegistryEvents } from '../../domain/registry/events.ts';
import { directorChanged } from '../../domain/committee/steps/filing.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Code, DirectorChange as Change } from '../../domain/vocabulary.ts';
import { appending, extend, ungrown } from '../append.ts';
import { committeeBook } from '../committee-book.ts';
import type { Client } from '../database.ts';
import { createCache } from '../fold.ts';
import { dossierTime, lockHead } from '../head.ts';
import { letTimePass } from '../pass-time.ts';

export interface DirectorChange {
  readonly committee: Code;
  readonly person: Code;
  readonly change: Change;
  /** The paper, else the entry. */
  readonly decision: string;
}
/** For whoever follows the dossier. */
export interface FilingOpened {
  readonly dossier: Code;
  readonly sequence: number;
}

export function directorChangeOf({
  entry,
  aspect,
  subject,
  before,
  change,
  committee,
  beneficiary,
  document,
}: RegistryEvents['EntryMade']): DirectorChange[] {
  const isDirector = aspect === 'POST_AT_COMMITTEE' && subject.split('/')[1] === 'OFFICE_DIRECTOR';
  if (!isDirector || committee === null || beneficiary === null) return [];
  const to = change['to'] ?? null;
  // A new entry with a last day says that somebody was in office for a time; neither that nor another last day is news.
  if (before === null ? to !== null : (before['to'] ?? null) !== null && to !== null) return [];
  return [
    { committee, person: beneficiary, change: to === null ? 'APPOINTED' : 'REMOVED', decision: document ?? entry },
  ];
}

/** In the transaction of the registry, for committees whose work has begun. */
export async function openFilings(
  client: Client,
  changes: readonly DirectorChange[],
  by: string,
): Promise<FilingOpened[]> {
  const opened: FilingOpened[] = [];
  for (const { committee, person, change, decision } of changes) {
    const dossier = workOf(committee);
    const head = await lockHead(client, { round: dossier, id: '', by });
    if (!head) continue;
    const file = await createCache(committeeBook, 1).bringUpToDate(client, head);
    const now = dossierTime(head);
    const due = await letTimePass(client, { book: committeeBook }, ungrown(file, head.hash), head, now);
    const events = directorChanged(
      due.dossier,
      { person, change, decision },
      { on: dayOf(now), sequence: due.dossier.sequence + 1 },
    );
    if (events.length === 0) continue;
    const posts = head.posts.filter(({ place }) => place === committee);
    const stamp = { now, recordedAt: head.clock, by, command: null, posts };
    const grown = extend(committeeBook, due, events, stamp);
    await client.query(appending(committeeBook, grown));
    opened.push({ dossier, sequence: grown.dossier.sequence });
  }
  return opened;
}
