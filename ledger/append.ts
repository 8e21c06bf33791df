/** Appending: the events, the head, the command, its texts and every row that changed, in one statement of one transaction.
 *
 *  The state before and after share every row that did not change, so what is written is what the command touched, and
 *  never the whole of a big round. */
import type { Instant } from '../domain/vocabulary.ts';
import type { Answer } from '../contracts/messages.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { PostAt } from '../domain/people/posts.ts';
import { waitingLetters } from '../domain/dossier/letters.ts';
import { type DomainEvent, type RecordedEvent, recordingBy } from '../domain/dossier/events.ts';
import type { Claimed, Fold } from './book.ts';
import { linkHash } from './chain.ts';
import type { SealedText } from './contents/contents.ts';
import { requireTextsStored } from './contents/named-texts.ts';
import type { QueryConfig } from './database.ts';
import { attempt } from './rule-error.ts';
import { type Written, writing } from './write-down.ts';
import type { Standing } from '../domain/dossier/outlook.ts';

export interface Stamp {
  readonly now: Instant;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly command: string | null;
  /** By which it is done. */
  readonly posts?: readonly PostAt[];
}
/** A dossier with its new events, and what the ledger will keep of them. */
export interface Growth<D extends Dossier, E extends DomainEvent> {
  readonly before: D;
  readonly dossier: D;
  readonly hash: string;
  readonly recorded: readonly RecordedEvent<E>[];
  readonly lines: readonly object[];
}

/** A dossier that nothing has been added to. */
export const ungrown = <D extends Dossier, E extends DomainEvent>(dossier: D, hash: string): Growth<D, E> => ({
  before: dossier,
  dossier,
  hash,
  recorded: [],
  lines: [],
});

/** The growth with further events. Pure. */
export function extend<D extends Dossier, E extends DomainEvent>(
  { evolve }: Pick<Fold<D, E>, 'evolve'>,
  growth: Growth<D, E>,
  events: readonly E[],
  stamp: Stamp,
): Growth<D, E> {
  let { dossier, hash } = growth;
  const recorded = [...growth.recorded];
  const lines = [...growth.lines];
  for (const event of events) {
    const next: RecordedEvent<E> = {
      ...event,
      sequence: dossier.sequence + 1,
      at: stamp.now,
      ...recordingBy(event, stamp),
    };
    dossier = evolve(dossier, next);
    const line = lineOf(next, stamp);
    hash = linkHash(hash, line);
    recorded.push(next);
    lines.push({ ...line, recorded_at: line.recordedAt, hash });
  }
  return { before: growth.before, dossier, hash, recorded, lines };
}

/** What the ledger keeps of an event. */
export function lineOf(event: RecordedEvent, { recordedAt, command }: Pick<Stamp, 'recordedAt' | 'command'>) {
  const { sequence, type, at, on, by, posts, for: person, clause, data, opens = [], closes = [] } = event;
  const whose = { ...(posts ? { posts } : {}), ...(person ? { for: person } : {}) };
  return { sequence, type, at, on, recordedAt, by, ...whose, clause, command, data, opens, closes };
}

/** What is written beside the events: the command that brought them about, its texts, what became of letters. */
export interface Beside {
  readonly command?: { readonly id: string; readonly fingerprint: string; readonly answer: Answer };
  readonly texts?: readonly SealedText[];
  /** Letters that whoever writes this delivers at once. */
  readonly claimed?: readonly { readonly letter: string; readonly attempt: number }[];
  /** Letters whose delivery is over. */
  readonly delivered?: readonly string[];
  /** The run that is answered with what is written here: it has followed. */
  readonly followedBy?: string;
}

/** The statement that appends a growth. */
export function appending<D extends Dossier, E extends DomainEvent>(
  book: Fold<D, E>,
  { before, dossier, hash, recorded, lines }: Growth<D, E>,
  { command, texts = [], claimed = [], delivered = [], followedBy }: Beside = {},
): QueryConfig {
  attempt(() => requireTextsStored(recorded, texts, before));
  const taken = claims(book.claimed(before), book.claimed(dossier));
  const written: Written = {
    head: {
      ...headRow(dossier, hash, book.standing(dossier)),
      ...(followedBy === undefined ? {} : { followed_sequence: dossier.sequence, followed_run: followedBy }),
    },
    lines,
    commands: command ? [command] : [],
    contents: command ? texts.map((text) => ({ ...text, command: command.id })) : [],
    ...book.rows(before, dossier),
    ...taken,
    decisions: taken.decisions.map((decision) => ({ committee: dossier.committee, decision })),
    claimed,
    delivered,
  };
  return writing(dossier.code, written);
}

/** What is taken and left, from one holding to the next. */
function claims(before: Claimed, after: Claimed) {
  const seated = new Map(before.seats.map(({ person, team }) => [person, team]));
  const seats = new Map(after.seats.map(({ person, team }) => [person, team]));
  return {
    seatsTaken: after.seats.filter(({ person }) => !seated.has(person)),
    seatsLeft: [...seated.keys()].filter((person) => !seats.has(person)),
    decisions: after.decisions.filter((decision) => !before.decisions.includes(decision)),
  };
}

/** The head as the operator, the sweep and the lists read it. */
export function headRow(dossier: Dossier, hash: string, { attributes, closed, wakeAt }: Standing) {
  const [unsent] = waitingLetters(dossier);
  return {
    sequence: dossier.sequence,
    hash,
    last_at: dossier.at,
    phase: attributes.phase,
    ended: dossier.ended,
    closed,
    wake_at: wakeAt ?? null,
    unsent_since: unsent?.writtenAt ?? null,
    overdue_count: attributes.overdueCount,
    takeover: dossier.takeover ?? null,
    sealed_sheets: dossier.sheets?.length ?? 0,
  };
}
