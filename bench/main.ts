/** `npm run bench`: what a round costs, against the least that the bare SDK can do where it can do it, side by side, in one
 *  run. Ratios count: the machine is never quiet. `-- --only=midnight` plays one scene, `-- --json FILE` keeps the figures,
 *  `-- --quick` plays a small version. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { holds, type Measured, printReport } from './report.ts';
import { alone } from './scenes/alone.ts';
import { away } from './scenes/away.ts';
import { commands } from './scenes/commands.ts';
import { findings } from './scenes/findings.ts';
import { midnight } from './scenes/midnight.ts';
import { page } from './scenes/page.ts';
import { reading } from './scenes/reads.ts';
import { sleepers } from './scenes/sleepers.ts';
import { openStage } from './stage.ts';

// The sleepers last: they count the rounds of the scenes before, and their ten thousand runs stay with the server.
const scenes = { commands, alone, page, findings, reads: reading, away, midnight, sleepers };

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, json: { type: 'string' } },
});
const chosen = Object.entries(scenes).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0)
  throw new Error(`There is no scene ${values.only}; there are ${Object.keys(scenes).join(', ')}`);

const opening = openStage((line) => console.log(`  ${line}`));
// Whatever is begun is ended, also while it is still being begun.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // A terminal may say it twice.
    if (interrupted) return;
    interrupted = true;
    void opening.then((opened) => opened.stop()).finally(() => process.exit(130));
  });
const stage = await opening;
try {
  const measured: Measured[] = [];
  for (const [name, play] of chosen) {
    const from = performance.now();
    console.log(`Playing: ${name}`);
    measured.push(...(await play(stage, { quick: values.quick })));
    console.log(`  took ${((performance.now() - from) / 1_000).toFixed(0)} s`);
  }
  console.log('');
  printReport(measured, console.log);
  if (values.json !== undefined) await keep(values.json, measured);
} catch (error) {
  // Said before the stage goes: whatever is still under way then fails as well.
  if (!interrupted) console.error(error, `\n${await stage.lastWords()}`);
  process.exitCode = 1;
} finally {
  await stage.stop();
}

async function keep(file: string, measured: readonly Measured[]): Promise<void> {
  const lines = measured.map((line) => ({ ...line, holds: holds(line) }));
  await writeFile(file, `${JSON.stringify(lines, undefined, 2)}\n`);
}
