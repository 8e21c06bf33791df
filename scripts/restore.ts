/** `npm run restore -- folder`: brings a copy back, into an empty database, as its owner (DATABASE_OWNER_URL). */
import { messageOf } from '../local/failure.ts';
import { readSettings, required } from '../settings.ts';
import { readCopy, restoreInto } from './tools/copy.ts';
import { counted } from './tools/counted.ts';

const USAGE = 'Say which copy: npm run restore -- folder';

try {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error(USAGE);
  const settings = readSettings();
  const url = settings.DATABASE_OWNER_URL ?? required(settings, 'DATABASE_URL');
  const copy = await readCopy(path);
  await restoreInto(url, copy);
  console.log(`Restored: ${counted(copy.manifest.heads.length, 'dossier')}, as of ${copy.manifest.at}.`);
  console.log('Now verify it (verify-ledger), then start worker and API on it.');
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
