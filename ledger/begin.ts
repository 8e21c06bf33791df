/** The beginning of a dossier: its head, its first event, its rows. */
import type { Dossier } from '../domain/dossier/dossier.ts';
import { headRow, lineOf } from './append.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import type { Fold } from './book.ts';
import { genesis, linkHash } from './chain.ts';
import type { SealedText } from './contents/contents.ts';
import { requireTextsStored } from './contents/named-texts.ts';
import type { Client } from './database.ts';
import { writing } from './write-down.ts';

export interface Beginning<E extends DomainEvent> {
  readonly first: RecordedEvent<E>;
  /** Of the plan, so that the same plan again is no conflict; empty where there is one dossier per committee. */
  readonly fingerprint: string;
  readonly command: string;
  readonly texts: readonly SealedText[];
}

/** Whether the dossier is new; one that is there already stays as it is. */
export async function begin<D extends Dossier, E extends DomainEvent>(
  client: Client,
  book: Fold<D, E>,
  { first, fingerprint, command, texts }: Beginning<E>,
): Promise<boolean> {
  const dossier = book.begin(first);
  if (!dossier) throw new Error(`${first.type} begins no dossier`);
  requireTextsStored([first], texts);
  const { code, committee } = dossier;
  const { rowCount } = await client.query(
    `INSERT INTO rounds (code, committee, fingerprint, sequence, hash, last_at, phase, closed, overdue_count)
     VALUES ($1, $2, $3, 0, $4, $5, '', false, 0) ON CONFLICT (code) DO NOTHING`,
    [code, committee, fingerprint, genesis(code), first.at],
  );
  if (rowCount === 0) return false;
  const line = lineOf(first, { recordedAt: first.at, command });
  const hash = linkHash(genesis(code), line);
  await client.query(
    writing(code, {
      head: headRow(dossier, hash, book.standing(dossier)),
      lines: [{ ...line, recorded_at: line.recordedAt, hash }],
      contents: texts.map((text) => ({ ...text, command })),
      ...book.rows(undefined, dossier),
    }),
  );
  return true;
}
