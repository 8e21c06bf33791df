/** The unit tests of a copy, kept ready to be run again and again with another gate off. */
import { createVitest, type TestSpecification, type Vitest } from 'vitest/node';

export interface UnitTests {
  /** Whether some test fails with this gate off. */
  notice(gate: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Runs every test once with all gates on: they must pass, and their times decide who is asked first. */
export async function unitTestsOf(root: string, left: RegExp): Promise<UnitTests> {
  const vitest = await createVitest('test', { root, project: ['unit'], watch: false, reporters: [{}] });
  const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => !left.test(moduleId));
  const timed = [];
  for (const file of all) {
    const { passed, ms } = await run(vitest, file, ALL_ON);
    if (!passed) throw new Error(`${file.moduleId} fails with every gate on: mend it first`);
    timed.push({ file, ms });
  }
  const quickestFirst = timed.sort((a, b) => a.ms - b.ms).map(({ file }) => file);

  return {
    async notice(gate) {
      for (const file of quickestFirst) if (!(await run(vitest, file, gate)).passed) return true;
      return false;
    },
    close: () => vitest.close(),
  };
}

const ALL_ON = -1;

/** One file in a process of its own, which reads the gate from its environment. */
async function run(vitest: Vitest, file: TestSpecification, gate: number) {
  process.env['GATE_OFF'] = String(gate);
  const { testModules } = await vitest.runTestSpecifications([file]);
  const ms = testModules.reduce((sum, module) => sum + module.diagnostic().duration, 0);
  return { passed: testModules.length > 0 && testModules.every((module) => module.ok()), ms };
}
