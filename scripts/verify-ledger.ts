/** `npm run verify-ledger [round]`: is every row there, in order and unchanged, and do the lists say what the events say? */
import { createPool } from '../ledger/database.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { databaseOf } from '../local/running.ts';
import { messageOf } from '../local/failure.ts';
import { counted } from './tools/counted.ts';

try {
  const database = await databaseOf();
  const pool = createPool(database.url, 2, (error) => console.error(messageOf(error)));
  const { rounds, works, events, registryEvents, faults, digest } = await verifyLedger(pool, process.argv[2]);
  await pool.end();
  await database.release();
  const what = `${counted(rounds, 'round')}, the own work of ${counted(works, 'committee')}, ${counted(events, 'event')}, the registry with ${counted(registryEvents, 'event')}`;
  for (const fault of faults) console.log(`✗ ${fault}`);
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
