/** What is up, asked of each part within two seconds. */
import type { Client } from '@temporalio/client';
import type { RequestHandler } from 'express';
import { lastBeat, SILENT_AFTER_SECONDS } from '../ledger/beats.ts';
import type { Pool } from '../ledger/database.ts';
import type { Health } from './ports.ts';

const WITHIN_MS = 2_000;

export const healthOf = (pool: Pool, client: Client) => async (): Promise<Health> => {
  const [beat, temporal] = await Promise.allSettled([
    lastBeat(pool),
    client.withDeadline(Date.now() + WITHIN_MS, () => client.workflowService.getSystemInfo({})),
  ]);
  const seconds = beat.status === 'fulfilled' ? beat.value : undefined;
  const workerPolls = seconds !== undefined && seconds <= SILENT_AFTER_SECONDS;
  return {
    missing: [
      ...(beat.status === 'rejected' ? (['PostgreSQL'] as const) : []),
      ...(temporal.status === 'rejected' ? (['Temporal'] as const) : []),
      ...(workerPolls ? [] : (['worker'] as const)),
    ],
    workerPolledSecondsAgo: seconds === undefined ? null : Math.round(seconds),
  };
};

export const healthRoute =
  (health: () => Promise<Health>): RequestHandler =>
  async (_request, response) => {
    const { missing, workerPolledSecondsAgo } = await health();
    const commandsTaken = !missing.includes('PostgreSQL');
    response
      .status(missing.length > 0 ? 503 : 200)
      .json({ up: missing.length === 0, missing, commandsTaken, workerPolledSecondsAgo });
  };
