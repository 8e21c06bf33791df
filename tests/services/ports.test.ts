import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, portHolder, requirePort } from '../../local/ports.ts';

test('a free port has no holder', async () => {
  expect(await portHolder(await freePort())).toBeUndefined();
});

test.each(['127.0.0.1', '0.0.0.0'])('the holder of a port on %s is named by pid and command', async (address) => {
  const port = await heldPort(address);
  const holder = await portHolder(port);
  if (process.platform === 'linux') expect(holder).toMatch(new RegExp(`^pid ${process.pid} \\(.*node.*\\)$`));
  else expect(holder).toContain('another process');
});

test('a refusal names the holder and the setting that moves us out of the way', async () => {
  const port = await heldPort('127.0.0.1');
  const refusal = requirePort(port, 'The mailbox', 'SMTP_PORT');
  await expect(refusal).rejects.toThrow(`port ${port} is held by`);
  await expect(requirePort(port, 'The mailbox', 'SMTP_PORT')).rejects.toThrow('SMTP_PORT=<port>');
});

async function heldPort(address: string): Promise<number> {
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}
