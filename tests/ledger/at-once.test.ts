/** Several processes, one ledger: whoever comes at the same time is served one after the other, and rules across rounds hold. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Carried } from '../../contracts/messages.ts';
import { genesis, type Link, linkHash } from '../../ledger/chain.ts';
import { createLedger } from '../../ledger/ledger.ts';
import { roundBook } from '../../ledger/round-book.ts';
import { foldAll } from '../../ledger/fold.ts';
import { recordLead } from '../../ledger/open-rounds.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { all } from '../../domain/keyed.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, prose, transfers } from '../api/harness.ts';
import type { RecordedRoundEvent } from '../../domain/round/events.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ organisations: 6, teams: 2, processes: 3 });
});
afterAll(() => harness.close());

/** Straight to one process's ledger. */
function order(
  process: number,
  round: string,
  by: string,
  name: string,
  payload: object,
  id: string = randomUUID(),
): Promise<Carried> {
  const ledger = harness.ledgers[process];
  if (!ledger) throw new Error(`no process ${process}`);
  return ledger.carryOut({ round, id, by, name, payload, texts: [] });
}
const lookAt = (round: string, now: string = new Date().toISOString()) => ({
  round,
  known: -1,
  now,
  run: 'run-of-the-test',
});
const eventsOf = (code: string) =>
  harness.api.all<Link & { hash: string }>(`/rounds/${code}/events`, harness.office.director);

describe('one round, three processes', () => {
  test('a busy round has no gap, no duplicate, and each answer stands in the ledger once', async () => {
    const round = await aRoundThatIs(harness, 'decided');
    const organisations = harness.office.organisations.map(({ code }) => code);
    const answers: { sequence: number; events: { sequence: number; type: string }[] }[] = [];
    const act = async (actor: string, action: string, payload: object) =>
      void answers.push(await round.act(actor, action, payload));
    await Promise.all(
      organisations.map(async (organisation, i) => {
        const finding = `F-${String(i + 1).padStart(4, '0')}`;
        const liaison = harness.office.liaison(organisation);
        await Promise.all(
          ['PRINCIPAL', 'BODY'].map((to) =>
            act(harness.office.director, 'give-feedback', { organisation, to, content: '反馈' }),
          ),
        );
        await Promise.all([
          act(harness.office.principal(organisation), 'sign-feedback', { organisation, as: 'PRINCIPAL' }),
          act(liaison, 'sign-feedback', { organisation, as: 'BODY' }),
        ]);
        await act(liaison, 'submit-plan', prose.plan(harness, organisation, [finding]));
        await act(harness.office.director, 'accept-plan', { organisation });
        await act(liaison, 'report-item', prose.reportItem(finding));
        await Promise.all([
          act(harness.office.director, 'accept-finding', { finding }),
          act(liaison, 'submit-report-1', { organisation, content: '报告一' }),
          act(harness.office.principal(organisation), 'submit-report-2', { organisation, content: '报告二' }),
        ]);
      }),
    );
    const events = await eventsOf(round.code);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    let hash = genesis(round.code);
    for (const event of events) {
      hash = linkHash(hash, event);
      expect(event.hash).toBe(hash);
    }
    expect(answers).toHaveLength(6 * 10);
    const said = answers.flatMap((answer) => answer.events);
    expect(new Set(said.map(({ sequence }) => sequence)).size).toBe(said.length);
    for (const { sequence, type } of said) expect(events[sequence - 1]).toMatchObject({ sequence, type });
    for (const { sequence, events: own } of answers) expect(own.at(-1)?.sequence).toBe(sequence);
    expect((await verifyLedger(harness.pool, round.code)).faults).toEqual([]);
  });

  test('the same thing asked at once by different people is done once, and refused to the others', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const ask = (worker: number) =>
      order(worker % 3, code, harness.office.secretary, 'approve-round', { decision: `D-${worker}` });
    const results = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(i)));
    expect(results.filter((result) => 'answer' in result)).toHaveLength(1);
    for (const result of results)
      if ('refusal' in result)
        expect(result.refusal).toMatchObject({ status: 409, missing: [{ fact: 'RoundNotYetApproved' }] });
    // Whoever refused knows by now what the other one did.
    const looks = await Promise.all(harness.ledgers.map((ledger) => ledger.look(lookAt(code))));
    expect(looks.map(({ sequence, attributes }) => [sequence, attributes.phase])).toEqual(
      looks.map(() => [2, 'APPROVED']),
    );
  });

  test('the same command at once in three processes is done once, and answered three times alike', async () => {
    for (let time = 0; time < 10; time++) {
      const { code } = await aRoundThatIs(harness, 'planned');
      const ask = (worker: number) =>
        order(worker, code, harness.office.secretary, 'approve-round', { decision: 'D-1' }, 'k');
      const results = await Promise.all([0, 1, 2, 0, 1, 2].map(ask));
      for (const result of results)
        expect(result).toMatchObject({ answer: { sequence: 2, events: [{ sequence: 2 }] } });
      expect(await eventsOf(code)).toHaveLength(2);
    }
  });

  test('a process that waited for another’s commit knows the command that the other carried out', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const other = await harness.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM rounds WHERE code = $1 FOR UPDATE', [code]);
      const both = [0, 1].map((worker) =>
        order(worker, code, harness.office.secretary, 'approve-round', { decision: 'D-1' }, 'k-waited'),
      );
      await untilWaiting(2);
      await other.query('COMMIT');
      const [one, two] = await Promise.all(both);
      expect(one).toMatchObject({ answer: { sequence: 2 } });
      expect(two).toMatchObject({ answer: { sequence: 2 } });
    } finally {
      other.release();
    }
  });

  test('time that passes in several processes at once reaches each rung once', async () => {
    const round = await aRoundThatIs(harness, 'signed');
    const now = new Date(Date.now() + 100 * 86_400_000).toISOString();
    await recordLead(harness.pool, round.code, Date.parse(now));
    const passed = await Promise.all(
      [...harness.ledgers, ...harness.ledgers].map((ledger) => ledger.passTime(lookAt(round.code, now))),
    );
    // Whoever let it pass has its letters, the others none.
    expect(passed.filter(({ claims }) => claims.length > 0)).toHaveLength(1);
    const events = await eventsOf(round.code);
    const rungs = events.filter(({ type }) => type === 'RungReached').map(({ data }) => JSON.stringify(data));
    expect(rungs.length).toBeGreaterThan(20);
    expect(new Set(rungs).size).toBe(rungs.length);
    expect(events.filter(({ type }) => type === 'DutyWentOverdue')).toHaveLength(12);
  });
});

