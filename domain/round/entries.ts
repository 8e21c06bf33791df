/** Keeps what has been entered under a day that can be wrong (T-5). */
import { dayOf } from '../calendar.ts';
import { isEntering } from '../dossier/dossier.ts';
import { put } from '../keyed.ts';
import type { Day } from '../vocabulary.ts';
import type { DutyChanges, Recording } from '../dossier/events.ts';
import type { EventType } from './events.ts';
import { type CorrectableEvent, correctableEvents, type Entry } from './entry.ts';
import { placeOf } from './targets.ts';
import type { Round } from './state.ts';

const isCorrectable = (type: EventType): type is CorrectableEvent => correctableEvents.some((each) => each === type);

/** Signed for on paper, and entered afterwards. */
const receipts: ReadonlySet<CorrectableEvent> = new Set([
  'FeedbackSigned',
  'FeedbackServed',
  'TransferReceived',
  'TransferServed',
  'ImmediateItemSigned',
  'FilingReceipted',
]);
export const isReceipt = ({ type }: Pick<Entry, 'type'>): boolean => receipts.has(type);

type Entered = Recording & DutyChanges & { readonly type: EventType; readonly on: Day; readonly data: object };

/** The round with what was entered, where its day can be corrected. */
export function withEntry(round: Round, event: Entered): Round {
  const { type, sequence, by, posts, on, at, data, opens = [], closes = [] } = event;
  if (!isCorrectable(type)) return round;
  const about = Object.fromEntries(
    Object.entries(data).flatMap(([field, value]: [string, unknown]) =>
      typeof value === 'string' ? [[field, value]] : [],
    ),
  );
  const entry: Entry = {
    sequence,
    type,
    by,
    // A row of the ledger without posts says null.
    posts: posts ?? [],
    on,
    enteredOn: dayOf(at),
    fromPaper: isEntering(round),
    organisation: placeOf(round, about) ?? null,
    about,
    opened: opens.map(({ key }) => key),
    closed: closes.map(({ key }) => key),
  };
  return { ...round, entries: put(round.entries, String(sequence), entry) };
}
