/** Delivering letters that are in this worker's hands: each is put to the mail server once, then the outcomes are recorded.
 *
 *  Names and addresses are read here, from the registry, and go into the mail alone: no input, result or failure of an
 *  activity carries one (J-V.5e). */
import pLimit from 'p-limit';
import pRetry from 'p-retry';
import type { Instant } from '../domain/vocabulary.ts';
import type { Look, LookAt } from '../contracts/messages.ts';
import type { Claim, Delivery, Outcome } from '../ledger/deliveries.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LetterToDeliver } from '../ledger/letters-to-deliver.ts';
import { compose } from '../mail/compose.ts';
import { type Channel, channelOf } from '../mail/channel.ts';
import { messageIdOf } from '../mail/smtp.ts';
import type { Asking } from './failures.ts';

export interface MailRoom {
  readLetter(letter: {
    readonly round: string;
    readonly letter: string;
    readonly now: Instant;
  }): Promise<LetterToDeliver | undefined>;
  readonly channels: readonly Channel[];
  /** Told of each attempt. */
  readonly handled?: (outcome: Outcome) => void;
}
export interface Delivered {
  readonly look: Look;
  /** Letters that still wait. */
  readonly left: number;
}

/** Letters of one round that are with the mail server at once. */
const SIDE_BY_SIDE = 5;
/** Further letters are taken for so long; what is left then waits for the next `notify`. */
const TAKES_MORE_MS = 25_000;
/** How often the mail server is asked within one attempt; then the rule book says when the next attempt is. */
const TRIES = 3;
/** A mail that was taken and cannot be recorded would be sent again: recording is tried for as long as the lease may last. */
const RECORDING = { retries: 12, minTimeout: 300, maxTimeout: 2_000 };

export function createDeliverer(
  ledger: Pick<Ledger, 'claim' | 'recordDeliveries'>,
  { readLetter, channels, handled = () => {} }: MailRoom,
  ask: Asking,
) {
  return async function deliver(order: LookAt, first: readonly Claim[]): Promise<Delivered> {
    const endsAt = Date.now() + TAKES_MORE_MS;
    const sideBySide = pLimit(SIDE_BY_SIDE);
    for (let claims = first; ; ) {
      const deliveries = await Promise.all(claims.map((claim) => sideBySide(() => deliverOne(order, claim))));
      const look = await ask(() => pRetry(() => ledger.recordDeliveries(order, deliveries), RECORDING));
      const notTaken = deliveries.filter(({ outcome }) => outcome === 'NOT_TAKEN').length;
      if (look.letters === undefined) return { look, left: 0 };
      if (notTaken > 0 || Date.now() > endsAt) return { look, left: Math.max(notTaken, 1) };
      claims = await ask(() => ledger.claim(order));
      if (claims.length === 0) return { look, left: 1 };
    }
  };

  async function deliverOne({ round, now }: LookAt, claim: Claim): Promise<Delivery> {
    const { letter, tries } = claim;
    // Why it could not be read is logged; the letter is given back, and taken again later.
    const found = await ask(() => readLetter({ round, letter, now })).catch(() => undefined);
    const outcome = found ? await put(found, tries) : 'NOT_TAKEN';
    handled(outcome);
    return { ...claim, outcome };
  }

  async function put({ facts, address, stillHolds }: LetterToDeliver, tries: number): Promise<Outcome> {
    const { key, state, kind, rung } = facts.letter;
    if (state !== 'PREPARED') return 'MOOT';
    // Written before the post changed hands: the rule book writes it to whoever holds it now.
    if (!stillHolds) return 'FAILED';
    const channel = channelOf(channels, address);
    if (!channel) return 'REFUSED';
    try {
      await channel.deliver({
        messageId: messageIdOf(key),
        to: { name: facts.addresseeName, address },
        headers: { 'X-Xuncha-Letter': key, 'X-Xuncha-Rung': String(rung), 'X-Xuncha-Kind': kind },
        ...compose(facts),
      });
      return 'SENT';
    } catch (error) {
      if (channel.isPermanent(error)) return 'REFUSED';
      return tries < TRIES ? 'NOT_TAKEN' : 'FAILED';
    }
  }
}
