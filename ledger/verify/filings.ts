/** What was filed upward told the office above where the ledger stood: it must still have been there. */
import { z } from 'zod';
import { REGISTRY } from '../../domain/registry/events.ts';
import type { FiledLedger } from '../../domain/vocabulary.ts';
import { digestOf } from '../chain.ts';
import type { Reader, Row } from './rows.ts';

const filed = z.object({
  ledger: z.object({
    digest: z.string(),
    heads: z.array(z.object({ dossier: z.string(), sequence: z.number().int() })),
  }),
});

export async function rewrittenSinceFiled(reader: Reader, code: string, rows: readonly Row[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { sequence, type, data } of rows) {
    const read = type === 'FiledUpward' ? filed.safeParse(data).data : undefined;
    if (!read) continue;
    const { missing, digest } = await asItStands(reader, read.ledger);
    const where = `row ${sequence} (${type})`;
    if (missing.length > 0)
      faults.push(`${code}: ${where} was filed over ${missing.join(', ')}, which is not there any more`);
    else if (digest !== read.ledger.digest)
      faults.push(
        `${code}: ${where} was filed with the digest ${read.ledger.digest}, and what it was made of has been rewritten: it comes to ${digest} now`,
      );
  }
  return faults;
}

async function asItStands(reader: Reader, { heads }: FiledLedger) {
  const { rows } = await reader.query<{ dossier: string; hash: string | null }>(
    `SELECT h.dossier, coalesce(e.hash, r.hash) AS hash
     FROM jsonb_to_recordset($1::jsonb) AS h (dossier text, sequence int)
     LEFT JOIN events e ON e.round = h.dossier AND e.sequence = h.sequence
     LEFT JOIN registry_events r ON h.dossier = $2 AND r.sequence = h.sequence`,
    [JSON.stringify(heads), REGISTRY],
  );
  const hashes = new Map(rows.map(({ dossier, hash }) => [dossier, hash]));
  const missing = heads.filter(({ dossier }) => !hashes.get(dossier));
  return {
    missing: missing.map(({ dossier, sequence }) => `row ${sequence} of ${dossier}`),
    digest: digestOf(heads.map(({ dossier }) => ({ code: dossier, hash: hashes.get(dossier) ?? '' }))),
  };
}
