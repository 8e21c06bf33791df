/** Dossiers as Temporal sees them: starting, signalling, listing their runs. Every call has a deadline; without one it hangs
 *  while the server is away. */
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { isWork, WORK_WORKFLOW } from '../contracts/committee.ts';
import { NUDGE, ROUND_WORKFLOW, SHAPE, type Told } from '../contracts/messages.ts';
import { ledgerSequence } from '../contracts/search-attributes.ts';
import { fastForwardTo } from './time-travel.ts';

/** How long a call of Temporal may take. */
const DEADLINE_MS = 5_000;
/** A page of a list costs the server a millisecond or two for each of its runs. */
const PAGE = 500;
const PAGE_MS = 30_000;

export interface Run {
  readonly round: string;
  readonly runId: string;
  /** Of which shape the run is; 1 where its memo says nothing. */
  readonly shape: number;
  /** How far the run has followed the ledger, as the (lagging) list has it. */
  readonly sequence: number;
}

export interface Rounds {
  /** Starts the dossier's workflow; nothing happens if it runs already. A clock that had been moved ahead is moved again:
   *  it is lost with its history, and the dossier's days stay where they were. */
  start(round: string, leadMs: number): Promise<void>;
  /** Says what was done, under the name of the last command. */
  tell(round: string, command: string, told: Told): Promise<void>;
  /** Asks the workflow to look again; says whether one runs. */
  nudge(round: string): Promise<boolean>;
  /** All running workflows of dossiers, as the (lagging) list has them: dear where there are thousands. */
  running(): Promise<readonly Run[]>;
  /** How many they are. */
  count(): Promise<number>;
  /** Runs whose tasks fail again and again, as the server reports them: they hear nothing, and do nothing. */
  failing(): Promise<readonly Run[]>;
  /** Ends a run, unless it has ended already. */
  end(run: Run, reason: string): Promise<void>;
}

export function rounds(client: Client, taskQueue: string): Rounds {
  const within = <T>(call: () => Promise<T>) => client.withDeadline(Date.now() + DEADLINE_MS, call);

  return {
    async start(round, leadMs) {
      try {
        await within(() =>
          client.workflow.start(isWork(round) ? WORK_WORKFLOW : ROUND_WORKFLOW, {
            taskQueue,
            workflowId: round,
            args: [round],
            memo: { shape: SHAPE },
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

    async tell(round, command, told) {
      await within(() => client.workflow.getHandle(round).signal<[Told]>(command, told));
    },

    async nudge(round) {
      try {
        await within(() => client.workflow.getHandle(round).signal(NUDGE));
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },

    running: () => list(RUNNING),
    async count() {
      const { count } = await within(() => client.workflow.count(RUNNING));
      return count;
    },
    failing: () => list(`${RUNNING} AND TemporalReportedProblems = 'category=WorkflowTaskFailed'`),

    async end({ round, runId }, reason) {
      try {
        await within(() => client.workflow.getHandle(round, runId).terminate(reason));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };

  async function list(query: string): Promise<Run[]> {
    const runs: Run[] = [];
    const found = client.workflow.list({ query, pageSize: PAGE })[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await client.withDeadline(Date.now() + PAGE_MS, () => found.next());
      if (done) return runs;
      runs.push({
        round: value.workflowId,
        runId: value.runId,
        shape: Number(value.memo?.['shape'] ?? 1),
        sequence: value.typedSearchAttributes.get(ledgerSequence) ?? 0,
      });
    }
  }
}

const RUNNING = `WorkflowType IN ('${ROUND_WORKFLOW}', '${WORK_WORKFLOW}') AND ExecutionStatus = 'Running'`;

/** What the UI says of a workflow from its start. */
function shown(code: string) {
  const standing = 'The current details say how it stands; the ledger is the record. 现状见“当前详情”，以台账为准。';
  return isWork(code)
    ? {
        staticSummary: `党委巡察工作台账 ${code} · Committee’s own work`,
        staticDetails: `What a committee owes beside its rounds, year after year. ${standing}`,
      }
    : {
        staticSummary: `巡察轮次 ${code} · Inspection round`,
        staticDetails: `One inspection round, from its plan to its closing. ${standing}`,
      };
}
