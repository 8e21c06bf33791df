/** `npm run confirm -- E-17 --document …`: confirms entries of the registry where nobody else is there who could, as the operator.
 *  `GET /registry/pending` lists them, with who may confirm each. */
import { parseArgs } from 'node:util';
import { documentNumber } from '../contracts/schemas/fields.ts';
import { OPERATOR } from '../domain/registry/events.ts';
import { type Settled, settleEntry } from '../ledger/registry/settle.ts';
import { onDatabase } from '../local/example-registry.ts';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';

const USAGE = 'Say which entries, and by which document: npm run confirm -- E-17 [E-18 …] --document 市委〔2026〕12号';

try {
  const { values, positionals } = parseArgs({ options: { document: { type: 'string' } }, allowPositionals: true });
  if (positionals.length === 0 || values.document === undefined) throw new Error(USAGE);
  const document = documentNumber.parse(values.document);
  const database = await databaseOf();
  try {
    await onDatabase(database.url, async (pool) => {
      for (const entry of positionals) {
        const settled = await settleEntry(pool, entry, { what: 'confirm', document }, OPERATOR);
        console.log(`${entry}: ${inWords(settled)}`);
        if ('refused' in settled) process.exitCode = 1;
      }
    });
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

function inWords(settled: Settled): string {
  if ('settled' in settled) return `confirmed, in effect (${settled.settled.part} ${settled.settled.subject})`;
  if (settled.refused === 'NOT_YOURS')
    return `others can confirm it: ${settled.confirmers.people.join(', ')}. The operator does so where nobody else is there.`;
  const why = {
    UNKNOWN: 'there is no such entry',
    OVER: 'it does not wait any more',
    STALE: 'what it changes has changed otherwise meanwhile: have it declined, and entered again',
    CIRCLE: 'a committee would stand above itself',
    IN_USE: 'others have named it meanwhile',
  };
  return why[settled.refused];
}
