/** The API over a real ledger, with a fake behind the ports to Temporal. Requests take turns among as many API processes as a
 *  test asks for, each with a ledger of its own. */
import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import { inject } from 'vitest';
import { createApp } from '../../api/app.ts';
import { developmentEdge } from '../../api/edge.ts';
import { type Identify, identifyBy } from '../../api/identify.ts';
import type { Provider } from '../../api/sign-in/provider.ts';
import { readinessOf } from '../../ledger/readiness.ts';
import { browserSessions } from '../../api/sign-in/sessions.ts';
import type { Edge, Ports } from '../../api/ports.ts';
import { requireContentKeys } from '../../ledger/contents/content-keys.ts';
import { type ContentKeys, contentKeys } from '../../ledger/contents/key-ring.ts';
import { createPool, first, type Patience, type Pool } from '../../ledger/database.ts';
import { createLedger, type Ledger } from '../../ledger/ledger.ts';
import { clockworkOf, recordLead } from '../../ledger/open-rounds.ts';
import { type ApiClient, apiClient } from '../../examples/api-client.ts';
import { type ExampleOffice, exampleOffice } from '../../examples/office.ts';
import { type ExampleRound, exampleRound, type RoundDays } from '../../examples/round.ts';
import { unwatched, type Watch } from '../../metrics/metrics.ts';
import type { Done } from '../../temporal/notifier.ts';
import type { Rounds } from '../../temporal/rounds.ts';
import { register } from '../support/registry.ts';
import { asPrograms, copyDatabase } from '../support/system-harness.ts';

/** What Temporal does with the next calls. */
export type Temporal = 'UP' | 'AWAY';

export interface Asked {
  readonly actor?: string | undefined;
  readonly key?: string | undefined;
  readonly body?: unknown;
  /** The body as it stands, in place of JSON. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  /** Parsed JSON; tests look at it with `toMatchObject` and `toEqual`. */
  readonly body: Body;
}
export interface Body {
  readonly [field: string]: unknown;
  readonly items?: readonly Readonly<Record<string, unknown>>[];
  readonly next?: string | null;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly missing?: readonly Readonly<Record<string, unknown>>[];
}

export interface ApiHarness {
  readonly url: string;
  readonly app: Express;
  readonly api: ApiClient;
  readonly office: ExampleOffice;
  /** As the owner of the database. */
  readonly pool: Pool;
  /** As API and workers reach it. */
  readonly programs: Pool;
  readonly ledgers: readonly Ledger[];
  readonly keys: ContentKeys;
  /** Other content keys, as after a restart of all processes. */
  rotate(setting: string): Promise<void>;
  readonly logged: readonly string[];
  /** The rounds whose workflow was started, in order. */
  readonly started: readonly string[];
  temporal: Temporal;
  /** Whether the process has been told to end. */
  ending: boolean;
  /** What workflows were told, in order. */
  readonly told: readonly Done[];
  round(days?: RoundDays): ExampleRound;
  ask(method: string, path: string, asked?: Asked): Promise<Answered>;
  act(round: string, action: string, actor: string, body: object, key?: string): Promise<Answered>;
  /** All that could show that something was done: head, events, commands, readable rows. */
  standing(round: string): Promise<object>;
  /** The round's clock goes on to an instant, its moments come one by one, and its letters are delivered. */
  passTime(round: string, to: string): Promise<void>;
  close(): Promise<void>;
}

export interface ApiHarnessOptions {
  readonly organisations?: number;
  readonly teams?: number;
  /** How many API processes share the ledger. */
  readonly processes?: number;
  /** Whether the registry is filled; it is, unless said otherwise. */
  readonly registry?: 'FULL' | 'EMPTY';
  readonly identify?: Identify;
  /** With it the door believes tokens, and X-Actor beside them where it is development's own. */
  readonly provider?: Provider;
  readonly edge?: Edge;
  /** Where it listens; at a free port, unless said otherwise. */
  readonly port?: number;
  /** Another way to the database than the direct one. */
  readonly through?: (databaseUrl: string) => Promise<string>;
  readonly patience?: Patience;
  /** What the health check says, if not that all is up that the harness has. */
  readonly health?: (pool: Pool) => Ports['health'];
  readonly watch?: Watch;
}

