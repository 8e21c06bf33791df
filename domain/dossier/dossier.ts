/** A dossier (案卷): what the ledger keeps under one code, with its duties and its letters. A round is one; a committee's own
 *  work is another. Clocks, ladders and letters know no more of either than this. */
import type { Keyed } from '../keyed.ts';
import type { Substitute } from '../people/posts.ts';
import type { PinnedPack } from '../policy/pack.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { Duty } from './duty.ts';
import type { Letter } from './letter.ts';

export interface Dossier {
  readonly code: Code;
  readonly committee: Code;
  readonly pack: PinnedPack;
  /** ENTERING while its history is entered from paper: nothing moves by time, and no letter is written. */
  readonly takeover?: 'ENTERING' | 'LIVE' | null;
  /** Since when it is suspended: the clocks of the office stand still. */
  readonly suspendedOn?: Day | null;
  /** Who acts in a round by a post whose holders are tied: they get its letters as well. */
  readonly substitutes?: readonly Substitute[];
  /** A round's sealed key-person sheets, of which only the number is ever shown. */
  readonly sheets?: readonly string[];
  /** The sequence and the instant of the last event. */
  readonly sequence: number;
  readonly at: Instant;
  /** How it ended, if it has. */
  readonly ended: string | null;
  readonly duties: Keyed<Duty>;
  readonly letters: Keyed<Letter>;
  /** Keys of the letters that are still to be sent, in the order in which they were written. */
  readonly outbox: readonly string[];
  /** How many letters never reached anybody, not even as a notice to the office. */
  readonly unreachable: number;
}

/** The paper years are being entered: nothing moves by time, and no letter is written. */
export const isEntering = ({ takeover }: Pick<Dossier, 'takeover'>): boolean => takeover === 'ENTERING';
