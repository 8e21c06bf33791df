/** Starting the workflow of a dossier. Nobody waits for it: where Temporal is away, the workers' sweep starts it later. */
import { clockworkOf } from '../ledger/open-rounds.ts';
import { reasonOf } from '../logging.ts';
import type { Ports } from './ports.ts';

export async function startUnlessClosed(
  { pool, rounds, log }: Pick<Ports, 'pool' | 'rounds' | 'log'>,
  code: string,
): Promise<void> {
  const clockwork = await clockworkOf(pool, code);
  if (!clockwork || clockwork.closed) return;
  rounds.start(code, clockwork.leadMs).catch((error: unknown) => {
    const reason = error instanceof Error ? reasonOf(error) : 'unknown';
    log.warn({ round: code, reason }, 'the workflow could not be started; the sweep will start it');
  });
}
