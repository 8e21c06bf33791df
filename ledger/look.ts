/** What a workflow is told of its dossier: how it stands at its head, in words and codes for the Temporal UI. */
import type { Look, LookAt } from '../contracts/messages.ts';
import type { Instant, Language } from '../domain/vocabulary.ts';
import { hasCome } from '../domain/calendar.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import { type CallerHead, dossierTime, nobody, readHead } from './head.ts';
import type { OpenBook } from './open-book.ts';
import { RuleError } from './rule-error.ts';

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

export function createLooks<D extends Dossier, E extends DomainEvent, F>({
  book,
  log,
  language = 'zh',
}: OpenBook<D, E, F>): Looks<D> {
  const say = wordsIn(language);
  /** The ledger is older than the workflow: it was restored. */
  function whenOlder(look: Look, { round, known }: LookAt): Look {
    if (known <= look.sequence) return look;
    log.error(
      { round, known, head: look.sequence, alarm: 'ledger-went-back' },
      'the ledger is older than its workflow: it was restored',
    );
    return noted({ ...look, wentBack: true }, say.wentBack(known, look.sequence));
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
      say.apart(now, dossierTime(head)),
    );
  }

  function stands(head: CallerHead, dossier: D, order: LookAt): Look {
    const { letters, ...view } = book.outlook(dossier, language);
    // What the registry has and the dossier has not noticed yet makes it pass time at once.
    const unnoticed = book.noticed(dossier, head.suspended, dossierTime(head)).length > 0;
    const look: Look = {
      sequence: dossier.sequence,
      ...view,
      ...(letters.length === 0 ? {} : { letters: summaryOf(letters) }),
      ...(unnoticed ? { wakeAt: order.now, why: say.registryChanged } : {}),
    };
    return whenApart(whenOlder(look, order), head, order);
  }

  function failed({ round, known, now }: LookAt, error: unknown): Look {
    log.error({ round, err: error, alarm: 'own-fault' }, 'the ledger could not do what it was asked');
    const again = new Date(Date.parse(now) + RETRY_MS).toISOString();
    return {
      ...unknown,
      sequence: known,
      why: say.ruleFailed(round),
      wakeAt: again,
      details: `**${say.ruleFailed(round)}**`,
    };
  }

  return {
    of(head, dossier, order) {
      try {
        return stands(head, dossier, order);
      } catch (error) {
        // Time has passed, letters have left: what cannot be shown takes nothing of it back.
        return { ...failed(order, error), sequence: dossier.sequence };
      }
    },

    missing({ round }) {
      log.error({ round, alarm: 'round-not-in-ledger' }, 'a workflow runs for a round that the ledger does not have');
      return {
        ...unknown,
        sequence: 0,
        wentBack: true,
        why: say.notInLedger(round),
        details: `**${say.notInLedger(round)}**`,
      };
    },

    failed,
  };
}

/** Reads the dossier at its head, and notes that this run has followed. */
export function createLooker<D extends Dossier, E extends DomainEvent, F>(open: OpenBook<D, E, F>, looks: Looks<D>) {
  const { pool, cache } = open;

  async function lookAtHead(order: LookAt): Promise<Look> {
    const head = await readHead(pool, nobody(order.round));
    if (!head) return looks.missing(order);
    const dossier = await cache.bringUpToDate(pool, head);
    const look = looks.of(head, dossier, order);
    if (head.followedSequence !== look.sequence || head.followedRun !== order.run)
      await pool.query({ name: 'follow', text: FOLLOW, values: [order.round, look.sequence, order.run] });
    return look;
  }

  return async function look(order: LookAt): Promise<Look> {
    try {
      return await lookAtHead(order);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      return looks.failed(order, error);
    }
  };
}

/** Nothing is lost with it: a look that is forgotten is looked again. So it does not wait for the disk. */
const FOLLOW = `WITH off AS (SELECT set_config('synchronous_commit', 'off', true))
  UPDATE rounds SET followed_sequence = $2, followed_run = $3 FROM off WHERE code = $1`;

/** What is amiss, on the page in the UI. */
const wordsIn = (language: Language) => words[language];
const words = {
  zh: {
    wentBack: (known: number, head: number) => `台账由第${known}条退回第${head}条：系由较早备份恢复，请管理员核对。`,
    apart: (workflow: Instant, database: Instant) =>
      `Temporal 时间为 ${workflow}，数据库时间为 ${database}：两者一致之前不计时，请管理员校时。`,
    registryChanged: '巡察组有人被停止工作或已不在组内，即时登记',
    notInLedger: (round: string) => `台账中没有 ${round}：台账系由早于该轮的备份恢复，参见 docs/operations.md。`,
    ruleFailed: (round: string) => `${round} 规则运算出错，一小时后重试；详见 worker 日志。`,
  },
  en: {
    wentBack: (known: number, head: number) =>
      `The ledger went back from ${known} to ${head}: it was restored from an older copy.`,
    apart: (workflow: Instant, database: Instant) =>
      `Temporal says ${workflow}, the database ${database}: no time passes until they agree.`,
    registryChanged: 'Somebody in a team was suspended, or is no more',
    notInLedger: (round: string) =>
      `The ledger does not have ${round}: it was restored from a copy older than the round, see docs/operations.md.`,
    ruleFailed: (round: string) =>
      `The rule book failed on ${round}; trying again in an hour. The worker’s log says more.`,
  },
} as const;

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
