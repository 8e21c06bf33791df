/** Which book a dossier is kept by: its code says it. */
import { isWork } from '../contracts/committee.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Book, Happening } from './book.ts';
import { committeeBook } from './committee-book.ts';
import { roundBook } from './round-book.ts';

/** Does something with the book of a dossier, whichever it is. */
export const withBookOf = <T>(code: string, use: <D extends Dossier, E extends Happening>(book: Book<D, E>) => T): T =>
  isWork(code) ? use(committeeBook) : use(roundBook);
