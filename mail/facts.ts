/** What a letter is written from: plain data that the caller reads from the ledger and the registry. A letter says
 *  nothing that is not here; the content of findings and clues never is (J-V.5e). */
import type { Code, Day, Instant } from '../domain/vocabulary.ts';
import type { Duty } from '../domain/dossier/duty.ts';
import type { Addressee, Letter, LetterKind } from '../domain/dossier/letter.ts';

export interface LetterFacts {
  readonly letter: Letter;
  /** The duty that the letter is about. */
  readonly duty: Duty | null;
  readonly round: Code;
  readonly committeeName: string;
  readonly organisation: { readonly code: Code; readonly name: string } | null;
  /** The committee or organisation at which the addressee's post stands. */
  readonly placeName: string;
  readonly addresseeName: string;
  /** The round's day on which the letter is sent; days left and days overdue count from it. */
  readonly today: Day;
  /** The letter that did not arrive; of `undelivered` notices only. */
  readonly lost: LostLetter | null;
  /** When the rung fell due. The letter's `writtenAt` is when it was reached. */
  readonly rungDueAt: Instant | null;
}

export interface LostLetter {
  readonly to: Addressee;
  /** Why it was given up, as the ledger has it. */
  readonly failure: string;
  readonly addresseeName: string | null;
  /** Names the letter; without it the notice says 文书 and the key. */
  readonly kind?: LetterKind;
}

/** What stands in a letter's middle; the frame around it is the same for all. */
export interface Content {
  /** What the letter calls itself: 绿色提醒函. */
  readonly heading: string;
  /** What it is about, in a few words, for the subject. */
  readonly about: string;
  readonly paragraphs: readonly string[];
}
