/** `npm run backup -- folder [--letters folder]`: copies the ledger into a new folder below the one named, with what was at its
 *  head. CONTENT_KEYS are not in it: keep them elsewhere, or nobody opens the texts. */
import { parseArgs } from 'node:util';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';
import { makeCopy } from './tools/copy.ts';
import { counted } from './tools/counted.ts';

const USAGE = 'Say where the copy goes: npm run backup -- folder [--letters folder]';

try {
  const { values, positionals } = parseArgs({ options: { letters: { type: 'string' } }, allowPositionals: true });
  const [into] = positionals;
  if (into === undefined) throw new Error(USAGE);
  const database = await databaseOf();
  try {
    const { folder, manifest } = await makeCopy(database.ownerUrl ?? database.url, into, values.letters);
    const events = manifest.heads.reduce((sum, { sequence }) => sum + sequence, 0);
    console.log(`Copied: ${counted(manifest.heads.length, 'dossier')}, ${counted(events, 'event')}, into ${folder}`);
    console.log('The keys of CONTENT_KEYS are not in it. Try it: npm run restore-drill -- the folder.');
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
