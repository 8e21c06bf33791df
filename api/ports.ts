/** What the API needs from elsewhere, so that its tests need no Temporal. */
import type { Logger } from 'pino';
import type { Language } from '../domain/vocabulary.ts';
import type { ContentKeys } from '../ledger/contents/key-ring.ts';
import type { Pool } from '../ledger/database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NotReady } from '../ledger/readiness.ts';
import type { Watch } from '../metrics/metrics.ts';
import type { Notifier } from '../temporal/notifier.ts';
import type { Rounds } from '../temporal/rounds.ts';
import type { Identify } from './identify.ts';
import type { Provider } from './sign-in/provider.ts';

export interface Ports {
  readonly pool: Pool;
  readonly ledger: Ledger;
  /** Starts workflows. Nothing that a caller asks for rests on it. */
  readonly rounds: Pick<Rounds, 'start'>;
  /** Tells workflows what was done. */
  readonly notifier: Notifier;
  readonly contentKeys: ContentKeys;
  /** In which language the Temporal UI says what was done. */
  readonly language: Language;
  /** How it is reached from outside, and how often. */
  readonly edge: Edge;
  readonly identify: Identify;
  /** The identity provider of the house; absent where none is set up. */
  readonly provider?: Provider | undefined;
  readonly log: Logger;
  readonly watch: Watch;
  readonly health: () => Promise<Health>;
  readonly notReady: () => Promise<NotReady | undefined>;
  /** Moves a round's clock; development only. */
  readonly advance?: Advance;
}

/** How the program is reached. */
export interface Edge {
  /** Where people reach the program; without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** The origin of the identity provider: who signs out is sent there. */
  readonly provider?: string | undefined;
  /** By which names it may be called, without ports. */
  readonly hosts: ReadonlySet<string>;
  /** The proxies in front of it: what they say of a caller's address is believed, and nothing else that they say. */
  readonly proxies: readonly string[];
  readonly limits: Limits;
}
/** How many in a minute. */
export interface Limits {
  /** Of one person at one address of the description. */
  readonly reads: number;
  readonly acts: number;
  /** Of one address of the network, before anybody is known. */
  readonly signIns: number;
}

/** Ends with its caller, after the hop that is under way. */
export type Advance = (round: string, to: Target, caller: AbortSignal) => Promise<Advanced>;
/** `MOVING`: somebody else is moving this round's clock. */
export type Advanced = { readonly now: string } | 'MOVING' | 'TOO_FAR';
export type Target = { readonly to: string } | { readonly days: number };

/** What is up. Commands need the ledger alone; letters and the Temporal UI need the rest. */
export interface Health {
  readonly missing: readonly ('PostgreSQL' | 'Temporal' | 'worker')[];
  /** How many seconds ago a worker last polled; null if none is known. */
  readonly workerPolledSecondsAgo: number | null;
}
