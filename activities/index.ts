/** Everything that a dossier's workflow has done: `look`, `escalate`, `notify`. */
import { activityInfo } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { Look, LookAt } from '../contracts/messages.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createDeliverer, type MailRoom } from './deliver.ts';
import { asking, stillWaiting, whileAlive } from './failures.ts';

/** What the workflow sends; the run is known here. */
type Order = Omit<LookAt, 'run'>;
const fromRun = (order: Order): LookAt => ({ ...order, run: activityInfo().workflowExecution?.runId ?? '' });

export const activities = (ledger: Ledger, mailRoom: MailRoom, log: Logger) => {
  const ask = asking(log);
  const deliver = createDeliverer(ledger, mailRoom, ask);
  return {
    /** How the dossier stands by now. */
    look: (order: Order): Promise<Look> => ask(() => ledger.look(fromRun(order))),

    /** A deadline has come: time passes in the ledger, and the letters that this writes leave at once. */
    async escalate(asked: Order): Promise<Look> {
      const order = fromRun(asked);
      return whileAlive(async () => {
        const { look, claims } = await ask(() => ledger.passTime(order));
        return claims.length === 0 ? look : (await deliver(order, claims)).look;
      });
    },

    /** Letters wait that an act has written, or that could not leave before. Tried again later while some still wait. */
    async notify(asked: Order): Promise<Look> {
      const order = fromRun(asked);
      return whileAlive(async () => {
        const claims = await ask(() => ledger.claim(order));
        const { look, left } = claims.length === 0 ? await nothingToDo(order) : await deliver(order, claims);
        if (left > 0) throw stillWaiting(left);
        return look;
      });
    },
  };

  /** Whoever has the letters that wait delivers them; if that comes to nothing, they are free again within a minute. */
  async function nothingToDo(order: LookAt) {
    const look = await ask(() => ledger.look(order));
    return { look, left: look.letters === undefined ? 0 : 1 };
  }
};
export type Activities = ReturnType<typeof activities>;