describe('two rounds', () => {
  /** Two rounds, each with one team of people of its own, nobody authorised. */
  async function twoTeams(): Promise<[string, string]> {
    const one = await aRoundThatIs(harness, 'planned');
    const two = await aRoundThatIs(harness, 'planned');
    for (const [i, { code }] of [one, two].entries()) {
      await harness.act(code, 'approve-round', harness.office.secretary, { decision: 'D-1' });
      const formed = await harness.act(code, 'form-team', harness.office.director, team(i));
      expect(formed.status).toBe(200);
    }
    return [one.code, two.code];
  }
  const team = (i: number, leader = harness.office.leaders[i]) => ({
    team: 'T-1',
    leader,
    deputies: [],
    members: harness.office.inspectors.slice(i * 2, i * 2 + 2),
    organisations: [firstOf(harness)],
  });
  const authorization = (decision: string) => ({
    team: 'T-1',
    decision,
    organisations: [firstOf(harness)],
    from: '2026-01-01',
    to: '2099-01-01',
  });
  const end = (code: string) => harness.pool.query('DELETE FROM team_seats WHERE round = $1', [code]);

  test('that use one decision number at once: one is authorised, the other refused by J-III.3c', async () => {
    const codes = await twoTeams();
    for (let time = 0; time < 5; time++) {
      const fresh = time === 0 ? codes : await again(codes);
      const decision = `授-${time}`;
      const results = await Promise.all(
        fresh.map((code, worker) =>
          order(worker, code, harness.office.secretary, 'authorize-leader', authorization(decision)),
        ),
      );
      expect(results.filter((result) => 'answer' in result)).toHaveLength(1);
      const [refused] = results.flatMap((result) => ('refusal' in result ? [result.refusal] : []));
      expect(refused).toMatchObject({
        status: 422,
        clause: 'J-III.3c',
        detail: expect.stringContaining('须一次一授权'),
        missing: [{ fact: 'DecisionNotUsedBefore' }],
      });
      const { rows } = await harness.pool.query('SELECT round FROM authorization_decisions WHERE decision = $1', [
        decision,
      ]);
      expect(rows).toHaveLength(1);
      codes.splice(0, 2, ...fresh);
    }
    for (const code of codes) await end(code);
  });

  async function again(codes: readonly string[]): Promise<[string, string]> {
    for (const code of codes) await end(code);
    return twoTeams();
  }

  test('of which one uses the number between the other’s look and its writing: the constraint says J-III.3c', async () => {
    const [code, other] = await twoTeams();
    const meanwhile = await harness.pool.connect();
    try {
      await meanwhile.query('BEGIN');
      await meanwhile.query('INSERT INTO authorization_decisions VALUES ($1, $2, $3)', [
        harness.office.committee,
        '授-间隙1',
        other,
      ]);
      const asked = order(0, code, harness.office.secretary, 'authorize-leader', authorization('授-间隙1'));
      await untilWaiting(1);
      await meanwhile.query('COMMIT');
      const result = await asked;
      expect(result).toMatchObject({
        refusal: { status: 422, clause: 'J-III.3c', missing: [{ fact: 'DecisionNotUsedBefore' }] },
      });
      expect((await eventsOf(code)).some(({ type }) => type === 'LeaderAuthorized')).toBe(false);
      const free = await order(0, code, harness.office.secretary, 'authorize-leader', authorization('授-另1'));
      expect(free).toMatchObject({ answer: { events: [{ type: 'LeaderAuthorized' }] } });
    } finally {
      meanwhile.release();
      await end(code);
      await end(other);
    }
  });

  test('in whose teams one person is placed at once: one has the person, the other is refused by J-I.3c', async () => {
    for (let time = 0; time < 5; time++) {
      const rounds = [await aRoundThatIs(harness, 'planned'), await aRoundThatIs(harness, 'planned')];
      for (const { code } of rounds)
        await harness.act(code, 'approve-round', harness.office.secretary, { decision: 'D-1' });
      const results = await Promise.all(
        rounds.map(({ code }, worker) =>
          order(worker, code, harness.office.director, 'form-team', team(worker, harness.office.leaders[0])),
        ),
      );
      expect(results.filter((result) => 'answer' in result)).toHaveLength(1);
      const [refused] = results.flatMap((result) => ('refusal' in result ? [result.refusal] : []));
      expect(refused).toMatchObject({ status: 422, clause: 'J-I.3c', missing: [{ fact: 'FreeAtThatTime' }] });
      const { rows: seats } = await harness.pool.query('SELECT round FROM team_seats WHERE person = $1', [
        harness.office.leaders[0],
      ]);
      expect(seats).toHaveLength(1);
      for (const { code } of rounds) await end(code);
    }
  });

  test('a person is free again when the team has withdrawn, or the round has ended', async () => {
    const one = await aRoundThatIs(harness, 'inspected');
    expect((await harness.pool.query('SELECT FROM team_seats WHERE round = $1', [one.code])).rowCount).toBe(0);
    const two = await aRoundThatIs(harness, 'planned');
    await harness.act(two.code, 'approve-round', harness.office.secretary, { decision: 'D-1' });
    expect((await harness.act(two.code, 'form-team', harness.office.director, team(0))).status).toBe(200);
    await end(two.code);
  });
});

