/** `npm test`: every test of the project, on servers of its own; ends with the counts. `npm test -- unit` runs one part. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const parts = process.argv.slice(2).flatMap((part) => ['--project', part]);
const folder = await mkdtemp(join(tmpdir(), 'xuncha-results-'));
const file = join(folder, 'results.json');
const vitest = spawn(
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...parts],
  { stdio: 'inherit' },
);
const code = await new Promise<number>((resolve) => vitest.once('exit', (exit) => resolve(exit ?? 1)));
const counts = await countsIn(file);
await rm(folder, { recursive: true, force: true });

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(code === 0 && counts.failed > 0 ? 1 : code);

/** A file that could not even be read counts as one failure. */
async function countsIn(path: string) {
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = results.parse(
    JSON.parse(await readFile(path, 'utf8')),
  );
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unread.length, skipped: numPendingTests };
}
