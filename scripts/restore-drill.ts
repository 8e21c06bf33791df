/** `npm run restore-drill -- folder`: restores a copy into a database beside, verifies it, opens each text where CONTENT_KEYS are
 *  there, and shows what the ledger has by now that would be lost. The database beside goes again; the ledger is only read. */
import { contentKeys } from '../ledger/contents/key-ring.ts';
import { headsOf, type Loss, lossSince } from '../ledger/copies.ts';
import { createPool, type Pool } from '../ledger/database.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';
import { readSettings } from '../settings.ts';
import { besides, differingHeads, readCopy, restoreInto, UNHURRIED } from './tools/copy.ts';
import { counted } from './tools/counted.ts';

const USAGE = 'Say which copy, or the folder of all copies: npm run restore-drill -- folder';
const EVENTS_SHOWN = 20;

const onPool = async <T>(url: string, use: (pool: Pool) => Promise<T>): Promise<T> => {
  const pool = createPool(url, 2, (error) => console.error(messageOf(error)), UNHURRIED);
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
};

try {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error(USAGE);
  const { CONTENT_KEYS } = readSettings();
  const keys = CONTENT_KEYS === undefined ? undefined : contentKeys(CONTENT_KEYS);
  const database = await databaseOf();
  const url = database.ownerUrl ?? database.url;
  try {
    const copy = await readCopy(path);
    console.log(`The copy of ${copy.manifest.at}, in ${copy.folder}`);
    const from = performance.now();
    const faults = await besides(url, async (beside) => {
      await restoreInto(beside, copy);
      console.log(`Restored beside in ${inSeconds(from)}`);
      return onPool(beside, async (pool) => {
        const verified = await verifyLedger(pool, undefined, keys);
        console.log(
          `Verified: ${counted(verified.events + verified.registryEvents, 'event')}, digest ${verified.digest}`,
        );
        return [...verified.faults, ...differingHeads(copy.manifest, await headsOf(pool))];
      });
    });
    console.log(keys ? 'Every text was opened.' : 'No text was opened: CONTENT_KEYS is not set.');
    const losses = await onPool(url, (pool) => lossSince(copy.manifest.heads, pool));
    for (const fault of faults) console.log(`✗ ${fault}`);
    tell(losses);
    const isGood = faults.length === 0 && !losses.some(({ differs }) => differs);
    console.log(isGood ? `The copy is good. The drill took ${inSeconds(from)}.` : 'The copy is NOT good: see above.');
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}

function tell(losses: readonly Loss[]): void {
  const events = losses.reduce((sum, loss) => sum + loss.events.length, 0);
  console.log(
    events === 0
      ? 'Nothing has happened since the copy: nothing would be lost.'
      : `Restoring it would lose ${counted(events, 'event')} of ${counted(losses.length, 'dossier')}:`,
  );
  for (const { code, keptUpTo, differs, events: lost } of losses) {
    if (differs)
      console.log(`✗ ${code}: up to ${keptUpTo} the ledger is not what the copy says; one of them was changed`);
    if (lost.length > 0) console.log(`  ${code}: ${keptUpTo + 1} to ${keptUpTo + lost.length}`);
    for (const { sequence, type, at } of lost.slice(0, EVENTS_SHOWN)) console.log(`    ${sequence}  ${type}  ${at}`);
    if (lost.length > EVENTS_SHOWN) console.log(`    and ${counted(lost.length - EVENTS_SHOWN, 'more event')}`);
  }
}

function inSeconds(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`;
}
