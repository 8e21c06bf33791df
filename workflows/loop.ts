/** The loop that every dossier lives by, a round or a committee's work: months of clocks, one history.
 *
 *  People act by Updates, one per command of the rule book; time acts by one movable timer; letters go out on their days.
 *  What a command does is decided in the ledger, under lock; this workflow keeps the order, waits, and acts. It holds
 *  nothing but the ledger's latest outlook: no rule, no name, no text. After the loss of this history the dossier starts
 *  again from its code alone. The process itself: docs/process.md. */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { PostActivities } from '../activities/post.ts';
import type { CommandName } from '../contracts/commands.ts';
import type { WorkCommandName } from '../contracts/committee.ts';
import {
  type Answer,
  type Carried,
  type DueLetter,
  LEDGER_AWAY,
  type Look,
  MAILROOM,
  NUDGE,
  type Outlook,
  type DeliveryReport,
  type DeliveryReportPayload,
  REFUSED,
  REFUSED_FOR_GOOD,
  type Refused,
  type Request,
  ROUND_VIEW,
} from '../contracts/messages.ts';
import * as attributes from '../contracts/search-attributes.ts';
import type { Ledger } from '../ledger/ledger.ts';

type DossierCommand = CommandName | WorkCommandName;
/** The commands of a dossier, with what the UI calls them. */
export type Titles<N extends DossierCommand> = Readonly<Record<N, { readonly title: string }>>;

// The ledger is never given up on: what the database cannot do now it will do later, and whatever else goes wrong comes
// back as a value. Within three seconds in the same task, then by server timers, so that no task is held.
const forever: LocalActivityOptions = {
  startToCloseTimeout: '5s',
  localRetryThreshold: '3s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
};
const { passTime, look } = proxyLocalActivities<Pick<Ledger, 'passTime' | 'look'>>(forever);
// Commands are carried out under their own names, so that the timeline in the UI reads like the round.
const carryOut = proxyLocalActivities<Record<DossierCommand | DeliveryReport, Ledger['carryOut']>>(forever);

// A letter is tried for minutes; the patience of days is in the rule book, as moments of the round. The heartbeat tells a
// dead worker from a slow mail server.
const { sendLetter } = proxyActivities<PostActivities>({
  startToCloseTimeout: '45s',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '10s', backoffCoefficient: 3, maximumAttempts: 3 },
});

/** So many further letters are not started while others are under way: a big midnight is sent in order. */
const LETTERS_AT_ONCE = 20;

