/** The unit tests of a copy, kept ready to be run again and again with another gate off. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';
import type { Gate } from './gates.ts';

export interface UnitTests {
  /** Whether some test fails with this gate off. */
  notice(gate: Gate): Promise<boolean>;
  close(): Promise<void>;
}
interface Tried {
  readonly file: TestSpecification;
  readonly source: string;
  readonly ms: number;
  /** The gates that refused something in it: of any other it could notice nothing. */
  readonly refusing: ReadonlySet<number>;
}

const ALL_ON = -1;

/** Runs every test once with all gates on: they must pass, and what they come across decides who is asked of which gate. */
export async function unitTestsOf(root: string, left: RegExp): Promise<UnitTests> {
  const vitest = await createVitest('test', { root, project: ['unit'], watch: false, reporters: [{}] });
  const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => !left.test(moduleId));
  const log = join(root, 'gates-refusing.txt');
  const tried: Tried[] = [];
  for (const file of all) {
    await writeFile(log, '');
    const { passed, ms } = await run(vitest, file, ALL_ON, log);
    if (!passed) throw new Error(`${file.moduleId} fails with every gate on: mend it first`);
    const lines = (await readFile(log, 'utf8')).split('\n');
    const source = await readFile(file.moduleId, 'utf8');
    tried.push({ file, source, ms, refusing: new Set(lines.filter((line) => line !== '').map(Number)) });
  }
  await rm(log);
  tried.sort((a, b) => a.ms - b.ms);

  return {
    async notice({ id, seen, command }) {
      // A test that names the gate's command will most likely notice: it is asked first.
      const names = ({ source }: Tried) => command !== undefined && source.includes(`'${command}'`);
      for (const { file, refusing } of [...tried.filter(names), ...tried.filter((each) => !names(each))])
        if ((!seen || refusing.has(id)) && !(await run(vitest, file, id)).passed) return true;
      return false;
    },
    async close() {
      // Whoever cries out with every gate on again has noticed nothing before either.
      for (const { file } of tried)
        if (!(await run(vitest, file, ALL_ON)).passed) throw new Error(`${file.moduleId} fails by itself`);
      await vitest.close();
    },
  };
}

/** One file in a process of its own, which reads the gate from its environment. */
async function run(vitest: Vitest, file: TestSpecification, gate: number, log = '') {
  process.env['GATE_OFF'] = String(gate);
  if (log === '') delete process.env['GATES_REFUSING'];
  else process.env['GATES_REFUSING'] = log;
  const { testModules } = await vitest.runTestSpecifications([file]);
  // What the other files came to in earlier runs is listed as well.
  const own = testModules.find(({ moduleId }) => moduleId === file.moduleId);
  if (!own) throw new Error(`${file.moduleId} did not run`);
  return { passed: own.ok(), ms: own.diagnostic().duration };
}
