/** What is measured, and what is made of it: figures without codes, and alarms that rest on figures that are there. */
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import type { Registry } from 'prom-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../local/ports.ts';
import type { Backlog } from '../../ledger/backlog.ts';
import { apiMetrics, workerMetrics } from '../../metrics/metrics.ts';
import { commandLabels } from '../../metrics/names.ts';
import { openPage } from '../../metrics/page.ts';

const backlog: Backlog = {
  lettersWaiting: 3,
  lettersWaitingSeconds: 61,
  momentsBehind: 0,
  momentsBehindSeconds: 0,
  workflowsBehind: 0,
  workersPolling: 2,
  verifiedSecondsAgo: null,
  verificationFaults: null,
};
const pool = { totalCount: 5, idleCount: 2, waitingCount: 0 };
const lines = async (registry: Registry) =>
  (await registry.metrics()).split('\n').filter((line) => !/^(#|$)/.test(line));
const namesOf = async (registry: Registry) =>
  new Set((await lines(registry)).map((line) => /^\w+/.exec(line)?.[0] ?? ''));

test('every figure in the example of alarms is there', async () => {
  const rules = await readFile(new URL('../../deploy/alarms.yaml', import.meta.url), 'utf8');
  const expressions = [...rules.matchAll(/^\s+expr: (.+)$/gm)].map(([, expression = '']) => expression);
  const used = new Set(
    expressions.flatMap((each) => [...each.matchAll(/\b(?:xuncha|process|nodejs)_\w+/g)].map(String)),
  );
  const [api, worker] = [apiMetrics(), workerMetrics()];
  const all = { ...backlog, verifiedSecondsAgo: 1, verificationFaults: 0 };
  for (const metrics of [api, worker]) await metrics.refresh(() => Promise.resolve(all), [pool]);
  const there = new Set([...(await namesOf(api.registry)), ...(await namesOf(worker.registry))]);
  expect(expressions.length).toBeGreaterThan(10);
  expect([...used].filter((name) => !there.has(name))).toEqual([]);
  for (const label of rules.matchAll(/\{(?:outcome|find|state|status)=~?"([^"]+)"\}/g))
    for (const value of label[1]?.split('|') ?? []) {
      const known = [...(await lines(api.registry)), ...(await lines(worker.registry))];
      expect(
        known.some((line) => line.includes(`"${value}"`)),
        value,
      ).toBe(true);
    }
});

test('each alarm says what to do', async () => {
  const rules = await readFile(new URL('../../deploy/alarms.yaml', import.meta.url), 'utf8');
  const count = (pattern: RegExp) => [...rules.matchAll(pattern)].length;
  expect(count(/^\s+- alert: /gm)).toBeGreaterThan(10);
  expect(count(/^\s+do: \S/gm)).toBe(count(/^\s+- alert: /gm));
});

test('a command is counted under its name and its outcome', async () => {
  const { registry, watch } = apiMetrics();
  watch.commandGiven('sign-feedback', 'REFUSED', 0.02);
  expect(await lines(registry)).toContain('xuncha_commands_total{command="sign-feedback",outcome="REFUSED"} 1');
  expect(await lines(registry)).toContain('xuncha_command_seconds_bucket{le="0.025"} 1');
  expect(commandLabels).toContain('sign-feedback');
});

test('a figure that is not known is absent, and none is told while the ledger is away', async () => {
  const metrics = workerMetrics();
  await metrics.refresh(() => Promise.resolve(backlog), [pool]);
  expect(await lines(metrics.registry)).toEqual(
    expect.arrayContaining(['xuncha_letters_waiting 3', 'xuncha_ledger_reachable 1', 'xuncha_workers_polling 2']),
  );
  expect(await namesOf(metrics.registry)).not.toContain('xuncha_verification_age_seconds');
  await metrics.refresh(() => Promise.reject(new Error('away')), [pool]);
  expect(await lines(metrics.registry)).toContain('xuncha_ledger_reachable 0');
  expect(await namesOf(metrics.registry)).not.toContain('xuncha_letters_waiting');
});

describe('the page for machines', () => {
  async function opened() {
    const metrics = workerMetrics();
    const port = await freePort();
    const page = openPage({ host: '127.0.0.1', port, metrics, log: pino({ level: 'silent' }) });
    onTestFinished(() => page.close());
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, text: await response.text() };
    };
    return { page, ask };
  }

  test('is there while the process still waits: live, not ready', async () => {
    const { ask } = await opened();
    expect(await ask('/live')).toMatchObject({ status: 200 });
    expect(await ask('/ready')).toEqual({ status: 503, text: '{"ready":false,"because":"STARTING"}' });
    expect(await ask('/anything')).toMatchObject({ status: 404 });
  });

  test('says why the process is not ready, and tells what the SDK has measured as well', async () => {
    const { page, ask } = await opened();
    page.begin({
      notReady: () => Promise.resolve('DATABASE_AWAY'),
      refresh: () => Promise.resolve(),
      more: () => Promise.resolve('temporal_num_pollers 1\n'),
    });
    expect(await ask('/ready')).toEqual({ status: 503, text: '{"ready":false,"because":"DATABASE_AWAY"}' });
    const { text } = await ask('/metrics');
    expect(text).toContain('\ntemporal_num_pollers 1\n');
    expect(text).toContain('xuncha_sweep_finds_total{find="WOKEN"} 0');
  });

  test('that cannot be told answers 500, and stands', async () => {
    const { page, ask } = await opened();
    page.begin({
      notReady: () => Promise.resolve(undefined),
      refresh: () => Promise.resolve(),
      more: () => Promise.reject(new Error('the SDK does not answer')),
    });
    expect(await ask('/metrics')).toMatchObject({ status: 500 });
    expect(await ask('/ready')).toMatchObject({ status: 200 });
  });
});
