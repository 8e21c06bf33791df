/** What a run's history tells, for tests that count in it. */
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

export async function historyOf(client: Client, code: string, runId?: string): Promise<readonly HistoryEvent[]> {
  return (await client.workflow.getHandle(code, runId).fetchHistory()).events ?? [];
}

/** Tasks that failed: after one that fails again and again, a run hears nothing. (A reset is told as a failed task; it is none.) */
export const failedTasks = (events: readonly HistoryEvent[]) =>
  events.filter(({ workflowTaskFailedEventAttributes: failed }) => failed && !failed.failure?.resetWorkflowFailureInfo);

export const signalsIn = (events: readonly HistoryEvent[]): string[] =>
  events.flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => (signal ? [signal.signalName ?? ''] : []));

/** The activities of one type, each by its summary. */
export const activitiesIn = (events: readonly HistoryEvent[], type: string): string[] =>
  events.flatMap(({ activityTaskScheduledEventAttributes: scheduled, userMetadata }) =>
    scheduled?.activityType?.name === type ? [said(userMetadata?.summary)] : [],
  );

/** The timers that fired, each by its summary. */
export function firedTimersIn(events: readonly HistoryEvent[]): string[] {
  const armed = new Map(
    events.flatMap(({ timerStartedEventAttributes: timer, userMetadata }) =>
      timer ? [[timer.timerId ?? '', said(userMetadata?.summary)] as const] : [],
    ),
  );
  return events.flatMap(({ timerFiredEventAttributes: fired }) =>
    fired ? [armed.get(fired.timerId ?? '') ?? ''] : [],
  );
}

const said = (payload: Payload | null | undefined): string =>
  payload ? defaultPayloadConverter.fromPayload<string>(payload) : '';

/** What the UI shows as the current details of a run. */
export async function pageOf(client: Client, code: string): Promise<string> {
  const metadata = await client.workflow
    .getHandle(code)
    .query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}
