/** Rounds as Temporal sees them: starting, asking, nudging. Every call has a deadline; without one it hangs while the server is
 *  away. */
import { randomUUID } from 'node:crypto';
import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdReusePolicy } from '@temporalio/common';
import type { CommandName } from '../contracts/commands.ts';
import { isWork, WORK_WORKFLOW, type WorkCommandName } from '../contracts/committee.ts';
import { type Answer, NUDGE, REFUSED, type Refused, type Request, ROUND_WORKFLOW } from '../contracts/messages.ts';
import { fastForwardTo } from './time-travel.ts';

/** How long a caller waits for Temporal. */
export const DEADLINE_MS = 5_000;
/** Ten thousand rounds are ten pages. */
const LIST_MS = 30_000;

/** What came of an Update. `UNKNOWN`: it may have been carried out; asking again with the same id tells. */
export type UpdateResult =
  | { readonly answer: Answer }
  | { readonly refusal: Refused }
  | { readonly outcome: 'UNKNOWN' }
  | { readonly outcome: 'NOT_RUNNING' };

export interface Rounds {
  /** Starts the round's workflow; nothing happens if it runs already. A clock that had been moved ahead is moved again:
   *  it is lost with its history, and the round's days stay where they were. */
  start(round: string, leadMs: number): Promise<void>;
  act(round: string, command: CommandName | WorkCommandName, request: Request): Promise<UpdateResult>;
  nudge(round: string): Promise<void>;
  /** The codes of all rounds whose workflow runs, as the (lagging) list has them. */
  running(): Promise<ReadonlySet<string>>;
  /** Runs whose tasks fail again and again, as the server reports them: they hear nothing, and do nothing. */
  failing(): Promise<readonly Run[]>;
  /** Ends a run, unless it has ended already. */
  end(run: Run, reason: string): Promise<void>;
}

export interface Run {
  readonly round: string;
  readonly runId: string;
}

export function rounds(client: Client, taskQueue: string): Rounds {
  const soon = () => Date.now() + DEADLINE_MS;

  return {
    async start(round, leadMs) {
      try {
        await client.withDeadline(soon(), () =>
          client.workflow.start(isWork(round) ? WORK_WORKFLOW : ROUND_WORKFLOW, {
            taskQueue,
            workflowId: round,
            args: [round],
            // Neither a closed nor a terminated run may forbid a revival: the ledger alone says what is open.
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
            ...shown(round),
          }),
        );
      } catch (error) {
        // It runs. Whoever started it moves its clock, nobody else: two would move it twice.
        if (error instanceof WorkflowExecutionAlreadyStartedError) return;
        throw error;
      }
      if (leadMs > 0) await fastForwardTo(client, round, Date.now() + leadMs);
    },

    async act(round, command, request) {
      try {
        const answer = await client.withDeadline(soon(), () =>
          // An Update id of its own: the ledger knows the command's id, Temporal would repeat a refusal.
          client.workflow
            .getHandle(round)
            .executeUpdate<Answer, [Request]>(command, { args: [request], updateId: randomUUID() }),
        );
        return { answer };
      } catch (error) {
        if (error instanceof WorkflowUpdateFailedError) {
          const refusal = refusalIn(error.cause);
          if (refusal) return { refusal };
          if (wasCutOff(error.cause)) return { outcome: 'UNKNOWN' };
        }
        if (error instanceof WorkflowNotFoundError) return { outcome: 'NOT_RUNNING' };
        // Whatever the server or the way to it did: the Update may have arrived.
        if (
          error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
          isLostOnTheWay(error) ||
          isLostOnTheWay(causeOf(error))
        )
          return { outcome: 'UNKNOWN' };
        throw error;
      }
    },

    async nudge(round) {
      await client.withDeadline(soon(), () => client.workflow.getHandle(round).signal(NUDGE));
    },

    async running() {
      return new Set((await list(RUNNING)).map(({ round }) => round));
    },

    failing: () => list(`${RUNNING} AND TemporalReportedProblems = 'category=WorkflowTaskFailed'`),

    async end({ round, runId }, reason) {
      try {
        await client.withDeadline(soon(), () => client.workflow.getHandle(round, runId).terminate(reason));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };

  async function list(query: string): Promise<Run[]> {
    const runs: Run[] = [];
    await client.withDeadline(Date.now() + LIST_MS, async () => {
      for await (const { workflowId, runId } of client.workflow.list({ query, pageSize: 1_000 }))
        runs.push({ round: workflowId, runId });
    });
    return runs;
  }
}

const RUNNING = `WorkflowType IN ('${ROUND_WORKFLOW}', '${WORK_WORKFLOW}') AND ExecutionStatus = 'Running'`;

/** What the UI says of a workflow from its start. */
function shown(code: string) {
  const standing = 'The current details say how it stands; the ledger is the record.';
  return isWork(code)
    ? {
        staticSummary: `Committee’s own work ${code}`,
        staticDetails: `What a committee owes beside its rounds, year after year. ${standing}`,
      }
    : {
        staticSummary: `Inspection round ${code}`,
        staticDetails: `One inspection round, from its plan to its closing. ${standing}`,
      };
}

/** gRPC: cancelled, deadline, exhausted, failed precondition, internal, unavailable. Others are definite. */
const ON_THE_WAY: ReadonlySet<number> = new Set([1, 4, 8, 9, 13, 14]);
const isLostOnTheWay = (error: unknown): boolean => isGrpcServiceError(error) && ON_THE_WAY.has(error.code);

/** The run was ended, by an operator or to be begun afresh, after it had taken the Update: the ledger knows the outcome. */
const wasCutOff = (cause: unknown): boolean =>
  cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow';

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

function refusalIn(cause: unknown): Refused | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSED) return undefined;
  const details: readonly unknown[] = cause.details ?? [];
  return details.find(isRefused);
}

const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'status' in value && 'missing' in value;
