/** `npm run revive`: starts the workflow of every open round that has none running, from the ledger alone. For after the loss of
 *  a Temporal cluster or its database; running rounds are left as they are. */
import { pino } from 'pino';
import { createPool } from '../ledger/database.ts';
import { openRounds } from '../ledger/open-rounds.ts';
import { readSettings } from '../settings.ts';
import { connectLazily } from '../temporal/connection.ts';
import { createSweep } from '../temporal/sweep.ts';
import { databaseOf, runningSystem } from '../local/running.ts';
import { messageOf } from '../local/failure.ts';
import { counted } from './tools/counted.ts';

try {
  const settings = readSettings();
  const running = await runningSystem(settings);
  const address = settings.TEMPORAL_ADDRESS ?? running?.temporalAddress ?? `127.0.0.1:${settings.TEMPORAL_PORT}`;
  const database = await databaseOf();
  const pool = createPool(database.url, 4, (error) => console.error(messageOf(error)));
  const client = connectLazily({ ...settings, TEMPORAL_ADDRESS: address });
  const open = openRounds(pool);
  const { started: revived } = await createSweep(client, settings.TASK_QUEUE, open, pino({ level: 'warn' })).compare();
  const all = await open.all();
  console.log(
    revived.length === 0
      ? `${counted(all.length, 'open round')}; none is without its workflow.`
      : `${counted(all.length, 'open round')}; started again, having had no workflow: ${revived.join(' ')}`,
  );
  await client.connection.close();
  await pool.end();
  await database.release();
} catch (error) {
  console.error(
    `The rounds could not be revived: ${messageOf(error)}\nPostgreSQL and Temporal must both be up: npm start, or your own (DATABASE_URL, TEMPORAL_ADDRESS).`,
  );
  process.exitCode = 2;
}
