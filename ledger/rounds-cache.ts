/** The state of rounds, brought up to date from the ledger: cached in memory, else folded from the events. */
import { fold, evolve } from '../domain/round/evolve.ts';
import type { Recorded } from '../domain/round/rule.ts';
import type { Round } from '../domain/round/state.ts';
import { type Client, first, type Pool } from './database.ts';

/** Where a round's ledger ends. */
export interface Head {
  readonly code: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface RoundsCache {
  /** The round at this head, or later; reads only the events that the memory lacks. */
  bringUpToDate(client: Client | Pool, head: Head): Promise<Round>;
  /** Remembers a round after its transaction has committed. */
  remember(round: Round, hash: string): void;
}

export function createRoundsCache(capacity: number): RoundsCache {
  const remembered = new Map<string, { round: Round; hash: string }>();

  const remember = (round: Round, hash: string) => {
    remembered.delete(round.code);
    remembered.set(round.code, { round, hash });
    const [oldest] = remembered.keys();
    if (remembered.size > capacity && oldest !== undefined) remembered.delete(oldest);
  };

  return {
    remember,
    async bringUpToDate(client, head) {
      const known = remembered.get(head.code);
      if (known?.hash === head.hash) return known.round;
      const sound = known && (await hashAt(client, head.code, known.round.sequence)) === known.hash;
      // Somebody else has seen more of it meanwhile.
      if (sound && known.round.sequence >= head.sequence) return known.round;
      const events = await eventsAfter(client, head.code, sound ? known.round.sequence : 0, head.sequence);
      const round = sound
        ? events.reduce((state, event) => evolve(state, event), known.round)
        : foldAll(head.code, events);
      if (round.sequence !== head.sequence)
        throw new Error(`The ledger of ${head.code} ends at ${round.sequence}, its head says ${head.sequence}`);
      remember(round, head.hash);
      return round;
    },
  };
}

/** The whole fold: for a cold cache, and for checks. */
export function foldAll(code: string, [planned, ...rest]: readonly Recorded[]): Round {
  if (planned?.type !== 'RoundPlanned') throw new Error(`The ledger of ${code} does not begin with its plan`);
  return fold(planned, rest);
}

/** The columns of `events` are named and shaped as the program's events are. */
export async function eventsAfter(
  client: Client | Pool,
  code: string,
  after: number,
  upTo: number,
): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>({
    name: 'events-after',
    text: `SELECT sequence, type, at, "on", by, clause, data, opens, closes FROM events
           WHERE round = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence`,
    values: [code, after, upTo],
  });
  return rows;
}

async function hashAt(client: Client | Pool, code: string, sequence: number): Promise<string | undefined> {
  const row = await first<{ hash: string }>(client, {
    name: 'hash-at',
    text: 'SELECT hash FROM events WHERE round = $1 AND sequence = $2',
    values: [code, sequence],
  });
  return row?.hash;
}
