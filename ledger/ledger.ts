/** The ledger of rounds: what a worker does with it, each in one transaction, and what the API asks of it beforehand.
 *
 *  A command is decided here, under the lock of its round's head, with the facts read in the same transaction; what comes
 *  back is the outlook that the workflow keeps. Whatever the rules throw comes back as a value: only faults of the
 *  database are thrown, and those are retried for ever. */
import type { Logger } from 'pino';
import { type Instant, TIME } from '../domain/vocabulary.ts';
import { isWork } from '../contracts/committee.ts';
import type { Answer, CarryOut, Carried, Look, LookAt, PassTime, Refused } from '../contracts/messages.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { dayOf, hasCome, later } from '../domain/calendar.ts';
import type { PostAt } from '../domain/people/posts.ts';
import type { Round } from '../domain/round/state.ts';
import { get } from '../domain/keyed.ts';
import { append, type Extended, extend } from './append.ts';
import type { Book, Happening, ReadRule, RecordedIn } from './book.ts';
import { canonical, sha256 } from './chain.ts';
import { committeeBook } from './committee-book.ts';
import { type Client, first, isOwnFault, type Pool, transaction, violatedConstraint } from './database.ts';
import { holdersOf } from './facts.ts';
import { limitPer } from './limit-per.ts';
import { brokenRule, noSuchRound, otherRequest, refused, takenMeanwhile, unreadable } from './refused.ts';
import { roundBook } from './round-book.ts';
import { createCache, type Head } from './fold.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export interface Ledger {
  carryOut(order: CarryOut): Promise<Carried>;
  passTime(order: PassTime): Promise<Look>;
  look(order: LookAt): Promise<Look>;
  /** Read-only: a plain refusal, the first answer to a repeated id, or nothing in the way. */
  foresee(order: Omit<CarryOut, 'now' | 'known'>): Promise<Foreseen>;
  /** The round's state at its head, with who asks and what day it is there. */
  roundAsSeenBy(code: string, person: string): Promise<RoundSeen | undefined>;
  /** The same of a committee's own work. */
  workAsSeenBy(code: string, person: string): Promise<WorkSeen | undefined>;
}
export type Foreseen = { readonly answer: Answer } | { readonly refusal: Refused } | { readonly clear: true };
/** A dossier at its head, with who asks, in its own time: the database's clock, and its lead. */
interface Seen<D extends Dossier> {
  readonly dossier: D;
  readonly actor: Actor;
  readonly now: Instant;
}
export interface RoundSeen extends Omit<Seen<Round>, 'dossier'> {
  readonly round: Round;
}
export interface WorkSeen extends Omit<Seen<CommitteeFile>, 'dossier'> {
  readonly work: CommitteeFile;
}

interface LockedHead extends Head {
  readonly lastAt: Instant;
  readonly clock: Instant;
  readonly leadMs: number;
  readonly earlier: { readonly fingerprint: string; readonly answer: Answer } | null;
  readonly posts: readonly PostAt[];
  /** Who sits in a team of the round, and is suspended in the registry. */
  readonly suspended: readonly string[];
}

export interface LedgerOptions {
  readonly pool: Pool;
  readonly log: Logger;
  /** How many rounds to keep in memory. */
  readonly rememberedRounds: number;
  /** For tests that kill the process between commit and answer. */
  readonly afterCommit?: () => void;
}

export function createLedger(options: LedgerOptions): Ledger {
  const rounds = keep(roundBook, options);
  const works = keep(committeeBook, options);
  const keeping = (code: string) => (isWork(code) ? works : rounds);
  return {
    carryOut: (order) => keeping(order.round).carryOut(order),
    passTime: (order) => keeping(order.round).passTime(order),
    look: (order) => keeping(order.round).look(order),
    foresee: (order) => keeping(order.round).foresee(order),
    async roundAsSeenBy(code, person) {
      const seen = isWork(code) ? undefined : await rounds.seenBy(code, person);
      return seen && { round: seen.dossier, actor: seen.actor, now: seen.now };
    },
    async workAsSeenBy(code, person) {
      const seen = isWork(code) ? await works.seenBy(code, person) : undefined;
      return seen && { work: seen.dossier, actor: seen.actor, now: seen.now };
    },
  };
}

