/** The digest that goes upward with a filing: of every dossier of the committee, and of the registry, as they stand. */
import { REGISTRY } from '../domain/registry/events.ts';
import type { Code, FiledLedger } from '../domain/vocabulary.ts';
import { digestOf } from './chain.ts';
import type { Client, Pool } from './database.ts';

export async function ledgerToFile(client: Client | Pool, committee: Code): Promise<FiledLedger> {
  const { rows } = await client.query<{ code: string; sequence: number; hash: string }>({
    name: 'ledger-to-file',
    text: `SELECT code, sequence, hash FROM rounds WHERE committee = $1
           UNION ALL SELECT $2, sequence, hash FROM registry_head`,
    values: [committee, REGISTRY],
  });
  const heads = rows.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return { digest: digestOf(heads), heads: heads.map(({ code, sequence }) => ({ dossier: code, sequence })) };
}
