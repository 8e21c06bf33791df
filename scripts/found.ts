/** `npm run found -- document.json`: founds the registry, all at once: nobody is there yet who could enter or confirm anything.
 *  `--add` brings a further tree of committees, which has nothing in common with what is there. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { registrySchema } from '../contracts/schemas/registry.ts';
import { foundRegistry } from '../ledger/registry/found.ts';
import { migrate } from '../ledger/migrate.ts';
import { onDatabase } from '../local/example-registry.ts';
import { messageOf } from '../local/failure.ts';
import { databaseOf } from '../local/running.ts';
import { counted } from './tools/counted.ts';

const USAGE = 'Say which document: npm run found -- document.json [--add]';

try {
  const { values, positionals } = parseArgs({
    options: { add: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined) throw new Error(USAGE);
  const document = registrySchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const database = await databaseOf();
  try {
    if (database.ownerUrl !== undefined) await migrate(database.ownerUrl);
    const founding = await onDatabase(database.url, (pool) =>
      foundRegistry(pool, document, values.add ? 'SEPARATE' : 'FIRST'),
    );
    if ('refused' in founding)
      throw new Error(
        'The registry is founded already. Its offices keep it from now on (PUT /registry); a further tree of committees of its own is brought by --add.',
      );
    if ('faults' in founding)
      throw new Error(
        `Nothing was taken. What is wrong:\n${founding.faults.map(({ pointer, detail }) => `  ${pointer}  ${detail}`).join('\n')}`,
      );
    console.log(`Founded: ${counted(founding.founded, 'record')}, all in effect.`);
    for (const { pointer, detail } of founding.ignored) console.log(`  ${pointer} was passed over: ${detail}`);
  } finally {
    await database.release();
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