interface Keeping<D extends Dossier> extends Pick<Ledger, 'carryOut' | 'passTime' | 'look' | 'foresee'> {
  seenBy(code: string, person: string): Promise<Seen<D> | undefined>;
}

/** The ledger's work on the dossiers of one book. */
function keep<D extends Dossier, E extends Happening>(
  book: Book<D, E>,
  { pool, log, rememberedRounds, afterCommit }: LedgerOptions,
): Keeping<D> {
  const { outlook } = book;
  const cache = createCache(book, rememberedRounds);
  const oneAtATime = limitPer(1);

  const lookAt = async (known: number, head: LockedHead): Promise<Look> => {
    const round = await cache.bringUpToDate(pool, head);
    const view = outlook(round);
    const now = roundTime(head);
    // What the registry has and the round has not noticed yet makes it pass time at once.
    const unnoticed = book.noticed(round, head.suspended, now).length > 0;
    const due = { ...view, wakeAt: now, why: 'somebody in a team was suspended, or is no more' };
    return seen(known, head, unnoticed ? due : view, round.sequence);
  };

  /** A head below what the workflow knows is a ledger that was put back: said aloud, and shown. */
  const seen = (known: number, head: Head, view: Look['outlook'], sequence = head.sequence): Look => {
    if (known <= head.sequence) return { sequence, outlook: view };
    const { code } = head;
    log.error(
      { round: code, known, head: head.sequence, alarm: 'ledger-went-back' },
      'the ledger is older than its workflow',
    );
    const details = `**The ledger went back from ${known} to ${head.sequence}: it was restored from an older copy.**\n\n${view.details}`;
    return { sequence, outlook: { ...view, details }, wentBack: true };
  };

  const missing = (code: string): Look => {
    log.error(
      { round: code, alarm: 'round-not-in-ledger' },
      'a workflow runs for a round that the ledger does not have',
    );
    return {
      sequence: 0,
      wentBack: true,
      outlook: {
        why: 'the ledger does not have this round',
        letters: [],
        attributes: { phase: 'UNKNOWN', committee: '', nextDeadline: null, overdueCount: 0, escalationLevel: 0 },
        details: `**The ledger does not have ${code}.** It was restored from a copy older than the round: see docs/operations.md.`,
        closed: false,
      },
    };
  };

  async function carryOutUnderLock(
    client: Client,
    order: CarryOut,
    command: ReadCommand<D, E>,
  ): Promise<Carried & { commit?: () => void }> {
    const head = await lockHead(client, order);
    if (!head) return { ...missing(order.round), refusal: noSuchRound };
    const round = await cache.bringUpToDate(client, head);
    const unchanged = () => seen(order.known, head, outlook(round));
    if (head.earlier) return { ...unchanged(), ...repeated(head.earlier, command.fingerprint) };

    const now = later(order.now, head.lastAt);
    // What time has brought about comes first: a rung that was due is reached, though the command meets its duty.
    const byTime = await broughtByTime(client, round, head, now);
    const decided = await command.decide(client, byTime.dossier, { person: order.by, posts: head.posts }, now);
    if ('refusal' in decided) return { ...unchanged(), refusal: short(decided.refusal) };

    if (byTime.recorded.length > 0) await append(client, book, byTime);
    const stamp = { now, recordedAt: head.clock, by: order.by, command: order.id };
    const taken = extend(book, byTime.dossier, byTime.hash, decided.events, stamp);
    const answer = answerTo(taken.recorded, taken.dossier);
    const view = await append(client, book, taken, { id: order.id, fingerprint: command.fingerprint, answer });
    return {
      ...seen(order.known, head, view, taken.dossier.sequence),
      answer,
      commit: () => cache.remember(taken.dossier, taken.hash),
    };
  }

  async function passTimeUnderLock(client: Client, order: PassTime): Promise<Look & { commit?: () => void }> {
    const head = await lockHead(client, { ...order, id: '', by: '' });
    if (!head) return missing(order.round);
    const round = await cache.bringUpToDate(client, head);
    const now = later(order.now, head.lastAt);
    const byTime = await broughtByTime(client, round, head, now);
    if (byTime.recorded.length === 0) {
      const view = outlook(round);
      await client.query('UPDATE rounds SET wake_at = $2 WHERE code = $1', [round.code, view.wakeAt ?? null]);
      return lyingAhead(seen(order.known, head, view), now);
    }
    const view = await append(client, book, byTime);
    const look = lyingAhead(seen(order.known, head, view, byTime.dossier.sequence), now);
    return { ...look, commit: () => cache.remember(byTime.dossier, byTime.hash) };
  }

  /** The events that nobody asks for: what the registry has and the dossier has not noticed, and what is due by time; and the
   *  dossier after them. Mostly none. */
  async function broughtByTime(client: Client, round: D, head: LockedHead, now: Instant): Promise<Extended<D, E>> {
    const stamp = { now, recordedAt: head.clock, by: TIME, command: null };
    const registryChanges = book.noticed(round, head.suspended, now);
    // Asked of the fold, not of the projected moment: another version of the rules may see another one.
    if (registryChanges.length === 0 && !book.isDue(round, now)) return extend(book, round, head.hash, [], stamp);
    const holders = await holdersOf(client, book.postsInvolved(round, now), dayOf(now));
    const events = guarded(() => [...registryChanges, ...book.advance(round, now, holders)]);
    if ('broken' in events) throw new RuleBroke(events.broken);
    return extend(book, round, head.hash, events.value, stamp);
  }

  /** The dossier as the next command will find it: with what the registry has by now. */
  const asNoticed = (dossier: D, head: LockedHead): D => {
    const now = roundTime(head);
    const stamp = { now, recordedAt: head.clock, by: TIME, command: null };
    return extend(book, dossier, head.hash, book.noticed(dossier, head.suspended, now), stamp).dossier;
  };

  /** A fault of our own is no reason to try for ever: it is said aloud, and comes back as a value. */
  const ownFault = ({ round }: LookAt, error: unknown): Refused | undefined => {
    if (!(error instanceof RuleBroke) && !isOwnFault(error)) return undefined;
    log.error({ round, err: error, alarm: 'own-fault' }, 'the ledger could not do what it was asked');
    return brokenRule;
  };

  async function look({ round: code, known }: LookAt): Promise<Look> {
    const head = await readHead(pool, { round: code, id: '', by: '' });
    return head ? lookAt(known, head) : missing(code);
  }

  return {
    look,

    async carryOut(order) {
      const command = readCommand(book, order, log);
      if ('refusal' in command) return { ...(await look(order)), refusal: command.refusal };
      return oneAtATime(order.round, async () => {
        try {
          const { commit, ...carried } = await transaction(pool, (client) => carryOutUnderLock(client, order, command));
          afterCommit?.();
          commit?.();
          return carried;
        } catch (error) {
          const refusal = takenMeanwhile(violatedConstraint(error) ?? '', order.name) ?? ownFault(order, error);
          if (!refusal) throw error;
          return { ...(await look(order)), refusal };
        }
      });
    },

    passTime: (order) =>
      oneAtATime(order.round, async () => {
        try {
          const { commit, ...passed } = await transaction(pool, (client) => passTimeUnderLock(client, order));
          afterCommit?.();
          commit?.();
          return passed;
        } catch (error) {
          if (!ownFault(order, error)) throw error;
          return postponed(await look(order), order);
        }
      }),

    async foresee(order) {
      const command = readCommand(book, order, log);
      if ('refusal' in command) return command;
      const head = await readHead(pool, order);
      if (!head) return { refusal: noSuchRound };
      if (head.earlier) return repeated(head.earlier, command.fingerprint);
      const round = asNoticed(await cache.bringUpToDate(pool, head), head);
      const decided = await command.decide(pool, round, { person: order.by, posts: head.posts }, roundTime(head));
      return 'refusal' in decided ? decided : { clear: true };
    },

    async seenBy(code, person) {
      const head = await readHead(pool, { round: code, id: '', by: person });
      if (!head) return undefined;
      const dossier = asNoticed(await cache.bringUpToDate(pool, head), head);
      return { dossier, actor: { person, posts: head.posts }, now: roundTime(head) };
    },
  };
}

