/** `npm run build [-- folder]`: the programs of production as JavaScript, in `dist` or in a new folder, with the migrations and the
 *  workflow bundle. They need the packages of `dependencies`, and no tsx. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorkflowCode } from '@temporalio/worker';
import { messageOf, unlessMissing } from '../local/failure.ts';
import { BUILT_BUNDLE, workflowCode } from '../worker/workflow-code.ts';
import { inRepository } from './tools/docs/repository.ts';

/** What the programs read beside their code, and what `npm ci --omit=dev` needs there. */
const ASSETS = ['package.json', 'package-lock.json', 'ledger/migrations'];
const OWN_FOLDER = inRepository('dist');

const run = promisify(execFile);
const nothing = () => {};
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: console.warn, error: console.error };

try {
  const [asked] = process.argv.slice(2);
  const folder = asked === undefined ? OWN_FOLDER : resolve(asked);
  if (folder === OWN_FOLDER) await rm(folder, { recursive: true, force: true });
  else await requireNothingIn(folder);
  await mkdir(folder, { recursive: true });
  await run(inRepository('node_modules/.bin/tsc'), ['-p', inRepository('tsconfig.build.json'), '--outDir', folder]);
  const { code } = await bundleWorkflowCode({ ...workflowCode, logger: quiet });
  await writeFile(join(folder, BUILT_BUNDLE), code);
  await Promise.all(ASSETS.map((path) => cp(inRepository(path), join(folder, path), { recursive: true })));
  console.log(`Built: ${folder}`);
} catch (error) {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  console.error(`${said}${messageOf(error)}`);
  process.exitCode = 1;
}

async function requireNothingIn(folder: string): Promise<void> {
  const there = await unlessMissing(readdir(folder));
  if (there !== undefined && there.length > 0) throw new Error(`${folder} is not empty: name a new folder.`);
}
