/** Deliveries: who has the lease of a letter speaks to the mail server, nobody else; the outcome goes into the ledger under
 *  letter and attempt. A second copy leaves only after a crash between the mail server's 250 and the record. */
import { type Look, type LookAt, MAILROOM } from '../contracts/messages.ts';
import type { DeliveryReport, DeliveryReportPayload } from '../contracts/requests/delivery-report.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { dayOf } from '../domain/calendar.ts';
import { waitingLetters } from '../domain/dossier/letters.ts';
import { extend, type Growth, ungrown } from './append.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import { type Client } from './database.ts';
import { type CallerHead, dossierTime, lockHead, nobody, readHead } from './head.ts';
import type { Looks } from './look.ts';
import { actOn, type OpenBook } from './open-book.ts';
import { attempt, isOurFault, RuleError } from './rule-error.ts';
import { LEASE } from './write-down.ts';

export interface Claim {
  readonly letter: string;
  readonly attempt: number;
  /** How many times the mail server has been asked within this attempt, this time included. */
  readonly tries: number;
}
/** SENT: the mail server answered 250. REFUSED: it refused for good. FAILED: this attempt is over, the rule book says when
 *  the next is. NOT_TAKEN: to be tried again within this attempt. MOOT: the letter was withdrawn or sent meanwhile. */
export type Outcome = 'SENT' | 'REFUSED' | 'FAILED' | 'NOT_TAKEN' | 'MOOT';
export interface Delivery extends Claim {
  readonly outcome: Outcome;
}

/** So many letters are in one pair of hands; what is more waits for `notify`. */
export const CLAIMED_AT_ONCE = 20;

export function createDeliveries<D extends Dossier, E extends DomainEvent, F>(
  open: OpenBook<D, E, F>,
  looks: Looks<D>,
) {
  const { pool, cache, book } = open;

  /** Takes letters that wait and are in nobody's hands. */
  async function claim({ round }: LookAt): Promise<readonly Claim[]> {
    const head = await readHead(pool, nobody(round));
    if (!head) return [];
    const dossier = await cache.bringUpToDate(pool, head);
    const waiting = waitingLetters(dossier).map(({ key, attempt: number }) => ({ letter: key, attempt: number }));
    if (waiting.length === 0) return [];
    const { rows } = await pool.query<Claim>({
      name: 'claim-letters',
      text: CLAIM,
      values: [round, JSON.stringify(waiting), CLAIMED_AT_ONCE],
    });
    return rows;
  }

  async function recordUnderLock(client: Client, order: LookAt, deliveries: readonly Delivery[]) {
    const head = await lockHead(client, nobody(order.round));
    if (!head) return { result: looks.missing(order) };
    const before = ungrown<D, E>(await cache.bringUpToDate(client, head), head.hash);
    const grown = await deliveries.reduce<Promise<Growth<D, E>>>(
      async (growth, delivery) => recorded(client, await growth, head, delivery),
      Promise.resolve(before),
    );
    const over = deliveries.filter(({ outcome }) => outcome !== 'NOT_TAKEN').map(({ letter }) => letter);
    const beside = { delivered: over, followedBy: order.run };
    return { result: looks.of(head, grown.dossier, order), grown, beside };
  }

  /** One outcome as its event. A refusal by the rules says that it is known already. */
  async function recorded(client: Client, growth: Growth<D, E>, head: CallerHead, delivery: Delivery) {
    const report = reportOf(delivery);
    if (!report) return growth;
    const now = dossierTime(head);
    const { name, payload } = report;
    const command = book.read(name, MAILROOM, payload);
    if (!command || 'issues' in command) throw new RuleError(new Error(`no rule reads ${name}`));
    const facts = await command.gather(client, growth.dossier, dayOf(now));
    const decided = attempt(() => command.decide(growth.dossier, { person: MAILROOM, posts: [] }, facts, now));
    if ('missing' in decided) return growth;
    const id = `${payload.letter}/attempt-${payload.attempt}/${name}`;
    return attempt(() => extend(book, growth, decided, { now, recordedAt: head.clock, by: MAILROOM, command: id }));
  }

  return {
    claim,

    /** Records what became of the letters, gives back those that are to be tried again, and says how the dossier stands. */
    async recordDeliveries(order: LookAt, deliveries: readonly Delivery[]): Promise<Look> {
      const again = deliveries.filter(({ outcome }) => outcome === 'NOT_TAKEN').map(({ letter }) => letter);
      if (again.length > 0) await pool.query({ name: 'give-back', text: GIVE_BACK, values: [again] });
      try {
        return await actOn(open, nobody(order.round), (client) => recordUnderLock(client, order, deliveries));
      } catch (error) {
        if (!isOurFault(error)) throw error;
        return looks.failed(order, error);
      }
    },
  };
}

function reportOf({
  letter,
  attempt: number,
  outcome,
}: Delivery): { readonly name: DeliveryReport; readonly payload: DeliveryReportPayload } | undefined {
  const payload = { letter, attempt: number };
  if (outcome === 'SENT') return { name: 'letter-sent', payload };
  if (outcome === 'FAILED') return { name: 'letter-failed', payload };
  return outcome === 'REFUSED' ? { name: 'letter-failed', payload: { ...payload, permanent: true } } : undefined;
}

const CLAIM = `
INSERT INTO deliveries (letter, round, attempt, tries, until)
SELECT w.letter, $1, w.attempt, 1, clock_timestamp() + ${LEASE}
FROM jsonb_to_recordset($2) AS w (letter text, attempt int)
WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.letter = w.letter AND d.until > clock_timestamp())
LIMIT $3
ON CONFLICT (letter) DO UPDATE SET attempt = excluded.attempt, until = excluded.until,
  tries = CASE WHEN deliveries.attempt = excluded.attempt THEN deliveries.tries + 1 ELSE 1 END
WHERE deliveries.until <= clock_timestamp()
RETURNING letter, attempt, tries`;

const GIVE_BACK = 'UPDATE deliveries SET until = clock_timestamp() WHERE letter = ANY ($1)';
