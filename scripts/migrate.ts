/** `npm run migrate`: brings the database to the schema of this program, as its owner (DATABASE_OWNER_URL), and gives the programs'
 *  role what it may. API and worker do not: they never are the owner. */
import { migrate } from '../ledger/migrate.ts';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';

try {
  const database = await databaseOf();
  try {
    await migrate(database.ownerUrl ?? database.url);
    console.log('The database is at the schema of this program.');
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
