/** A Temporal that was set up without the search attributes of rounds. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { freePort } from '../../local/ports.ts';
import { findTemporalCli, startTemporal, type TemporalOptions } from '../../local/temporal.ts';
import { connectLazily } from '../../temporal/connection.ts';
import { ensureSearchAttributes, registerMissing } from '../../temporal/search-attributes.ts';

let cli: TemporalOptions['cli'];
beforeAll(async () => {
  cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: () => {} });
}, 600_000);

async function serverWith(attributes: TemporalOptions['searchAttributes']): Promise<Client> {
  const server = await startTemporal({
    cli,
    directory: undefined,
    port: await freePort(),
    uiPort: undefined,
    namespace: 'rounds',
    searchAttributes: attributes,
    say: () => {},
  });
  onTestFinished(() => server.stop());
  const client = connectLazily({ TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'rounds' });
  onTestFinished(() => client.connection.close());
  return client;
}

function listeningLog() {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }) };
}

const listed = async (client: Client) => {
  const answer = await client.connection.operatorService.listSearchAttributes({ namespace: 'rounds' });
  return Object.keys(answer.customAttributes);
};

test('those that are missing are registered, of every type, and said; the next start finds them', async () => {
  const client = await serverWith({ RoundPhase: 'Keyword' });
  const { lines, log } = listeningLog();
  await ensureSearchAttributes(client, log);
  expect(await listed(client)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    missing: ['Committee', 'NextDeadline', 'OverdueCount', 'EscalationLevel'],
    msg: 'search attributes were missing in Temporal, and have been registered',
  });

  await ensureSearchAttributes(client, log);
  expect(lines).toHaveLength(1);
}, 60_000);

test('two workers at once both go on', async () => {
  const client = await serverWith({});
  const { log } = listeningLog();
  await Promise.all([ensureSearchAttributes(client, log), ensureSearchAttributes(client, log)]);
  expect(await listed(client)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
}, 60_000);

test('one of another type is named', async () => {
  const client = await serverWith({ ...searchAttributes, OverdueCount: 'Keyword' });
  await expect(ensureSearchAttributes(client, listeningLog().log)).rejects.toThrow(
    /another type than rounds need. Remove them, then:\ntemporal .* --name OverdueCount --type Int$/,
  );
}, 60_000);

describe('where operators keep their service to themselves', () => {
  const denied = () =>
    Promise.reject(Object.assign(new Error('7 PERMISSION_DENIED'), { code: 7, details: 'denied', metadata: {} }));
  const all = { RoundPhase: 2, Committee: 2, NextDeadline: 6, OverdueCount: 3, EscalationLevel: 3 };

  test('what is missing is named, with the command that registers it', async () => {
    const { RoundPhase: _, ...known } = all;
    await expect(
      registerMissing({ list: async () => known, add: denied }, 'rounds', listeningLog().log),
    ).rejects.toThrow(
      'may not be registered from here:\ntemporal operator search-attribute create --namespace rounds --name RoundPhase --type Keyword',
    );
  });

  test('a start goes on where nothing is missing, and where nothing is told, which it says', async () => {
    const { lines, log } = listeningLog();
    await registerMissing({ list: async () => all, add: denied }, 'rounds', log);
    expect(lines).toEqual([]);
    await registerMissing({ list: denied, add: denied }, 'rounds', log);
    expect(lines).toEqual([expect.stringContaining('does not tell its search attributes')]);
  });

  test('another failure stays one', async () => {
    const away = () => Promise.reject(new Error('no connection'));
    await expect(registerMissing({ list: away, add: away }, 'rounds', listeningLog().log)).rejects.toThrow(
      'no connection',
    );
  });
});
