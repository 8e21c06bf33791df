/** Moving a round's clock (development and tests only), by the server's own time skipping.
 *
 *  A round's clock is wall time and everything skipped; the lead stays for ever. Travel goes in steps, from due moment to
 *  due moment, as one long jump goes wrong after a round has continued as new twice (server 1.32.0). */
import { randomUUID } from 'node:crypto';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';

/** The poll's result is a number on the reply and its name in the reply's JSON. */
const ARRIVED: readonly unknown[] = [2, 'FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED'];
const ASK_AGAIN: readonly unknown[] = [1, 'FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT'];

/** Hops of one fast-forward; a failing activity's backoffs are hops as well. */
const HOPS = 500;
const CALL_MS = 10_000;
/** A little more than the server's long poll. */
const POLL_MS = 25_000;
const AS_GOOD_AS_THERE_MS = 1_000;

/** Started, first task scheduled, taken, done: a run with fewer events has done nothing yet. */
const FIRST_TASK_DONE = 4;

/** What the round's clock shows, in milliseconds since the epoch. */
export async function virtualNow(client: Client, workflowId: string): Promise<number> {
  const { raw } = await described(client, workflowId);
  const currentTime = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return currentTime ? tsToMs(currentTime) : Date.now();
}

/** Whether the workflow's latest run has done its first task, and no other is under way: its timer stands. It is not asked by
 *  a query: one that meets a local activity at work cuts its task in two (docs/operations.md). */
export async function hasBegun(client: Client, workflowId: string): Promise<boolean> {
  const { raw, historyLength } = await described(client, workflowId);
  return !raw.pendingWorkflowTask && historyLength >= FIRST_TASK_DONE;
}

const described = (client: Client, workflowId: string) =>
  client.withDeadline(Date.now() + CALL_MS, () => client.workflow.getHandle(workflowId).describe());

/** Moves the clock of one workflow; returns when it is there, or when the workflow has ended on the way. */
export async function fastForwardTo(client: Client, workflowId: string, target: number): Promise<void> {
  const about = { namespace: client.options.namespace, workflowExecution: { workflowId } };
  for (;;) {
    const duration = target - (await virtualNow(client, workflowId));
    if (duration <= 0) return;
    const id = randomUUID();
    await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflowService.updateWorkflowExecutionOptions({
        ...about,
        identity: 'time-travel',
        updateMask: { paths: ['time_skipping_config'] },
        workflowExecutionOptions: {
          timeSkippingConfig: {
            enabled: true,
            maxSessionSkipCount: HOPS,
            fastForwardConfig: { id, duration: msToTs(duration) },
          },
        },
      }),
    );
    const poll = await client
      .withDeadline(Date.now() + POLL_MS, () =>
        client.workflowService.pollWorkflowExecutionTimeSkipping({ ...about, fastForwardId: id }),
      )
      .catch(async (error: unknown) => {
        // Two revivals at once: the other's fast-forward has taken the place of this one. It is the clock that counts.
        if ((await virtualNow(client, workflowId)) >= target - AS_GOOD_AS_THERE_MS) return undefined;
        throw error;
      });
    if (!poll || ARRIVED.includes(poll.fastForwardPollingResult)) return;
    if (/execution ended/.test(poll.failedReason ?? '')) return;
    // Not there after one long poll: the run may have continued as new and forgotten where it was going. Told again.
    if (!ASK_AGAIN.includes(poll.fastForwardPollingResult))
      throw new Error(`the clock of ${workflowId} did not arrive: ${poll.failedReason}`);
  }
}

/** The server cannot skip time: it is another version, or the feature is off. */
export function cannotSkipTime(error: unknown): boolean {
  if (!isGrpcServiceError(error)) return false;
  const status: number = error.code;
  return status === UNIMPLEMENTED;
}
const UNIMPLEMENTED = 12;