const roundTime = ({ clock, leadMs, lastAt }: LockedHead): Instant =>
  later(new Date(Date.parse(clock) + leadMs).toISOString(), lastAt);

/** What the rules threw, on its way out of a transaction. */
class RuleBroke extends Error {
  constructor(cause: unknown) {
    super('the rule book failed', { cause });
  }
}

const LATER_MS = 3_600_000;

/** The next moment always lies ahead: one that does not would make the round spin. */
const lyingAhead = (look: Look, now: Instant): Look =>
  look.outlook.wakeAt !== undefined && hasCome(look.outlook.wakeAt, now) ? postponed(look, { now }) : look;

/** Time could not be passed: again in an hour, so that the round neither spins nor sleeps for ever. */
function postponed(look: Look, { now }: Pick<PassTime, 'now'>): Look {
  const wakeAt = new Date(Date.parse(now) + LATER_MS).toISOString();
  return { ...look, outlook: { ...look.outlook, wakeAt, why: 'the rule book failed; trying again in an hour' } };
}

// ——— The head ———

const HEAD = `
SELECT r.code, r.sequence, r.hash, r.last_at AS "lastAt", r.lead_ms AS "leadMs",
  date_trunc('milliseconds', clock_timestamp()) AS clock,
  (SELECT jsonb_build_object('fingerprint', c.fingerprint, 'answer', c.answer)
     FROM commands c WHERE c.round = r.code AND c.id = $2) AS earlier,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('post', p.post, 'place', p.place)), '[]')
     FROM posts p, to_char(greatest(coalesce($4::timestamptz, clock_timestamp() + r.lead_ms * interval '1 millisecond'), r.last_at)
       AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS today
     WHERE p.person = $3 AND p."from" <= today AND (p."to" IS NULL OR p."to" >= today)) AS posts,
  ARRAY(SELECT DISTINCT p.code FROM teams t
    CROSS JOIN jsonb_array_elements_text(jsonb_build_array(t.data->'leader') || (t.data->'deputies') || (t.data->'members')) AS seated (code)
    JOIN people p ON p.code = seated.code
    WHERE t.round = r.code AND (p.data->>'suspended')::boolean ORDER BY 1) AS suspended
FROM rounds r WHERE r.code = $1`;

