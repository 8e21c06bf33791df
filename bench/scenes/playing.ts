/** What the scenes have in common: rounds of both kinds, acting in them, seeing them asleep. */
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { Code } from '../../domain/vocabulary.ts';
import type { ExampleOffice } from '../../examples/office.ts';
import type { Inserted, Order } from '../bare/activities.ts';
import type { bareRound } from '../bare/workflow.ts';
import { copyRounds } from '../copying.ts';
import { findingCode, type Life, reportedItem, writeRounds } from '../life.ts';
import { median, percentile } from '../measuring.ts';
import { BARE_TASK_QUEUE, type Database, type System, until } from '../stage.ts';

const AT_ONCE = 20;
const DEADLINE_MS = 10_000;
/** Thousands of rounds, on a machine that does other things as well. */
const PATIENCE_FOR_SLEEP_MS = 300_000;

export interface Size {
  readonly quick: boolean;
}

export const FINDINGS = 10;
/** So many rounds of one organisation whose ten findings are being rectified; one is made, the others are its copies. */
export async function rectifyingRounds(database: Database, office: ExampleOffice, codes: readonly Code[]) {
  await manyRounds(database, { code: codes[0] ?? '', office, findings: [FINDINGS], rectifying: true }, codes);
}
export async function manyRounds({ url, pool }: Database, model: Life, codes: readonly Code[]): Promise<void> {
  await writeRounds(pool, [model]);
  await copyRounds(
    url,
    codes.filter((code) => code !== model.code).map((code) => ({ model: model.code, code })),
  );
}

/** Starts the workflows of rounds that the ledger has. */
export const startRounds = ({ rounds }: System, codes: readonly string[]) =>
  each(codes, (code) => rounds.start(code, 0));

/** Starts bare workflows; with a moment, they sleep until then. */
export const startBare = ({ client }: System, ids: readonly string[], wakeAt: number | null = null) =>
  each(ids, (id) =>
    client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.start<typeof bareRound>('bareRound', {
        workflowId: id,
        taskQueue: BARE_TASK_QUEUE,
        args: [wakeAt],
      }),
    ),
  );

/** The very same thing, reported again and again: about one finding after the other. */
export const report = ({ api }: Pick<System, 'api'>, code: string, by: string, nth: number) =>
  api.post<{ readonly sequence: number }>(`/rounds/${code}/actions/report-item`, by, {
    ...reportedItem(code, findingCode((nth % FINDINGS) + 1)),
    content: '完成（演示文本）',
  });

/** The same request, to the bare workflow. */
export const reportBare = ({ client }: System, id: string, by: string, nth: number) =>
  client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.getHandle(id).executeUpdate<Inserted, [Order]>('act', {
      args: [{ id: randomUUID(), by, payload: reportedItem(id, findingCode((nth % FINDINGS) + 1)) }],
      updateId: randomUUID(),
    }),
  );

export interface History {
  readonly events: number;
  readonly bytes: number;
}
export async function historyOf({ client }: System, workflowId: string): Promise<History> {
  const { historyLength, historySize } = await client.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize ?? 0 };
}

/** A workflow that has had its first task, and waits. */
export async function untilAsleep({ client }: System, ids: readonly string[]): Promise<void> {
  await each(ids, (id) =>
    until(
      `${id} asleep`,
      async () => {
        const { raw, historyLength } = await client.workflow.getHandle(id).describe();
        return historyLength > 3 && !raw.pendingWorkflowTask;
      },
      PATIENCE_FOR_SLEEP_MS,
    ),
  );
}

/** Twenty at a time. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const limit = pLimit(AT_ONCE);
  await Promise.all(items.map((item) => limit(() => work(item))));
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i + 1}`);

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const shown = (samples: readonly number[]): string =>
  `${milliseconds(median(samples))} (p99 ${milliseconds(percentile(samples, 99))})`;
export const perSecondShown = (samples: readonly number[]): string => `${median(samples).toFixed(0)}/s`;
