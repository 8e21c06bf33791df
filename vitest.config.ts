import { defineConfig } from 'vitest/config';

const project = (name: string, include: string, more: object = {}) => ({
  test: { name, include: [include], testTimeout: 60_000, hookTimeout: 120_000, ...more },
});
/** One PostgreSQL and one Temporal server for the whole run; each file has a database and a task queue of its own. */
const servers = { globalSetup: ['tests/support/servers.ts'], pool: 'forks' as const };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', 'tests/unit/**/*.test.ts', { testTimeout: 30_000 }),
      project('replay', 'tests/replay/**/*.test.ts'),
      project('services', 'tests/services/**/*.test.ts'),
      project('ledger', 'tests/ledger/**/*.test.ts', servers),
      project('api', 'tests/api/**/*.test.ts', servers),
      project('workflow', 'tests/workflow/**/*.test.ts', { ...servers, testTimeout: 120_000 }),
      project('scenarios', 'tests/scenarios/**/*.test.ts', { ...servers, testTimeout: 240_000 }),
      project('faults', 'tests/faults/**/*.test.ts', { ...servers, testTimeout: 300_000, fileParallelism: false }),
    ],
  },
});
