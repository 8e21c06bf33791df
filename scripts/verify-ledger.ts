/** `npm run verify-ledger [-- round] [--texts]`: is every row there, in order and unchanged, and do the lists say what the events
 *  say? With --texts every sealed text is opened, too, with CONTENT_KEYS or with the key of DATA_DIR. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ContentKeys, contentKeys } from '../ledger/contents/key-ring.ts';
import { createPool } from '../ledger/database.ts';
import { recordVerification } from '../ledger/verifications.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { databaseOf } from '../local/running.ts';
import { messageOf } from '../local/failure.ts';
import { readSettings } from '../settings.ts';
import { counted } from './tools/counted.ts';

const asked = process.argv.slice(2);
const opensTexts = asked.includes('--texts');
const only = asked.find((argument) => !argument.startsWith('--'));

async function keysAtHand(): Promise<ContentKeys> {
  const { CONTENT_KEYS, DATA_DIR } = readSettings();
  return contentKeys(CONTENT_KEYS ?? (await readFile(join(resolve(DATA_DIR), 'content.key'), 'utf8')));
}

try {
  const keys = opensTexts ? await keysAtHand() : undefined;
  const database = await databaseOf();
  const pool = createPool(database.url, 2, (error) => console.error(messageOf(error)));
  const verified = await verifyLedger(pool, only, keys);
  const { rounds, works, events, registryEvents, faults, ahead, digest } = verified;
  // A copy that only reads is verified all the same.
  if (only === undefined)
    await recordVerification(pool, verified).catch((error: unknown) =>
      console.error(`That it was verified could not be noted: ${messageOf(error)}`),
    );
  await pool.end();
  await database.release();
  const what = `${counted(rounds, 'round')}, the own work of ${counted(works, 'committee')}, ${counted(events, 'event')}, the registry with ${counted(registryEvents, 'event')}`;
  for (const fault of faults) console.log(`✗ ${fault}`);
  for (const clock of ahead) console.log(`! ${clock}. Outside development no clock may run ahead.`);
  console.log(
    faults.length === 0
      ? `The ledger is whole: ${what}.`
      : `${counted(faults.length, 'fault')} in ${what}. Do not write to this database; compare it with your last copy (docs/operations.md).`,
  );
  console.log(
    `Digest ${digest}\nKeep the digest elsewhere: only so can a rewritten or shortened ledger be told from a whole one.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}
