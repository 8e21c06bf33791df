/** Global setup: one PostgreSQL cluster (without fsync) and one Temporal server (in memory), on free ports, and the workflow
 *  bundle, for all test files of a run. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { migrate } from '../../ledger/migrate.ts';
import { freePort } from '../../local/ports.ts';
import { startPostgres } from '../../local/postgres.ts';
import { findTemporalCli, startTemporal } from '../../local/temporal.ts';
import { workflowCode } from '../../worker/workflow-code.ts';

export interface Servers {
  readonly directory: string;
  /** A database at the present schema, to copy from. */
  readonly templateUrl: string;
  /** The same as the programs reach it. */
  readonly programsUrl: string;
  readonly temporalAddress: string;
  readonly temporalCli: string;
  readonly temporalVersion: string;
  readonly workflowBundle: string;
}
declare module 'vitest' {
  export interface ProvidedContext {
    servers: Servers;
  }
}

/** Projects run side by side in one process: they share the servers. */
let running: Promise<{ servers: Servers; stop(): Promise<void> }> | undefined;
let users = 0;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users += 1;
  running ??= start();
  const { servers, stop } = await running;
  project.provide('servers', servers);
  return async () => {
    users -= 1;
    if (users === 0) await stop();
  };
}

async function start() {
  const directory = await mkdtemp(join(tmpdir(), 'xuncha-test-'));
  // As root, PostgreSQL runs as its own user, who must be able to reach the directory.
  await chmod(directory, 0o755);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: console.log });
  const [postgres, temporal, bundle] = await Promise.all([
    startPostgres({ directory, port: await freePort(), durable: false, say }),
    startTemporal({
      cli,
      directory: undefined,
      port: await freePort(),
      uiPort: undefined,
      namespace: 'default',
      searchAttributes,
      say,
    }),
    bundleWorkflowCode({ ...workflowCode, logger: quiet }),
  ]);
  await migrate(postgres.url);
  const workflowBundle = join(directory, 'workflows.js');
  await writeFile(workflowBundle, bundle.code);
  return {
    servers: {
      directory,
      templateUrl: postgres.url,
      programsUrl: postgres.programsUrl,
      temporalAddress: temporal.address,
      temporalCli: cli.path,
      temporalVersion: cli.version,
      workflowBundle,
    },
    async stop() {
      await temporal.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const nothing = () => {};
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: console.warn, error: console.error };
