/** What the API needs from elsewhere, so that its tests need no Temporal. */
import type { Logger } from 'pino';
import type { ContentKeys } from '../ledger/contents/contents.ts';
import type { Pool } from '../ledger/database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Rounds } from '../temporal/rounds.ts';
import type { Identify } from './identify.ts';

export interface Ports {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly rounds: Rounds;
  readonly contentKeys: ContentKeys;
  readonly identify: Identify;
  readonly log: Logger;
  /** What a command needs and is not up; empty when all is well. */
  readonly missing: () => Promise<string[]>;
  /** Moves a round's clock; development only. */
  readonly advance?: Advance;
}

/** Ends with its caller, after the hop that is under way. */
export type Advance = (round: string, to: Target, caller: AbortSignal) => Promise<Advanced>;
/** `MOVING`: somebody else is moving this round's clock. */
export type Advanced = { readonly now: string } | 'MOVING' | 'TOO_FAR';
export type Target = { readonly to: string } | { readonly days: number };
