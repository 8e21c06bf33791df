/** `npm run bench`: what a round costs against the least that the bare SDK can do, side by side, in one run. The ratios
 *  count: the machine is never quiet. `-- --quick` plays a small version, `-- --only=midnight` one scene. */
import { parseArgs } from 'node:util';
import { type Measured, printReport } from './report.ts';
import { clients } from './scenes/clients.ts';
import { commands } from './scenes/commands.ts';
import { findings } from './scenes/findings.ts';
import { midnight } from './scenes/midnight.ts';
import { sleepers } from './scenes/sleepers.ts';
import { openStage } from './system.ts';

// The sleepers first: their memory is that of workers that have done nothing else.
const scenes = { sleepers, commands, clients, findings, midnight };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const chosen = Object.entries(scenes).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0)
  throw new Error(`There is no scene ${values.only}; there are ${Object.keys(scenes).join(', ')}`);

const stage = await openStage((line) => console.log(`  ${line}`));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stage.stop().finally(() => process.exit(130)));
try {
  const measured: Measured[] = [];
  for (const [name, play] of chosen) {
    console.log(`Playing: ${name}`);
    measured.push(...(await play(stage, { quick: values.quick })));
  }
  console.log('');
  printReport(measured, console.log);
} catch (error) {
  // Said before the stage goes: whatever is still under way then fails as well.
  console.error(error, `\n${await stage.lastWords()}`);
  process.exitCode = 1;
} finally {
  await stage.stop();
}
