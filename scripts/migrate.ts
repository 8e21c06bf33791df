/** `npm run migrate`: brings the database to the schema of this program. API and worker do so as well when they start; this is for
 *  whoever wants to see it done before. */
import { migrate } from '../ledger/migrate.ts';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';

try {
  const database = await databaseOf();
  try {
    await migrate(database.url);
    console.log('The database is at the schema of this program.');
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