describe('the read tables', () => {
  test('equal the fold of the events, in every column, after a busy life', async () => {
    const round = await aRoundThatIs(harness, 'signed');
    await round.sendAndReceive(transfers);
    await harness.passTime(round.code, new Date(Date.now() + 95 * 86_400_000).toISOString());
    await round.act(harness.office.disciplineOrgan, 'set-disposal', { transfer: 'T-001', disposal: 'HELD', form: 1 });
    await round.act(harness.office.functionalDepartment, 'return-transfer', { transfer: 'T-003', reason: '退回' });
    const events = await harness.api.all<RecordedRoundEvent>(`/rounds/${round.code}/events`, harness.office.director);
    const folded = foldAll(roundBook, round.code, events);
    const read = async (table: string, order: string) =>
      (await harness.pool.query(`SELECT * FROM ${table} WHERE round = $1 ORDER BY ${order}`, [round.code])).rows;
    const byKey = <T>(items: Iterable<T>, key: (item: T) => string) =>
      [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const data = (items: readonly { data: unknown }[]) => items.map((item) => item.data);

    expect(data(await read('findings', 'code COLLATE "C"'))).toEqual(byKey(all(folded.findings), ({ code }) => code));
    expect(data(await read('transfers', 'code COLLATE "C"'))).toEqual(byKey(all(folded.transfers), ({ code }) => code));
    expect(data(await read('letters', 'key COLLATE "C"'))).toEqual(byKey(all(folded.letters), ({ key }) => key));
    expect(data(await read('teams', 'code'))).toEqual(Object.values(folded.teams));
    expect(data(await read('inspected_organisations', 'code'))).toEqual(Object.values(folded.organisations));
    const duties = byKey(all(folded.duties), ({ key }) => key);
    expect(duties.length).toBeGreaterThan(30);
    expect(await read('duties', 'key COLLATE "C"')).toEqual(
      duties.map((duty) => ({
        key: duty.key,
        round: round.code,
        committee: folded.committee,
        organisation: duty.organisation,
        owed_by: duty.owedBy,
        due_at: duty.dueAt,
        open: duty.outcome === null,
        met_late: duty.outcome === 'MET_LATE',
        data: duty,
      })),
    );
    const { rows: heads } = await harness.pool.query('SELECT * FROM rounds WHERE code = $1', [round.code]);
    const open = duties.filter(({ outcome }) => outcome === null);
    expect(heads).toMatchObject([
      {
        sequence: events.length,
        last_at: folded.at,
        phase: 'RECTIFYING',
        ended: null,
        closed: false,
        overdue_count: open.filter(({ overdueNoted }) => overdueNoted).length,
        wake_at: open
          .map(({ wakeAt }) => wakeAt)
          .filter((at) => at !== null)
          .sort()[0],
      },
    ]);
    expect((await verifyLedger(harness.pool, round.code)).faults).toEqual([]);
  });

  test('are the same for a process that saw everything and for one that has to fold it', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const cold = createLedger({ pool: harness.pool, log: pino({ level: 'silent' }), rememberedRounds: 1 });
    const warm = harness.ledgers[0];
    const order = lookAt(code);
    expect(await cold.look(order)).toEqual(await warm?.look(order));
  });
});

/** Waits until so many statements wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await harness.pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
  }
}
