/** What API and worker count and measure, in Prometheus form. Each metric has an alarm in `deploy/alarms.yaml`, or helps to find the
 *  cause of one. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from '../ledger/backlog.ts';
import type { Pool } from '../ledger/database.ts';
import {
  type Alarm,
  alarms,
  commandLabels,
  type CommandOutcome,
  commandOutcomes,
  letterOutcomes,
  type SweepFind,
  sweepFinds,
} from './names.ts';

/** Seconds; a command takes some milliseconds, and a caller is answered within two seconds. */
const COMMAND_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export interface CommonMetrics {
  readonly registry: Registry;
  alarmRaised(alarm: Alarm): void;
  /** Reads the ledger's backlog and the pool anew; what cannot be read is absent, and `xuncha_ledger_reachable` is 0. */
  refresh(read: () => Promise<Backlog>, pools: readonly Counted[]): Promise<void>;
}
/** Of a pool of connections. */
export type Counted = Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;
export interface ApiMetrics extends CommonMetrics {
  readonly watch: Watch;
}
/** What the API tells of its work. */
export interface Watch {
  commandGiven(command: string, outcome: CommandOutcome, seconds: number): void;
  requestAnswered(status: number): void;
}
export interface WorkerMetrics extends CommonMetrics {
  sweepFound(find: SweepFind, count: number): void;
  letterHandled(outcome: (typeof letterOutcomes)[number]): void;
}

export function apiMetrics(): ApiMetrics {
  const common = commonMetrics();
  const registers = [common.registry];
  const commands = new Counter({
    name: 'xuncha_commands_total',
    help: 'Commands by name and outcome',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'xuncha_command_seconds',
    help: 'How long a command took, its commit included',
    buckets: COMMAND_SECONDS,
    registers,
  });
  const answers = new Counter({
    name: 'xuncha_http_answers_total',
    help: 'Answers by class of status',
    labelNames: ['status'],
    registers,
  });
  for (const command of commandLabels) for (const outcome of commandOutcomes) commands.inc({ command, outcome }, 0);
  for (const status of ['2xx', '3xx', '4xx', '5xx']) answers.inc({ status }, 0);
  return {
    ...common,
    watch: {
      commandGiven(command, outcome, took) {
        commands.inc({ command, outcome });
        seconds.observe(took);
      },
      requestAnswered: (status) => answers.inc({ status: `${Math.floor(status / 100)}xx` }),
    },
  };
}

export function workerMetrics(): WorkerMetrics {
  const common = commonMetrics();
  const registers = [common.registry];
  const finds = new Counter({
    name: 'xuncha_sweep_finds_total',
    help: 'Dossiers that the sweep found behind, without a run, with one that could not go on, or at odds with the ledger',
    labelNames: ['find'],
    registers,
  });
  const letters = new Counter({
    name: 'xuncha_letter_attempts_total',
    help: 'Attempts to deliver a letter, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  for (const find of sweepFinds) finds.inc({ find }, 0);
  for (const outcome of letterOutcomes) letters.inc({ outcome }, 0);
  return {
    ...common,
    sweepFound: (find, count) => finds.inc({ find }, count),
    letterHandled: (outcome) => letters.inc({ outcome }),
  };
}

/** For a process that nobody watches from outside, such as one of a test. */
export const unwatched: Watch = { commandGiven: () => {}, requestAnswered: () => {} };

function commonMetrics(): CommonMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const raised = new Counter({
    name: 'xuncha_alarms_total',
    help: 'Alarms in the log, by kind',
    labelNames: ['alarm'],
    registers: [registry],
  });
  for (const alarm of alarms) raised.inc({ alarm }, 0);
  const gauges = backlogGauges(registry);
  const connections = new Gauge({
    name: 'xuncha_database_connections',
    help: 'Connections to PostgreSQL in use and idle, and requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
  });
  return {
    registry,
    alarmRaised: (alarm) => raised.inc({ alarm }),
    async refresh(read, pools) {
      const sum = (of: (pool: Counted) => number) => pools.reduce((all, pool) => all + of(pool), 0);
      connections.set(
        { state: 'used' },
        sum(({ totalCount, idleCount }) => totalCount - idleCount),
      );
      connections.set(
        { state: 'idle' },
        sum(({ idleCount }) => idleCount),
      );
      connections.set(
        { state: 'waiting' },
        sum(({ waitingCount }) => waitingCount),
      );
      gauges.set(await read().catch(() => undefined));
    },
  };
}

const help = {
  lettersWaiting: ['xuncha_letters_waiting', 'Letters that no mail server has taken yet'],
  lettersWaitingSeconds: ['xuncha_letters_waiting_seconds', 'How long the oldest of them has waited'],
  momentsBehind: ['xuncha_moments_behind', 'Dossiers whose next moment has passed and was not acted upon'],
  momentsBehindSeconds: ['xuncha_moments_behind_seconds', 'How long ago the first of these moments was'],
  workflowsBehind: ['xuncha_workflows_behind', 'Dossiers whose workflow has not followed the ledger for three seconds'],
  workersPolling: ['xuncha_workers_polling', 'Workers that have said so within a quarter of a minute'],
  verifiedSecondsAgo: ['xuncha_verification_age_seconds', 'Seconds since the whole ledger was last verified'],
  verificationFaults: ['xuncha_verification_faults', 'Faults that the last verification found'],
} as const satisfies Record<keyof Backlog, readonly [string, string]>;

function backlogGauges(registry: Registry) {
  const registers = [registry];
  const reachable = new Gauge({ name: 'xuncha_ledger_reachable', help: 'Whether the ledger answers', registers });
  const gauges = Object.entries(help).map(([field, [name, text]]) => ({
    field,
    gauge: new Gauge({ name, help: text, registers }),
  }));
  return {
    set(backlog: Backlog | undefined): void {
      reachable.set(backlog ? 1 : 0);
      const figures = new Map<string, number | null>(Object.entries(backlog ?? {}));
      for (const { field, gauge } of gauges) {
        const figure = figures.get(field) ?? null;
        // A figure that is not known is absent: 0 would say that nothing waits.
        if (figure === null) gauge.remove();
        else gauge.set(figure);
      }
    },
  };
}
