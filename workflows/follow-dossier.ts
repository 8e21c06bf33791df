/** Following a dossier, a round or a committee's own work. The ledger decides; this workflow waits for the next deadline,
 *  escalates what is due, and notifies whom a letter awaits.
 *
 *  Whoever acts, acts in the ledger; a signal named as the act says that there is something to look at. Nothing else in a
 *  signal is believed. The workflow holds nothing but its latest look: no rule, no name, no text. After the loss of this
 *  history the dossier is followed again from its code alone. */
import {
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  type LocalActivityOptions,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { type Look, type LookAt, NUDGE, ROUND_VIEW } from '../contracts/messages.ts';
import * as attributes from '../contracts/search-attributes.ts';
import { MovableTimer } from './movable-timer.ts';

// Reading the ledger. It is never given up on: within three seconds in the same task, then by server timers, so that no task
// is held while the database is away.
const reading: LocalActivityOptions = {
  startToCloseTimeout: '5s',
  localRetryThreshold: '3s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
};
const { look } = proxyLocalActivities<Pick<Activities, 'look'>>(reading);

// Letters, and the moments that write them. Tried for ever with growing pauses: the ledger or the mail server may be away for
// a day. The patience of days with one letter is in the rule book. The heartbeat tells a dead worker from a slow mail server.
const { escalate, notify } = proxyActivities<Pick<Activities, 'escalate' | 'notify'>>({
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '10s', backoffCoefficient: 3, maximumInterval: '60s' },
});

/** Follows one dossier until it is closed. */
export async function followDossier(code: string): Promise<void> {
  const { workflowId } = workflowInfo();
  if (workflowId !== code) {
    log.warn('a run under another id follows nothing', { workflowId, code });
    return;
  }

  const timer = new MovableTimer();
  let latest: Look = nothingKnown;
  let listed: Look = nothingKnown;
  let listedAt = 0;
  let told = true;
  let cancelAsked = false;
  let escalating = false;
  let notifying = false;

  // A signal of any name says that there is something to look at. `nudge` has a handler of its own, so that the UI offers it.
  setDefaultSignalHandler(() => void (told = true));
  setHandler(defineSignal(NUDGE), () => void (told = true), {
    description: '重新查看台账 · Look at the ledger again',
  });
  setHandler(defineQuery<Look>(ROUND_VIEW), () => latest, {
    description: '工作流所知现状 · What the workflow knows of its dossier',
  });
  CancellationScope.current().cancelRequested.catch(() => {
    log.warn('a cancellation was requested and is not followed: a round is cancelled by command alone', { code });
    cancelAsked = true;
  });

  await CancellationScope.nonCancellable(async () => {
    for (;;) {
      // 1 Look: what does the ledger say by now?
      if (told) await lookAgain();
      // 2 Escalate what is due: a deadline has come.
      if (hasCome(latest.wakeAt) && !escalating) void escalateNow();
      // 3 Notify whom a letter awaits.
      if (latest.letters !== undefined && !escalating && !notifying) void notifyNow();
      // 4 Show how it stands.
      show();
      const idle = !escalating && !notifying;
      if (latest.closed && idle) break;
      // 5 Continue afresh when the history is long.
      if (workflowInfo().continueAsNewSuggested && idle && !told) await continueAfresh();
      // 6 Wait: for an act, for the next deadline, for a letter to be delivered.
      await somethingHappens();
    }
    timer.disarm();
  });

  async function lookAgain(): Promise<void> {
    told = false;
    adopt(await look(order()));
  }

  async function escalateNow(): Promise<void> {
    escalating = true;
    adopt(await escalate.executeWithOptions({ summary: latest.why }, [order()]));
    escalating = false;
  }

  async function notifyNow(): Promise<void> {
    notifying = true;
    adopt(await notify.executeWithOptions({ summary: latest.letters ?? '' }, [order()]));
    notifying = false;
  }

  function order(): Pick<LookAt, 'round' | 'known' | 'now'> {
    return { round: code, known: latest.sequence, now: new Date().toISOString() };
  }

  /** Looks may overtake each other: the highest sequence counts. A ledger that was put back counts too. */
  function adopt(seen: Look): void {
    if (seen.sequence >= latest.sequence || seen.wentBack) latest = seen;
  }

  /** The page in the UI, and the search attributes when they changed. That the ledger alone went on is listed every 15
   *  seconds: an upsert costs the server more than all else in a look. */
  function show(): void {
    setCurrentDetails(cancelAsked ? `${CANCEL_NOTE}\n\n${latest.details}` : latest.details);
    const changed = JSON.stringify(latest.attributes) !== JSON.stringify(listed.attributes);
    const wentOn = latest.sequence !== listed.sequence && Date.now() >= listedAt + LISTED_EVERY_MS;
    if (!changed && !wentOn) return;
    upsertSearchAttributes(searchable(latest));
    listed = latest;
    listedAt = Date.now();
  }

  async function continueAfresh(): Promise<never> {
    timer.disarm();
    return continueAsNew<(code: string) => Promise<void>>(code);
  }

  async function somethingHappens(): Promise<void> {
    const [before, wereEscalating, wereNotifying, wasAsked] = [latest, escalating, notifying, cancelAsked];
    if (latest.wakeAt !== undefined && !escalating) timer.arm(Date.parse(latest.wakeAt), latest.why);
    await condition(
      () =>
        timer.woke ||
        told ||
        latest !== before ||
        escalating !== wereEscalating ||
        notifying !== wereNotifying ||
        cancelAsked !== wasAsked ||
        // Only where step 5 can follow it: a wait that is over at once, again and again, would hold the task for ever.
        (workflowInfo().continueAsNewSuggested && !escalating && !notifying),
    );
    timer.woke = false;
  }
}

const LISTED_EVERY_MS = 15_000;

const CANCEL_NOTE =
  '**有人在此界面请求取消：本流程照常进行，取消须按程序由党委决定后在系统中办理。** ' +
  'A cancellation was requested here. It changes nothing: a round is cancelled by command alone.';

const nothingKnown: Look = {
  sequence: -1,
  why: '',
  attributes: { phase: '', committee: '', nextDeadline: null, overdueCount: 0, escalationLevel: 0 },
  details: '',
  closed: false,
};

const hasCome = (moment: string | undefined): boolean => moment !== undefined && Date.parse(moment) <= Date.now();

function searchable({ sequence, attributes: { phase, committee, nextDeadline, overdueCount, escalationLevel } }: Look) {
  return [
    { key: attributes.roundPhase, value: phase },
    { key: attributes.committee, value: committee },
    { key: attributes.nextDeadline, value: nextDeadline === null ? null : new Date(nextDeadline) },
    { key: attributes.overdueCount, value: overdueCount },
    { key: attributes.escalationLevel, value: escalationLevel },
    { key: attributes.ledgerSequence, value: sequence },
  ];
}
