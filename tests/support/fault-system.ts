/** A whole system whose parts can really be killed: worker and API are processes, PostgreSQL and Temporal are the run's or
 *  its own, the mail server stands behind a gate. Whatever happens, nothing of it stays behind. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Look } from '../../contracts/messages.ts';
import { ROUND_VIEW } from '../../contracts/messages.ts';
import { migrate } from '../../ledger/migrate.ts';
import { createPool, type Pool } from '../../ledger/database.ts';
import { openRounds } from '../../ledger/open-rounds.ts';
import { type ExampleOffice, exampleOffice } from '../../examples/office.ts';
import { takenOver } from './fault-rounds.ts';
import { type ExampleRound, exampleRound, type RoundDays } from '../../examples/round.ts';
import { freePort } from '../../local/ports.ts';
import type { PostgresService } from '../../local/postgres.ts';
import type { TemporalService } from '../../local/temporal.ts';
import { connectLazily } from '../../temporal/connection.ts';
import { createSweep, type Sweep } from '../../temporal/sweep.ts';
import { type Callers, insistentCallers } from './fault-client.ts';
import { type Gate, openGate } from './fault-gate.ts';
import { register } from './registry.ts';
import { asPrograms, copyDatabase, eventually } from './system-harness.ts';
import type { DutyRead, EventRead, Evidence, LetterRead } from './evidence.ts';
import { judge } from './invariants.ts';
import { notOurs, ownPostgres, ownTemporal, type Restartable } from './own-servers.ts';
import { type Supervised, supervise } from './supervised.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

export interface FaultOptions {
  /** Each round has an office of its own: people sit in one team at a time. */
  readonly offices?: number;
  readonly organisations?: number;
  readonly postgres?: 'SHARED' | 'OWN';
  /** `FILE`: on a database that outlives the server. */
  readonly temporal?: 'SHARED' | 'MEMORY' | 'FILE';
  readonly dynamicConfig?: Readonly<Record<string, unknown>>;
  readonly doubled?: number;
}

export interface FaultSystem {
  readonly callers: Callers;
  readonly url: string;
  readonly offices: readonly ExampleOffice[];
  readonly client: Client;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly mail: MailServer;
  readonly mailGate: Gate;
  readonly worker: Supervised;
  readonly api: Supervised;
  readonly sweep: Sweep;
  readonly postgres: Restartable<PostgresService>;
  readonly temporal: Restartable<TemporalService>;
  round(office?: ExampleOffice, days?: RoundDays): ExampleRound;
  /** A round that its office enters from paper, live once its feedback is signed for. */
  paperRound(office: ExampleOffice | undefined, days: RoundDays): ExampleRound;
  advance(code: string, target: { days: number } | { to: string }): Promise<void>;
  view(code: string): Promise<Look>;
  events(code: string): Promise<EventRead[]>;
  evidence(code: string, more?: { crashes?: number }): Promise<Evidence>;
  /** What the judge says of a round, once it has come to rest. */
  verdict(code: string, more?: { crashes?: number }): Promise<string[]>;
  close(): Promise<void>;
}

