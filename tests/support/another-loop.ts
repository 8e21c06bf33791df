/** A round's workflow as it might have been in another version: its histories do not replay under ours. */
import { sleep } from '@temporalio/workflow';

export async function inspectionRound(): Promise<void> {
  for (;;) await sleep('1 day', { summary: 'another loop' });
}