interface HeadOrder {
  readonly round: string;
  readonly id: string;
  readonly by: string;
  readonly now?: Instant;
}

/** The head, an earlier answer to the same id, and the actor's posts on the round's day: one query. */
const readHead = (client: Client | Pool, { round, id, by, now }: HeadOrder) =>
  first<LockedHead>(client, { name: 'read-head', text: HEAD, values: [round, id, by, now ?? null] });
/** Locked first and read afterwards: a statement that had to wait for the lock would still not see the commands of others. */
async function lockHead(client: Client, order: HeadOrder): Promise<LockedHead | undefined> {
  await client.query({
    name: 'lock-head',
    text: 'SELECT FROM rounds WHERE code = $1 FOR UPDATE',
    values: [order.round],
  });
  return readHead(client, order);
}

// ——— Commands ———

interface ReadCommand<D extends Dossier, E extends Happening> {
  readonly fingerprint: string;
  decide(client: Client | Pool, dossier: D, actor: Actor, now: Instant): Promise<Decided<E>>;
}
type Decided<E extends Happening> = { readonly events: readonly E[] } | { readonly refusal: Refused };
type Order = Pick<CarryOut, 'round' | 'id' | 'by' | 'name' | 'payload'>;

/** A command as it came in: known by name, in the documented form; or why not. */
function readCommand<D extends Dossier, E extends Happening>(
  book: Book<D, E>,
  { round: code, name, id, by, payload }: Order,
  log: Logger,
): ReadCommand<D, E> | { readonly refusal: Refused } {
  const rule = book.read(name, by, payload);
  if (!rule) return { refusal: unreadable([{ fact: 'action', action: name }]) };
  if ('issues' in rule || !isIdentifier(id) || !isIdentifier(by)) {
    const issues = 'issues' in rule ? rule.issues : [];
    return {
      refusal: unreadable(issues.map(({ path, message }) => ({ fact: 'form', at: `/${path.join('/')}`, message }))),
    };
  }
  return {
    fingerprint: fingerprint(name, by, rule.payload),
    decide: (client, dossier, actor, now) => decideGuarded(rule, client, dossier, actor, now),
  };

  async function decideGuarded(
    { ask }: ReadRule<D, E>,
    client: Client | Pool,
    dossier: D,
    actor: Actor,
    now: Instant,
  ): Promise<Decided<E>> {
    const gather = guarded(() => ask(dossier));
    if ('broken' in gather) return broken(gather.broken);
    const decide = await gather.value(client, dayOf(now));
    const decided = guarded(() => decide(actor, now));
    if ('broken' in decided) return broken(decided.broken);
    return 'missing' in decided.value ? { refusal: refused(decided.value, name) } : { events: decided.value };
  }

  function broken(error: unknown): { readonly refusal: Refused } {
    log.error({ round: code, action: name, err: error, alarm: 'rule-broke' }, 'the rule book failed on a command');
    return { refusal: brokenRule };
  }
}