/** Keeps one dossier until it is closed. */
export async function keep<N extends DossierCommand>(
  code: string,
  commands: readonly N[],
  titles: Titles<N>,
): Promise<void> {
  let latest: Look = { sequence: -1, outlook: nothingKnown };
  let shown: Outlook = nothingKnown;
  let nudged = false;
  const timer = new MovableTimer();
  /** Attempts that this run has begun; none is begun twice. */
  const begun = new Set<string>();
  let underway = 0;
  let turn: Promise<unknown> = Promise.resolve();

  for (const name of commands)
    setHandler(
      defineUpdate<Answer, [Request]>(name),
      // Taken as it comes, even nothing: what cannot be read the ledger refuses; an error thrown here would hold the round.
      async (request) => {
        const carried = await order(name, request);
        if ('refusal' in carried) throw refusal(carried.refusal);
        return carried.answer;
      },
      { description: titles[name].title },
    );
  setHandler(defineQuery<Look>(ROUND_VIEW), () => latest, { description: 'What the workflow knows of its round' });
  setHandler(defineSignal(NUDGE), () => void (nudged = true), { description: 'Look at the ledger again' });

  await lookAgain();
  while (!latest.outlook.closed || underway > 0) {
    timer.woke = false;
    if (nudged) await lookAgain();
    if (hasCome(latest.outlook.wakeAt))
      await inTurn(() => passTime({ round: code, known: latest.sequence, now: now() }));

    const full = workflowInfo().continueAsNewSuggested;
    if (!full) sendDueLetters();
    publish();
    if (full && underway === 0) await continueAfresh();
    await somethingHappened();
  }
  timer.disarm();
  publish();
  await condition(allHandlersFinished);

  function order(name: DossierCommand | DeliveryReport, request: Request): Promise<Carried> {
    return inTurn(() => carryOut[name]({ ...request, round: code, known: latest.sequence, now: now(), name }));
  }

  /** One call of the ledger at a time: what is known when it is made is what the one before it left. */
  async function inTurn<L extends Look>(act: () => Promise<L>): Promise<L> {
    const mine = turn.then(act);
    // Whoever asked hears of a failure; the next in turn is not concerned.
    turn = mine.catch(() => undefined);
    return keep(await mine);
  }

  /** The outlook with the highest sequence counts; answers may overtake each other. A ledger that was put back counts. */
  function keep<L extends Look>(seen: L): L {
    if (seen.sequence >= latest.sequence || seen.wentBack) latest = { sequence: seen.sequence, outlook: seen.outlook };
    return seen;
  }

  async function lookAgain(): Promise<void> {
    nudged = false;
    await inTurn(() => look({ round: code, known: latest.sequence }));
  }

  /** Not awaited: no letter holds up the round, and none waits for another. */
  function sendDueLetters(): void {
    for (const letter of latest.outlook.letters)
      if (!begun.has(attemptOf(letter)) && underway < LETTERS_AT_ONCE) void post(letter);
  }

  async function post(letter: DueLetter): Promise<void> {
    const { key, attempt, summary } = letter;
    begun.add(attemptOf(letter));
    underway += 1;
    const outcome = await sendLetter
      .executeWithOptions({ summary }, [{ round: code, letter: key, attempt, now: now() }])
      .catch(failed);
    if (outcome === 'SENT') await report('letter-sent', { letter: key, attempt });
    if (outcome === 'FAILED') await report('letter-failed', { letter: key, attempt });
    if (outcome === 'REFUSED') await report('letter-failed', { letter: key, attempt, permanent: true });
    if (outcome === 'WITHDRAWN') await lookAgain();
    if (outcome === 'NOT_TRIED') begun.delete(attemptOf(letter));
    underway -= 1;
  }

  /** Reports are carried out like commands; their id makes a repetition harmless, and a refusal means: already known. */
  async function report(name: DeliveryReport, payload: DeliveryReportPayload): Promise<void> {
    const id = `${payload.letter}/attempt-${payload.attempt}/${name}`;
    await order(name, { id, by: MAILROOM, payload });
  }

  /** Details and search attributes for the UI, only when they changed. */
  function publish(): void {
    const { outlook } = latest;
    if (outlook === shown) return;
    setCurrentDetails(outlook.details);
    const before = JSON.stringify(shown.attributes);
    if (JSON.stringify(outlook.attributes) !== before) upsertSearchAttributes(searchable(outlook));
    shown = outlook;
  }

  async function continueAfresh(): Promise<never> {
    await condition(allHandlersFinished);
    timer.disarm();
    return continueAsNew<(code: string) => Promise<void>>(code);
  }

  async function somethingHappened(): Promise<void> {
    const seen = latest;
    const sending = underway;
    const { wakeAt, why } = seen.outlook;
    if (wakeAt) timer.arm(Date.parse(wakeAt), why);
    await condition(() => timer.woke || nudged || latest !== seen || underway < sending);
  }
}

const nothingKnown: Outlook = {
  why: '',
  letters: [],
  attributes: { phase: '', committee: '', nextDeadline: null, overdueCount: 0, escalationLevel: 0 },
  details: '',
  closed: false,
};

/** One timer, moved only when the next moment comes earlier; one that fires too early finds nothing to do. */
class MovableTimer {
  #armed: { readonly at: number; readonly scope: CancellationScope } | undefined;
  woke = false;

  arm(at: number, summary: string): void {
    if (this.#armed && this.#armed.at <= at) return;
    this.disarm();
    const mine = { at, scope: new CancellationScope() };
    this.#armed = mine;
    mine.scope
      .run(() => sleep(Math.max(1, at - Date.now()), { summary }))
      .then(
        () => {
          if (this.#armed !== mine) return;
          this.#armed = undefined;
          this.woke = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  disarm(): void {
    this.#armed?.scope.cancel();
    this.#armed = undefined;
  }
}

const now = (): string => new Date().toISOString();
const hasCome = (moment: string | undefined): boolean => moment !== undefined && Date.parse(moment) <= Date.now();
const attemptOf = ({ key, attempt }: DueLetter): string => `${key}#${attempt}`;

const refusal = (refused: Refused): ApplicationFailure =>
  ApplicationFailure.nonRetryable(refused.title, REFUSED, refused);

/** Why an attempt failed: refused by the mail server for good, never tried, or not delivered in the minutes that it had. */
function failed(error: unknown): 'REFUSED' | 'NOT_TRIED' | 'FAILED' {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) return 'FAILED';
  if (cause.type === REFUSED_FOR_GOOD) return 'REFUSED';
  return cause.type === LEDGER_AWAY ? 'NOT_TRIED' : 'FAILED';
}

function searchable({ attributes: { phase, committee, nextDeadline, overdueCount, escalationLevel } }: Outlook) {
  return [
    { key: attributes.roundPhase, value: phase },
    { key: attributes.committee, value: committee },
    { key: attributes.nextDeadline, value: nextDeadline === null ? null : new Date(nextDeadline) },
    { key: attributes.overdueCount, value: overdueCount },
    { key: attributes.escalationLevel, value: escalationLevel },
  ];
}
