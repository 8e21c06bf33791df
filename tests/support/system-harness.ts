/** A whole system for one test file: database, worker, API over HTTP, and a mail server that does as it is told. */
import { randomUUID } from 'node:crypto';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { pino } from 'pino';
import { inject, vi } from 'vitest';
import { activities } from '../../activities/index.ts';
import { clockMover } from '../../api/advance.ts';
import { createApp } from '../../api/app.ts';
import { developmentEdge } from '../../api/edge.ts';
import { healthOf } from '../../api/health.ts';
import { readinessOf } from '../../ledger/readiness.ts';
import { identifyForDevelopment } from '../../api/identify.ts';
import { requireContentKeys } from '../../ledger/contents/content-keys.ts';
import { contentKeys } from '../../ledger/contents/key-ring.ts';
import { createPool, type Pool } from '../../ledger/database.ts';
import { createLedger, type Ledger } from '../../ledger/ledger.ts';
import { unwatched } from '../../metrics/metrics.ts';
import { letterToDeliver } from '../../ledger/letters-to-deliver.ts';
import { openRounds } from '../../ledger/open-rounds.ts';
import { smtpChannel } from '../../mail/smtp.ts';
import { type ApiClient, apiClient } from '../../examples/api-client.ts';
import { type ExampleOffice, exampleOffice, type OfficeKind } from '../../examples/office.ts';
import { type ExampleRound, exampleRound, type RoundDays } from '../../examples/round.ts';
import { connectLazily, connectWorker } from '../../temporal/connection.ts';
import { createNotifier } from '../../temporal/notifier.ts';
import { rounds } from '../../temporal/rounds.ts';
import { createSweep, type Sweep } from '../../temporal/sweep.ts';
import { passingOverUnreadable } from '../../worker/payload-codec.ts';
import { type MailServer, portOf, startMailServer } from './mail-server.ts';
import { register } from './registry.ts';

