/** What a workflow is told of its dossier: how it stands at its head, in words and codes for the Temporal UI. */
import type { Look, LookAt } from '../contracts/messages.ts';
import type { Instant } from '../domain/vocabulary.ts';
import { hasCome } from '../domain/calendar.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Happening } from './book.ts';
import { type CallerHead, dossierTime, nobody, readHead } from './head.ts';
import type { OpenBook } from './open-book.ts';

const APART_MS = 60_000;
const RETRY_MS = 3_600_000;

/** Whether the workflow's clock and the database's are so far apart that no time may pass. A run that was begun afresh waits
 *  for its clock to be moved (development only): that is no fault. */
export function clocksApart(head: CallerHead, { now }: Pick<LookAt, 'now'>): 'APART' | 'NOT_MOVED_YET' | undefined {
  const { clock, leadMs, movingTo } = head;
  const expected = Date.parse(clock) + leadMs;
  const latest = Math.max(expected, movingTo === null ? 0 : Date.parse(movingTo));
  const shown = Date.parse(now);
  if (shown < expected - APART_MS) return leadMs > 0 ? 'NOT_MOVED_YET' : 'APART';
  return shown > latest + APART_MS ? 'APART' : undefined;
}

export interface Looks<D extends Dossier> {
  /** How the dossier stands, for the run that asks. */
  of(head: CallerHead, dossier: D, order: LookAt): Look;
  /** For a dossier that the ledger does not have. */
  missing(order: LookAt): Look;
  /** After a rule has failed: the dossier neither spins nor sleeps for ever. */
  failed(order: LookAt, error: unknown): Look;
}

export function createLooks<D extends Dossier, E extends Happening, F>({ book, log }: OpenBook<D, E, F>): Looks<D> {
  /** The ledger is older than the workflow: it was restored. */
  function whenOlder(look: Look, { round, known }: LookAt): Look {
    if (known <= look.sequence) return look;
    log.error(
      { round, known, head: look.sequence, alarm: 'ledger-went-back' },
      'the ledger is older than its workflow: it was restored',
    );
    return noted(
      { ...look, wentBack: true },
      `The ledger went back from ${known} to ${look.sequence}: it was restored from an older copy.`,
    );
  }

  function whenApart(look: Look, head: CallerHead, order: LookAt): Look {
    const apart = clocksApart(head, order);
    if (apart === undefined) return look;
    // A clock that is still to be moved reaches the dossier's time by itself.
    if (apart === 'NOT_MOVED_YET') return notBefore(look, order.now, dossierTime(head));
    const { round, now } = order;
    log.error(
      { round, now, clock: head.clock, leadMs: head.leadMs, alarm: 'clocks-apart' },
      'the clocks of Temporal and of the database are more than a minute apart: no time passes',
    );
    return noted(
      notBefore(look, order.now, new Date(Date.parse(now) + APART_MS).toISOString()),
      `Temporal says ${now}, the database ${dossierTime(head)}: no time passes until they agree.`,
    );
  }

  return {
    of(head, dossier, order) {
      const { letters, ...view } = book.outlook(dossier);
      // What the registry has and the dossier has not noticed yet makes it pass time at once.
      const unnoticed = book.noticed(dossier, head.suspended, dossierTime(head)).length > 0;
      const look: Look = {
        sequence: dossier.sequence,
        ...view,
        ...(letters.length === 0 ? {} : { letters: summaryOf(letters) }),
        ...(unnoticed ? { wakeAt: order.now, why: 'somebody in a team was suspended, or is no more' } : {}),
      };
      return whenApart(whenOlder(look, order), head, order);
    },

    missing({ round }) {
      log.error({ round, alarm: 'round-not-in-ledger' }, 'a workflow runs for a round that the ledger does not have');
      return {
        ...unknown,
        sequence: 0,
        wentBack: true,
        why: 'the ledger does not have this round',
        details: `**The ledger does not have ${round}.** It was restored from a copy older than the round: see docs/operations.md.`,
      };
    },

    failed({ round, known, now }, error) {
      log.error({ round, err: error, alarm: 'own-fault' }, 'the ledger could not do what it was asked');
      const again = new Date(Date.parse(now) + RETRY_MS).toISOString();
      return {
        ...unknown,
        sequence: known,
        why: 'the rule book failed; trying again in an hour',
        wakeAt: again,
        details: `**The rule book failed on ${round}.** Trying again in an hour; the log of the worker says more.`,
      };
    },
  };
}

/** Reads the dossier at its head, and notes that this run has followed. */
export function createLooker<D extends Dossier, E extends Happening, F>(open: OpenBook<D, E, F>, looks: Looks<D>) {
  const { pool, cache } = open;
  return async function look(order: LookAt): Promise<Look> {
    const head = await readHead(pool, nobody(order.round));
    if (!head) return looks.missing(order);
    const dossier = await cache.bringUpToDate(pool, head);
    const look = looks.of(head, dossier, order);
    if (head.followedSequence !== look.sequence || head.followedRun !== order.run)
      await pool.query({ name: 'follow', text: FOLLOW, values: [order.round, look.sequence, order.run] });
    return look;
  };
}

/** Nothing is lost with it: a look that is forgotten is looked again. So it does not wait for the disk. */
const FOLLOW = `WITH off AS (SELECT set_config('synchronous_commit', 'off', true))
  UPDATE rounds SET followed_sequence = $2, followed_run = $3 FROM off WHERE code = $1`;

const unknown = {
  attributes: { phase: 'UNKNOWN', committee: '', nextDeadline: null, overdueCount: 0, escalationLevel: 0 },
  closed: false,
} as const;

/** The look with an alarm above its page. */
const noted = (look: Look, alarm: string): Look => ({ ...look, details: `**${alarm}**\n\n${look.details}` });

/** The look with a moment that has come put off. */
function notBefore(look: Look, now: Instant, earliest: Instant): Look {
  return look.wakeAt !== undefined && hasCome(look.wakeAt, now) ? { ...look, wakeAt: earliest } : look;
}

/** The first letter in words, and how many more. */
function summaryOf([first, ...more]: readonly { readonly summary: string }[]): string {
  const further = more.length === 0 ? '' : ` (+${more.length})`;
  return `${first?.summary ?? ''}${further}`;
}