/** Rules may refuse; they may not throw. If one does, that is a value too, and the round goes on. */
function guarded<T>(rule: () => T): { readonly value: T } | { readonly broken: unknown } {
  try {
    return { value: rule() };
  } catch (broken) {
    return { broken };
  }
}

const isIdentifier = (value: unknown): boolean => typeof value === 'string' && /^[\w./-]{1,400}$/.test(value);

/** What was asked: the same id with another fingerprint is another request. */
const fingerprint = (action: string, by: string, payload: unknown): string =>
  sha256(canonical({ action, by, payload }));

function repeated(
  earlier: NonNullable<LockedHead['earlier']>,
  asked: string,
): { answer: Answer } | { refusal: Refused } {
  return earlier.fingerprint === asked ? { answer: earlier.answer } : { refusal: otherRequest };
}

/** A refusal travels through Temporal: of a long list of missing facts the first hundred. */
function short(refusal: Refused): Refused {
  const { missing } = refusal;
  if (missing.length <= 100) return refusal;
  return { ...refusal, missing: [...missing.slice(0, 100), { fact: 'more', count: missing.length - 100 }] };
}

function answerTo(recorded: readonly RecordedIn<Happening>[], round: Dossier): Answer {
  const touched = recorded.flatMap(({ type, data, opens = [], closes = [] }) => [
    ...[...opens, ...closes].map(({ key }) => key),
    ...(type === 'ExtensionGranted' && 'duty' in data ? [String(data.duty)] : []),
  ]);
  return {
    sequence: round.sequence,
    events: recorded.map(({ sequence, type, at, on, clause }) => ({ sequence, type, at, on, clause })),
    duties: [...new Set(touched)].flatMap((key) => {
      const duty = get(round.duties, key);
      if (!duty) return [];
      const { kind, organisation, owedBy, dueOn, dueAt, outcome } = duty;
      return [{ key, kind, organisation, owedBy, dueOn, dueAt, outcome }];
    }),
  };
}
