/** Time passes: what is due by now becomes events, and the letters that they write are in the caller's hands. */
import type { Look, LookAt } from '../contracts/messages.ts';
import { type Instant, TIME } from '../domain/vocabulary.ts';
import { dayOf, hasCome, later as laterOf } from '../domain/calendar.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { waitingLetters } from '../domain/dossier/letters.ts';
import { extend, type Growth, ungrown } from './append.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import { type Client } from './database.ts';
import { CLAIMED_AT_ONCE, type Claim } from './deliveries.ts';
import { holdersOf } from './posts.ts';
import { type CallerHead, lockHead, nobody } from './head.ts';
import { clocksApart, type Looks } from './look.ts';
import { actOn, type OpenBook } from './open-book.ts';
import { attempt, isOurFault } from './rule-error.ts';

export interface Passed {
  readonly look: Look;
  /** Letters that whoever let time pass delivers now. */
  readonly claims: readonly Claim[];
}

/** The dossier with the events that nobody asks for: what the registry has and the dossier has not noticed, and what is due
 *  by `now`. Mostly none. */
export async function letTimePass<D extends Dossier, E extends DomainEvent, F>(
  client: Client,
  { book }: Pick<OpenBook<D, E, F>, 'book'>,
  growth: Growth<D, E>,
  { suspended, clock }: CallerHead,
  now: Instant,
): Promise<Growth<D, E>> {
  const { dossier } = growth;
  const registryChanges = attempt(() => book.noticed(dossier, suspended, now));
  // Asked of the fold, not of the projected moment: another version of the rules may see another one.
  if (registryChanges.length === 0 && !attempt(() => book.isDue(dossier, now))) return growth;
  const holders = await holdersOf(
    client,
    attempt(() => book.postsInvolved(dossier, now)),
    dayOf(now),
  );
  const stamp = { now, recordedAt: clock, by: TIME, command: null };
  return attempt(() => extend(book, growth, [...registryChanges, ...book.advance(dossier, now, holders)], stamp));
}

/** One due moment of a dossier, in one transaction. A moment that has passed already brings nothing. */
export function createTimekeeper<D extends Dossier, E extends DomainEvent, F>(
  open: OpenBook<D, E, F>,
  looks: Looks<D>,
) {
  const { cache } = open;

  const passTimeUnderLock = async (client: Client, order: LookAt) => {
    const head = await lockHead(client, nobody(order.round));
    if (!head) return { result: { look: looks.missing(order), claims: [] } };
    const dossier = await cache.bringUpToDate(client, head);
    if (clocksApart(head, order)) return { result: { look: looks.of(head, dossier, order), claims: [] } };

    const now = laterOf(order.now, head.lastAt);
    const grown = await letTimePass(client, open, ungrown(dossier, head.hash), head, now);
    const claims = freshLetters(grown);
    const look = ahead(looks.of(head, grown.dossier, order), now);
    return { result: { look, claims }, grown, beside: { claimed: claims, followedBy: order.run } };
  };

  return async function passTime(order: LookAt): Promise<Passed> {
    try {
      return await actOn(open, nobody(order.round), (client) => passTimeUnderLock(client, order));
    } catch (error) {
      if (!isOurFault(error)) throw error;
      return { look: looks.failed(order, error), claims: [] };
    }
  };
}

/** The letters that these events have written, the first of them: nobody else can have them yet. */
function freshLetters<D extends Dossier, E extends DomainEvent>({ before, dossier }: Growth<D, E>): Claim[] {
  if (before === dossier) return [];
  const waiting = new Set(before.outbox);
  return waitingLetters(dossier)
    .filter(({ key }) => !waiting.has(key))
    .slice(0, CLAIMED_AT_ONCE)
    .map(({ key, attempt: number }) => ({ letter: key, attempt: number, tries: 1 }));
}

const AGAIN_MS = 3_600_000;

/** The next moment always lies ahead: one that does not would make the workflow spin. */
function ahead(look: Look, now: Instant): Look {
  if (look.wakeAt === undefined || !hasCome(look.wakeAt, now)) return look;
  const wakeAt = new Date(Date.parse(now) + AGAIN_MS).toISOString();
  return { ...look, wakeAt, why: 'what is due did not pass; trying again in an hour' };
}