export interface SystemHarness {
  readonly api: ApiClient;
  readonly url: string;
  readonly office: ExampleOffice;
  readonly client: Client;
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly mail: MailServer;
  readonly sweep: Sweep;
  readonly databaseUrl: string;
  readonly taskQueue: string;
  /** Every line of log of worker and API. */
  readonly logged: readonly string[];
  /** A round of its own code; rounds of other files never meet it. */
  round(days?: RoundDays): ExampleRound;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  advance(code: string, target: { days: number } | { to: string }): Promise<void>;
  letters(code: string): Promise<LetterSeen[]>;
  events(code: string): Promise<EventSeen[]>;
  close(): Promise<void>;
}
export interface LetterSeen {
  readonly letter: string;
  readonly kind: string;
  readonly rung: number;
  readonly state: string;
  readonly to: { readonly post: string; readonly person: string | null };
  readonly writtenAt: string;
  readonly rungDueAt: string | null;
  readonly sentAt: string | null;
}
export interface EventSeen {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly on: string;
  readonly command: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface SystemHarnessOptions {
  readonly organisations?: number;
  readonly kind?: OfficeKind;
  /** Another Temporal than the run's: for tests that set it up their own way. */
  readonly temporalAddress?: string;
  readonly worker?: boolean;
  /** The ledger that the worker uses, if not the plain one. */
  readonly ledger?: (plain: Ledger) => Ledger;
}

const quiet = () => {};
let runtimeIsInstalled = false;

export async function openSystem(options: SystemHarnessOptions = {}): Promise<SystemHarness> {
  const {
    organisations = 2,
    kind = 'COUNTY',
    temporalAddress,
    worker = true,
    ledger: changed = (plain: Ledger) => plain,
  } = options;
  const servers = inject('servers');
  if (!runtimeIsInstalled) {
    const silent = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: console.error };
    Runtime.install({ logger: silent, shutdownSignals: [] });
    runtimeIsInstalled = true;
  }
  const tag = randomUUID().slice(0, 6).toUpperCase();
  const databaseUrl = await copyDatabase(servers.templateUrl, `system_${tag.toLowerCase()}`);
  const where = { TEMPORAL_ADDRESS: temporalAddress ?? servers.temporalAddress, TEMPORAL_NAMESPACE: 'default' };
  const taskQueue = `system-${tag}`;
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const mail = await startMailServer();
  const pool = createPool(databaseUrl, 8, quiet);
  const programs = createPool(asPrograms(databaseUrl), 24, quiet);
  const keys = contentKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
  await requireContentKeys(programs, keys);
  const ledger = createLedger({ pool: programs, log, contentKeys: keys, rememberedRounds: 100 });
  const client = connectLazily(where);
  const office = exampleOffice({
    committee: `C-${tag}`,
    committeeName: '示例县委',
    tag,
    kind,
    organisations: Array.from({ length: organisations }, (_, i) => ({
      code: `O-${tag}${String(i + 1).padStart(2, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });
  const runs = rounds(client, taskQueue);
  const notifier = createNotifier(runs, log);
  const app = createApp({
    pool: programs,
    log,
    watch: unwatched,
    ledger,
    rounds: runs,
    notifier,
    contentKeys: keys,
    language: 'zh',
    edge: developmentEdge,
    identify: identifyForDevelopment,
    health: healthOf(programs, client),
    notReady: readinessOf(programs, () => false),
    advance: clockMover(client, programs),
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const api = apiClient(url);
  let running: { worker: Worker; ended: Promise<void>; close(): Promise<void> } | undefined;
  let roundsPlanned = 0;

  const system: SystemHarness = {
    api,
    url,
    office,
    client,
    pool,
    ledger,
    mail,
    databaseUrl,
    taskQueue,
    logged,
    sweep: createSweep(client, taskQueue, openRounds(programs), log),
    round: (days) => exampleRound(api, office, `R-${tag}-${++roundsPlanned}`, days),
    async startWorker() {
      const connection = await connectWorker(where);
      const smtp = smtpChannel({ smtpUrl: mail.url, from: '巡察办 <office@example.test>' });
      const started = await Worker.create({
        connection,
        taskQueue,
        workflowBundle: { codePath: servers.workflowBundle },
        activities: activities(
          changed(ledger),
          {
            channels: [smtp],
            readLetter: ({ round, letter, now }) => letterToDeliver(programs, round, letter, now),
          },
          log,
        ),
        dataConverter: { payloadCodecs: [passingOverUnreadable] },
        shutdownGraceTime: '10s',
      });
      running = {
        worker: started,
        ended: started.run(),
        async close() {
          smtp.close();
          await connection.close();
        },
      };
    },
    async stopWorker() {
      if (!running) return;
      running.worker.shutdown();
      await running.ended;
      await running.close();
      running = undefined;
    },
    async advance(code, target) {
      await api.post(`/rounds/${code}/advance`, office.director, target);
    },
    letters: (code) => api.all<LetterSeen>(`/rounds/${code}/letters`, office.director),
    events: (code) => api.all<EventSeen>(`/rounds/${code}/events`, office.director),
    async close() {
      await endRounds(system);
      await system.stopWorker();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await notifier.settled();
      await client.connection.close();
      await programs.end();
      await pool.end();
      await mail.close();
    },
  };
  if (worker) await system.startWorker();
  await register(pool, office.registry);
  return system;
}

/** Leaves no workflow behind that would wait on the shared server for a worker that is gone. */
async function endRounds({ client, pool }: SystemHarness): Promise<void> {
  const { rows } = await pool.query<{ code: string }>('SELECT code FROM rounds WHERE NOT closed');
  for (const { code } of rows)
    await client.workflow
      .getHandle(code)
      .terminate('the test is over')
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
}

export async function copyDatabase(templateUrl: string, name: string): Promise<string> {
  const template = new URL(templateUrl);
  const admin = new URL(templateUrl);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template.pathname.slice(1)}"`);
  } finally {
    await client.end();
  }
  template.pathname = `/${name}`;
  return template.href;
}

/** The same database as API and workers reach it: not as its owner. */
export function asPrograms(url: string): string {
  const { username, password } = new URL(inject('servers').programsUrl);
  return Object.assign(new URL(url), { username, password }).href;
}

/** Waits for what a test asserts. */
export const eventually = <T>(assertion: () => Promise<T>, timeout = 20_000): Promise<T> =>
  vi.waitFor(assertion, { timeout, interval: 50 });
