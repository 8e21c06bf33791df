/** What a round is measured against: the least that the bare SDK can do. One Update, one row; one sleep, one mail. */
import {
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { BareActivities, Inserted, Order } from './activities.ts';

const { insertRow } = proxyLocalActivities<Pick<BareActivities, 'insertRow'>>({ startToCloseTimeout: '5s' });
const { sendMail } = proxyActivities<Pick<BareActivities, 'sendMail'>>({ startToCloseTimeout: '45s' });

/** Sleeps until the moment given, sends its mail, and ends; without one it waits for Updates alone. */
export async function bareRound(wakeAt: number | null): Promise<void> {
  setHandler(defineUpdate<Inserted, [Order]>('act'), (order) => insertRow(order));
  if (wakeAt === null) return condition(() => false);
  await sleep(Math.max(1, wakeAt - Date.now()));
  await sendMail();
}
