/** The client of Temporal whose connection ends before its calls do. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connectLazily } from '../../temporal/connection.ts';

/** A server that hangs up on whoever comes, so that each call is tried again. */
async function hangingUp(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test.each([20, 60, 120, 250])(
  'a call that waits to be tried again when the client is closed fails, and the process goes on (closed after %d ms)',
  async (afterMs) => {
    const client = connectLazily({
      TEMPORAL_ADDRESS: `127.0.0.1:${await hangingUp()}`,
      TEMPORAL_NAMESPACE: 'default',
    });
    const ended = expect(client.connection.workflowService.getSystemInfo({})).rejects.toThrow(/shut down|UNAVAILABLE/);
    await pause(afterMs);
    await client.connection.close();
    await ended;
  },
);
