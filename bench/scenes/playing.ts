/** What the scenes have in common: starting rounds of both kinds, acting in them, seeing them asleep. */
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { CommandName } from '../../contracts/commands.ts';
import type { Inserted, Order } from '../bare/activities.ts';
import type { bareRound } from '../bare/workflow.ts';
import { BARE_TASK_QUEUE, type Stage, until } from '../system.ts';

const AT_ONCE = 20;
/** Our deadline for an Update, so that both sides ask alike. */
const DEADLINE_MS = 5_000;
/** Thousands of rounds, on a machine that does other things as well. */
const PATIENCE_FOR_SLEEP_MS = 300_000;

export interface Size {
  readonly quick: boolean;
}

/** Starts the workflows of rounds that the ledger has. */
export const startRounds = ({ rounds }: Stage, codes: readonly string[]) =>
  each(codes, (code) => rounds.start(code, 0));

/** Starts bare workflows; with a moment, they sleep until then. */
export const startBare = ({ client }: Stage, ids: readonly string[], wakeAt: number | null = null) =>
  each(ids, (id) =>
    client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.start<typeof bareRound>('bareRound', {
        workflowId: id,
        taskQueue: BARE_TASK_QUEUE,
        args: [wakeAt],
      }),
    ),
  );

/** One command, as the API asks for it. */
export async function act({ rounds }: Stage, code: string, by: string, command: CommandName, payload: object) {
  const result = await rounds.act(code, command, { id: randomUUID(), by, payload });
  if (!('answer' in result)) throw new Error(`${command} in ${code} was not carried out: ${JSON.stringify(result)}`);
}

/** The same request, to the bare workflow. */
export const actBare = ({ client }: Stage, id: string, by: string, payload: object) =>
  client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.getHandle(id).executeUpdate<Inserted, [Order]>('act', {
      args: [{ id: randomUUID(), by, payload }],
      updateId: randomUUID(),
    }),
  );

export interface History {
  readonly events: number;
  readonly bytes: number;
}
export async function historyOf({ client }: Stage, workflowId: string): Promise<History> {
  const { historyLength, historySize } = await client.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize ?? 0 };
}

/** A workflow that has had its first task, and waits. */
export async function untilAsleep(stage: Stage, ids: readonly string[]): Promise<void> {
  await each(ids, (id) =>
    until(
      `${id} asleep`,
      async () => {
        const { raw, historyLength } = await stage.client.workflow.getHandle(id).describe();
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
