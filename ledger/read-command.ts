/** A command as it comes in: known by name, in the documented form; or why not. */
import type { CarryOut, Refused } from '../contracts/messages.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import type { Book, ReadCommand } from './book.ts';
import { canonical, sha256 } from './chain.ts';
import { unreadable } from './refused.ts';

export interface Fingerprinted<D extends Dossier, E extends DomainEvent, F> extends ReadCommand<D, E, F> {
  /** What was asked: the same id with another fingerprint is another request. */
  readonly fingerprint: string;
}

export function readCommand<D extends Dossier, E extends DomainEvent, F>(
  book: Book<D, E, F>,
  { name, id, by, payload }: CarryOut,
): Fingerprinted<D, E, F> | { readonly refusal: Refused } {
  const command = book.read(name, by, payload);
  if (!command) return { refusal: unreadable([{ fact: 'action', action: name }]) };
  if ('issues' in command || !isIdentifier(id) || !isIdentifier(by)) {
    const issues = 'issues' in command ? command.issues : [];
    return {
      refusal: unreadable(issues.map(({ path, message }) => ({ fact: 'form', at: `/${path.join('/')}`, message }))),
    };
  }
  return { ...command, fingerprint: sha256(canonical({ action: name, by, payload: command.payload })) };
}

const isIdentifier = (value: unknown): boolean => typeof value === 'string' && /^[\w./-]{1,400}$/.test(value);
