/** What goes wrong in an activity, in words that may stand in a history: codes and causes, never what a database or a mail
 *  server says in detail, which may carry names (J-V.5e). */
import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Logger } from 'pino';

/** Well within the heartbeat timeout of ten seconds. */
const HEARTBEAT_MS = 3_000;

const expected = (type: string, message: string): ApplicationFailure =>
  ApplicationFailure.create({ type, message, category: ApplicationFailureCategory.BENIGN });

export const stillWaiting = (letters: number): ApplicationFailure =>
  expected('LettersStillWaiting', `letters that could not leave yet: ${letters}`);

/** Asks the ledger. That it does not answer is logged here with its reason, and tried again by Temporal. */
export const asking =
  (log: Logger) =>
  async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (err) {
      log.warn({ err }, 'the ledger does not answer a workflow; it is asked again');
      throw expected('LedgerAway', 'the ledger does not answer');
    }
  };
export type Asking = ReturnType<typeof asking>;

/** Tells the server every three seconds that this activity is alive. */
export async function whileAlive<T>(act: () => Promise<T>): Promise<T> {
  const alive = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await act();
  } finally {
    clearInterval(alive);
  }
}