const CONTENT_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export async function openFaultSystem(options: FaultOptions = {}): Promise<FaultSystem> {
  const { offices: count = 1, organisations = 1, postgres = 'SHARED', temporal = 'SHARED', doubled = 0 } = options;
  const servers = inject('servers');
  const tag = randomUUID().slice(0, 6).toUpperCase();
  const directory = await mkdtemp(join(tmpdir(), 'xuncha-faults-'));
  await chmod(directory, 0o755);
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.reverse().splice(0)) await stop().catch((error: unknown) => console.error(error));
  };
  try {
    const [database, temporalServer, apiPort, mail] = await Promise.all([
      postgres === 'OWN' ? ownPostgres(directory) : undefined,
      temporal === 'SHARED' ? undefined : ownTemporal(directory, temporal, options.dynamicConfig),
      freePort(),
      startMailServer(),
    ]);
    stops.push(() => mail.close());
    if (database) stops.push(() => database.service.stop());
    if (temporalServer) stops.push(() => temporalServer.service.stop());
    const mailGate = await openGate(Number(new URL(mail.url).port));
    stops.push(() => mailGate.close());

    const databaseUrl =
      database?.service.url ?? (await copyDatabase(servers.templateUrl, `faults_${tag.toLowerCase()}`));
    if (database) await migrate(databaseUrl);
    const temporalAddress = temporalServer?.service.address ?? servers.temporalAddress;
    const taskQueue = `faults-${tag}`;
    const environment = {
      DATABASE_URL: database?.service.programsUrl ?? asPrograms(databaseUrl),
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      TASK_QUEUE: taskQueue,
      SMTP_URL: `smtp://127.0.0.1:${mailGate.port}`,
      MAIL_FROM: '巡察办 <office@example.test>',
      CONTENT_KEYS,
      WORKFLOW_BUNDLE: servers.workflowBundle,
      LOG_LEVEL: 'info',
      DEVELOPMENT: 'true',
      API_PORT: String(apiPort),
    };
    const url = `http://127.0.0.1:${apiPort}`;
    const worker = supervise('worker', environment, join(directory, 'worker.log'));
    const api = supervise('api', environment, join(directory, 'api.log'));
    stops.push(worker.kill, api.kill);
    await Promise.all([worker.start(), api.start()]);

    const client = connectLazily({ TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: 'default' });
    stops.push(() => client.connection.close());
    const pool = createPool(databaseUrl, 4, () => {});
    stops.push(() => pool.end());
    if (temporal === 'SHARED') stops.push(() => endRounds(client, pool));
    const callers = insistentCallers({ url: () => url, doubled });
    const offices = Array.from({ length: count }, (_, i) => officeOf(`${tag}${i + 1}`, organisations));
    await eventually(async () => {
      const response = await fetch(`${url}/health`);
      if (!response.ok) throw new Error(await response.text());
    }, 60_000);
    for (const { registry } of offices) await register(pool, registry);

    /** A round is seen by its own committee's side. */
    const directors = new Map<string, string>();
    const directorOf = (code: string) => directors.get(code) ?? '';
    const read = (code: string) => {
      const reader = directorOf(code);
      const all = <T>(list: string) => callers.client.all<T>(`/rounds/${code}/${list}`, reader);
      return {
        events: () => all<EventRead>('events'),
        letters: () => all<LetterRead>('letters'),
        duties: () => all<DutyRead>('duties'),
        now: async () => (await callers.client.get<{ now: string }>(`/rounds/${code}`, reader)).now,
      };
    };
    let rounds = 0;
    const log = pino({ level: 'silent' });
    const system: FaultSystem = {
      callers,
      url,
      offices,
      client,
      pool,
      databaseUrl,
      mail,
      mailGate,
      worker,
      api,
      sweep: createSweep(client, taskQueue, openRounds(pool), log),
      postgres: database ?? notOurs('PostgreSQL'),
      temporal: temporalServer ?? notOurs('Temporal'),
      round(office = offices[0], days = {}) {
        if (!office) throw new Error('a round needs an office');
        const code = `R-${tag}-${++rounds}`;
        directors.set(code, office.director);
        return exampleRound(callers.client, office, code, days);
      },
      paperRound(office, days) {
        if (!office) throw new Error('a round needs an office');
        return takenOver(callers.client, office, system.round(office).code, days);
      },
      async advance(code, target) {
        await callers.client.post(`/rounds/${code}/advance`, directorOf(code), target);
      },
      view: (code) => client.workflow.getHandle(code).query<Look>(ROUND_VIEW),
      events: (code) => read(code).events(),
      async evidence(code, { crashes = 0 } = {}) {
        const { events, letters, duties, now } = read(code);
        const { answered, refused, unanswered } = callers.of(code);
        return {
          round: code,
          now: await now(),
          events: await events(),
          letters: await letters(),
          duties: await duties(),
          mails: mail.received.filter(({ letter }) => letter.startsWith(`${code}/`)),
          answered,
          refused,
          unanswered,
          crashes: crashes + worker.kills,
        };
      },
      async verdict(code, more) {
        await eventually(async () => {
          const { rows } = await pool.query<{ rest: boolean }>(
            `SELECT unsent_since IS NULL AND coalesce(wake_at > clock_timestamp() + lead_ms * interval '1 millisecond', true) AS rest
             FROM rounds WHERE code = $1`,
            [code],
          );
          if (rows[0]?.rest !== true) throw new Error(`${code} has not come to rest`);
        }, 120_000);
        const history = /Nondeterminism error[^"]*/.exec(await worker.log())?.[0];
        return [...judge(await system.evidence(code, more)), ...(history ? [`R6: ${history}`] : [])];
      },
      close,
    };
    return system;
  } catch (error) {
    await close();
    throw error;
  }
}

const officeOf = (tag: string, organisations: number): ExampleOffice =>
  exampleOffice({
    committee: `C-${tag}`,
    committeeName: '示例县委',
    tag,
    organisations: Array.from({ length: organisations }, (_, i) => ({
      code: `O-${tag}${String(i + 1).padStart(2, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });

/** Leaves no workflow behind that would wait on the shared server for a worker that is gone. */
async function endRounds(client: Client, pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ code: string }>('SELECT code FROM rounds WHERE NOT closed');
  for (const { code } of rows)
    await client.workflow
      .getHandle(code)
      .terminate('the test is over')
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
}