const nothing = () => {};

export async function openApi({
  organisations = 2,
  teams = 2,
  processes = 1,
  registry = 'FULL',
  provider,
  edge = { ...developmentEdge, publicUrl: provider?.publicUrl },
  port = 0,
  identify,
  through = (databaseUrl) => Promise.resolve(databaseUrl),
  patience,
  health,
  watch = unwatched,
}: ApiHarnessOptions = {}): Promise<ApiHarness> {
  const tag = randomUUID().slice(0, 6).toUpperCase();
  const databaseUrl = await copyDatabase(inject('servers').templateUrl, `api_${tag.toLowerCase()}`);
  const way = await through(databaseUrl);
  const pool = createPool(way, 12, nothing, patience);
  const programs = createPool(asPrograms(way), 24, nothing, patience);
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const keys = contentKeys(`test:${Buffer.alloc(32, 9).toString('base64')}`);
  await requireContentKeys(programs, keys);
  const ledgers = Array.from({ length: processes }, () =>
    createLedger({ pool: programs, log, contentKeys: keys, rememberedRounds: 100 }),
  );
  const started: string[] = [];
  const office = exampleOffice({
    committee: `C-${tag}`,
    committeeName: '示例县委',
    tag,
    teams,
    organisations: Array.from({ length: organisations }, (_, i) => ({
      code: `O-${tag}${String(i + 1).padStart(2, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });

  const told: Done[] = [];
  let turn = 0;
  const anyLedger = (): Ledger => {
    const ledger = ledgers[turn++ % ledgers.length];
    if (!ledger) throw new Error('no process');
    return ledger;
  };
  const virtualNow = async (round: string) => {
    const row = await first<{ lead: number }>(pool, {
      text: 'SELECT lead_ms AS lead FROM rounds WHERE code = $1',
      values: [round],
    });
    return new Date(Date.now() + (row?.lead ?? 0)).toISOString();
  };
  const rounds: Pick<Rounds, 'start'> = {
    async start(round) {
      if (harness.temporal === 'AWAY') throw serverAway();
      started.push(round);
    },
  };

  const app = createApp({
    pool: programs,
    log,
    watch,
    ledger: takingTurns(anyLedger),
    rounds,
    notifier: { tell: (done) => void told.push(done), settled: () => Promise.resolve() },
    contentKeys: keys,
    language: 'zh',
    edge,
    identify:
      identify ??
      identifyBy({
        development: true,
        provider,
        fromSession: provider && browserSessions(programs, provider.publicUrl),
      }),
    provider,
    health:
      health?.(programs) ??
      (() => Promise.resolve({ missing: harness.temporal === 'AWAY' ? ['Temporal'] : [], workerPolledSecondsAgo: 1 })),
    notReady: readinessOf(programs, () => harness.ending),
    advance: async (_round, target) => ({ now: 'to' in target ? target.to : new Date().toISOString() }),
  });
  const server = app.listen(port, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const api = apiClient(url);
  let count = 0;

  const harness: ApiHarness = {
    url,
    app,
    api,
    office,
    pool,
    programs,
    ledgers,
    keys,
    async rotate(setting) {
      const rotated = contentKeys(setting);
      await requireContentKeys(programs, rotated);
      Object.assign(keys, rotated);
    },
    logged,
    started,
    temporal: 'UP',
    ending: false,
    told,
    round: (days) => exampleRound(api, office, `R-${tag}-${++count}`, days),
    async ask(method, path, { actor, key, body, raw, headers } = {}) {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(actor === undefined ? {} : { 'X-Actor': actor }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, headers: response.headers, body: JSON.parse(await response.text()) };
    },
    act: (round, action, actor, body, key) =>
      harness.ask('POST', `/rounds/${round}/actions/${action}`, { actor, body, key }),
    async standing(round) {
      const texts = `SELECT count(*) AS texts FROM contents c WHERE EXISTS
        (SELECT FROM events e WHERE e.round = c.round AND position(c.ref IN e.data::text) > 0)`;
      const [head, rest, readable] = await Promise.all([
        pool.query(`SELECT * FROM rounds WHERE code = $1`, [round]),
        pool.query(
          `SELECT (SELECT count(*) FROM events WHERE round = $1) AS events, (SELECT count(*) FROM commands WHERE round = $1)
           AS commands, (SELECT count(*) FROM duties WHERE round = $1) AS duties, (SELECT count(*) FROM letters WHERE round = $1)
           AS letters, (SELECT count(*) FROM content_readings) AS readings`,
          [round],
        ),
        pool.query(texts),
      ]);
      return { head: head.rows, rest: rest.rows, readable: readable.rows };
    },
    async passTime(round, to) {
      for (;;) {
        await deliver(round);
        const clockwork = await clockworkOf(pool, round);
        const wakeAt = clockwork?.wakeAt ?? null;
        const next = wakeAt === null ? to : new Date(Math.min(Date.parse(wakeAt), Date.parse(to))).toISOString();
        await recordLead(pool, round, Date.parse(next));
        await anyLedger().passTime({ round, known: -1, now: await virtualNow(round), run: 'run-of-the-test' });
        await deliver(round);
        if (next === to) return;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await programs.end();
      await pool.end();
    },
  };

  /** What a worker's `notify` does, with a mail server that takes everything. */
  async function deliver(round: string): Promise<void> {
    const order = { round, known: -1, now: await virtualNow(round), run: 'run-of-the-test' };
    await pool.query('UPDATE deliveries SET until = clock_timestamp() WHERE round = $1', [round]);
    const claims = await anyLedger().claim(order);
    if (claims.length === 0) return;
    await anyLedger().recordDeliveries(
      order,
      claims.map((claim) => ({ ...claim, outcome: 'SENT' as const })),
    );
    await deliver(round);
  }

  if (registry === 'FULL') await register(pool, office.registry);
  return harness;
}

/** One ledger that is another process's at each call. */
const takingTurns = (next: () => Ledger): Ledger => ({
  carryOut: (order) => next().carryOut(order),
  passTime: (order) => next().passTime(order),
  look: (order) => next().look(order),
  claim: (order) => next().claim(order),
  recordDeliveries: (order, deliveries) => next().recordDeliveries(order, deliveries),
  roundFor: (code, person) => next().roundFor(code, person),
  workFor: (code, person) => next().workFor(code, person),
});

/** As gRPC says it. */
const serverAway = () =>
  Object.assign(new Error('14 UNAVAILABLE: no connection established'), {
    code: 14,
    details: 'no connection established',
    metadata: {},
  });

/** A round on its way to a stage, step by step as an office goes. */
export const stages = ['planned', 'prepared', 'inspected', 'decided', 'fed back', 'signed'] as const;
export type Stage = (typeof stages)[number];

export const transfers = [
  { code: 'T-001', to: 'DISC' },
  { code: 'T-002', to: 'OD' },
  { code: 'T-003', to: 'FD' },
] as const;

export async function aRoundThatIs(
  harness: Pick<ApiHarness, 'round'>,
  stage: Stage,
  days?: RoundDays,
): Promise<ExampleRound> {
  const round = harness.round(days);
  const steps = [
    () => round.plan(),
    () => round.prepare(),
    () => round.inspect(),
    () => round.decide(1, transfers),
    () => round.giveFeedback(),
    () => round.signFeedback(),
  ];
  for (const step of steps.slice(0, stages.indexOf(stage) + 1)) await step();
  return round;
}

/** The statuses of several answers, lowest first. */
export const statusesOf = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

export const firstOf = (harness: Pick<ApiHarness, 'office'>): string => harness.office.organisations[0]?.code ?? '';

export const prose = {
  reportItem: (finding: string) => ({
    finding,
    grade: 'DONE',
    content: '已经完成整改',
    evidence: ['e'.repeat(64)],
  }),
  plan: (harness: Pick<ApiHarness, 'office'>, organisation: string, findings: readonly string[]) => ({
    organisation,
    items: findings.map((finding) => ({
      finding,
      goal: '整改目标',
      measures: [{ type: 'BUILD_SYSTEM', content: '建章立制' }],
      leader: harness.office.liaison(organisation),
      unit: organisation,
      dueOn: '2099-01-01',
    })),
  }),
};
