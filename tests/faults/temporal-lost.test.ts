/** Temporal dies, alone, with caller and worker, or with its whole database: the ledger brings every round back. */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRounds, recordLead } from '../../ledger/open-rounds.ts';
import { fastForwardTo, virtualNow } from '../../temporal/time-travel.ts';
import { dayFromNow, daysOf, fedBack, signed } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

const ROUNDS = 20;

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({ offices: ROUNDS + 2, temporal: 'FILE' });
});
afterAll(() => system.close());

const organisationOf = (office: number) => system.offices[office]?.organisations[0]?.code ?? '';

test('away under load: rounds are planned, commands taken, lists read; letters and the UI catch up within a minute', async () => {
  const office = system.offices[0];
  const organisation = organisationOf(0);
  const round = system.paperRound(office, daysOf(53));
  await system.temporal.down('KILL');
  const took: number[] = [];
  const timed = async (act: () => Promise<unknown>) => {
    const from = Date.now();
    await act();
    took.push(Date.now() - from);
  };
  try {
    await timed(() => signed(round));
    await timed(() => system.events(round.code));
    const report = { organisation, content: '报告（演示文本）' };
    await timed(() => round.act(office?.liaison(organisation) ?? '', 'submit-report-1', report));
    const health = await fetch(`${system.url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ missing: expect.arrayContaining(['Temporal']), commandsTaken: true });
  } finally {
    await system.temporal.up();
  }
  const back = Date.now();
  const { length } = await system.events(round.code);
  await eventually(async () => expect((await system.view(round.code)).sequence).toBeGreaterThanOrEqual(length), 60_000);
  expect(await system.verdict(round.code)).toEqual([]);
  expect(Date.now() - back).toBeLessThan(90_000);
  console.log(`without Temporal: ${took.join(' + ')} ms; caught up ${Date.now() - back} ms after its return`);
});

/** Carries out an act; the API dies right after the commit, before it tells the workflow, and worker and Temporal die with it. */
async function actAndLoseEverybody(code: string, actor: string, action: string, payload: object): Promise<void> {
  await eventually(async () => expect(await system.view(code)).not.toHaveProperty('letters'));
  await system.api.kill();
  await system.api.start({ XUNCHA_CRASH_AFTER_COMMIT: '1' });
  const died = system.api.ended();
  const asked = system.callers.once(code, actor, action, payload, randomUUID());
  await died;
  await Promise.all([system.worker.kill(), system.temporal.down('KILL')]);
  // The caller never heard of it.
  expect(await asked).toBeUndefined();
  await system.temporal.up();
  await Promise.all([system.worker.start(), system.api.start()]);
}

test('a lost wake-up: worker, caller and server die right after the commit that set the clocks going; the sweep finds it within ten seconds', async () => {
  const office = system.offices[0];
  // Signed 53 days ago on paper: two rungs are past the moment the round goes live.
  const days = daysOf(53);
  const round = system.paperRound(office, days);
  await fedBack(round);
  const organisation = organisationOf(0);
  const document = { number: '回执〔2026〕1号', on: days.fedBack, evidence: 'e'.repeat(64) };
  const signed = { organisation, on: days.fedBack, document };
  await round.act(office?.principal(organisation) ?? '', 'sign-feedback', { ...signed, as: 'PRINCIPAL' });
  await round.act(office?.liaison(organisation) ?? '', 'sign-feedback', { ...signed, as: 'BODY' });
  const { sequence } = await round.act<{ sequence: number }>(office?.director ?? '', 'go-live', {});
  const proposal = `PROPOSAL-${sequence}`;
  await actAndLoseEverybody(round.code, office?.leadingGroupLeader ?? '', 'confirm', { proposal });

  // Nobody acts again. The new worker sweeps every three seconds.
  const started = Date.now();
  await eventually(async () => {
    const { sequence, wakeAt } = await system.view(round.code);
    expect(sequence).toBe((await system.events(round.code)).length);
    expect(Date.parse(wakeAt ?? '')).toBeGreaterThan(Date.now());
  }, 120_000);
  expect(Date.now() - started).toBeLessThan(10_000);
  console.log(`the lost wake-up was found ${Date.now() - started} ms after the restart`);
  expect(await system.verdict(round.code)).toEqual([]);
});

test('a lost wake-up whose moments lie ahead: found when they have come; the lower rungs are overtaken, both times said', async () => {
  const office = system.offices[1];
  const round = system.round(office);
  await fedBack(round);
  const organisation = organisationOf(1);
  await round.act(office?.principal(organisation) ?? '', 'sign-feedback', { organisation, as: 'PRINCIPAL' });
  const body = { organisation, as: 'BODY' };
  await actAndLoseEverybody(round.code, office?.liaison(organisation) ?? '', 'sign-feedback', body);
  // The workflow knows of no moment, so its clock runs past three rungs at once.
  const target = Date.parse(`${dayFromNow(66)}T02:00:00Z`);
  await fastForwardTo(system.client, round.code, target);
  await recordLead(system.pool, round.code, target);
  await eventually(async () => {
    await system.sweep.wake();
    const rungs = (await system.events(round.code)).filter(({ type }) => type === 'RungReached');
    expect(rungs.map(({ data }) => [data['colour'], data['overtaken']])).toEqual(
      [1, 2].flatMap(() => [
        ['green', true],
        ['yellow', true],
        ['red', false],
      ]),
    );
  }, 60_000);
  expect(await system.verdict(round.code)).toEqual([]);
});

test('its database deleted under twenty rounds in different steps: all are revived, with their timers and their clocks', async () => {
  const rounds = system.offices.slice(2).map((office, i) => system.round(office, i % 2 === 0 ? daysOf(30) : {}));
  // Five each: planned, prepared, fed back, signed; some of the last with a clock that has been moved.
  await Promise.all(
    rounds.map(async (round, i) => {
      const step = i % 4;
      await round.plan();
      if (step >= 1) await round.prepare();
      if (step >= 2) {
        await round.inspect();
        await round.decide(1, []);
        await round.giveFeedback();
      }
      if (step >= 3) await round.signFeedback();
    }),
  );
  const moved = rounds.filter((_, i) => i % 8 === 7);
  for (const { code } of moved) await system.advance(code, { days: 45 });
  for (const { code } of rounds) expect(await system.verdict(code)).toEqual([]);
  const leads = await leadsOf(moved.map(({ code }) => code));
  expect(Math.min(...leads.values())).toBeGreaterThan(44 * 86_400_000);

  await system.worker.kill();
  await system.temporal.down('STOP');
  for (const file of await readdir(system.temporal.directory))
    if (file.includes('.db')) await rm(join(system.temporal.directory, file));
  await system.temporal.up();
  await system.worker.start();
  await eventually(async () => {
    await system.sweep.compare();
    for (const { code } of rounds) {
      const { sequence } = await system.view(code);
      expect(sequence).toBe((await system.events(code)).length);
    }
  }, 60_000);
  for (const [code, lead] of leads) {
    const ahead = (await virtualNow(system.client, code)) - Date.now();
    expect(Math.abs(ahead - lead), `the clock of ${code}`).toBeLessThan(60_000);
  }

  // On through every rung: each fires once, at its instant.
  const owing = rounds.filter((_, i) => i % 4 === 3);
  for (const { code } of owing) await system.advance(code, { to: `${dayFromNow(85)}T00:00:00Z` });
  for (const { code } of owing) {
    const events = await system.events(code);
    const rungs = events.filter(({ type }) => type === 'RungReached');
    expect(rungs.length).toBeGreaterThanOrEqual(8);
    for (const { data } of rungs)
      expect(Date.parse(String(data['actual'])) - Date.parse(String(data['due']))).toBeLessThan(60_000);
  }
  // And every other one takes its next command.
  await Promise.all(
    rounds.map(async (round, i) => {
      const office = system.offices[i + 2];
      if (i % 4 === 0) await round.act(office?.secretary ?? '', 'approve-round', { decision: `批-${round.code}` });
      if (i % 4 === 1) await round.inspect();
      if (i % 4 === 2) await round.signFeedback();
    }),
  );
  for (const { code } of rounds) expect(await system.verdict(code)).toEqual([]);
});

async function leadsOf(codes: readonly string[]): Promise<Map<string, number>> {
  const open = await openRounds(system.pool).all();
  return new Map(open.filter(({ code }) => codes.includes(code)).map(({ code, leadMs }) => [code, leadMs]));
}

test('a round whose start was lost with the server is started by whoever asks next', async () => {
  const round = system.round(system.offices[0], daysOf(1));
  await round.plan();
  await system.client.workflow.getHandle(round.code).terminate('lost');
  await round.act(system.offices[0]?.secretary ?? '', 'approve-round', { decision: `批-${round.code}` });
  expect(await system.verdict(round.code)).toEqual([]);
  await signed(system.round(system.offices[1], daysOf(1)));
});
