/** API and worker die right after a commit, before anybody hears of it, again and again, under load: nothing is lost, nothing
 *  happens twice, nothing is missing in between. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, daysOf, signed } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { judge } from '../support/invariants.ts';

const ROUNDS = 2;
/** The API dies after every 25th command, the worker after every 4th moment or delivery. */
const API_DIES_AFTER = 25;
const WORKER_DIES_AFTER = 4;

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({ offices: ROUNDS, organisations: 2, doubled: 0.3 });
});
afterAll(() => system.close());

test('two rounds at once, every third request doubled, an API and a worker that die after so many commits', async () => {
  await Promise.all([system.worker.kill(), system.api.kill()]);
  const before = { api: system.api.kills, worker: system.worker.kills };
  await system.api.start({ XUNCHA_CRASH_AFTER_COMMIT: String(API_DIES_AFTER) });
  await system.worker.start({ XUNCHA_CRASH_AFTER_COMMIT: String(WORKER_DIES_AFTER) });
  system.api.keepAlive(true);
  system.worker.keepAlive(true);
  // Signed two months ago less six days: green and yellow are past at once, letters leave while the worker dies.
  const rounds = system.offices.map((office) => system.paperRound(office, daysOf(53)));
  await Promise.all(
    rounds.map(async (round, i) => {
      await signed(round, 2);
      const organisation = system.offices[i]?.organisations[0]?.code ?? '';
      const report = { organisation, content: '报告（演示文本）' };
      await round.act(system.offices[i]?.liaison(organisation) ?? '', 'submit-report-1', report);
      await system.advance(round.code, { to: `${dayFromNow(9)}T02:00:00Z` });
    }),
  );
  const crashes = { api: system.api.kills - before.api, worker: system.worker.kills - before.worker };
  // It is quiet again: the last API and the last worker live.
  await Promise.all([system.worker.kill(), system.api.kill()]);
  await Promise.all([system.worker.start(), system.api.start()]);

  const verdicts = await Promise.all(rounds.map(({ code }) => system.verdict(code)));
  expect(verdicts.flat()).toEqual([]);
  const records = rounds.map(({ code }) => system.callers.of(code));
  const answered = records.flatMap((record) => record.answered);
  const distinct = new Set(answered.map(({ key }) => key)).size;
  const slowest = Math.max(...records.map(({ slowestMs }) => slowestMs));
  const copies = system.mail.received.length - new Set(system.mail.received.map(({ letter }) => letter)).size;
  console.log(
    `${crashes.api} crashes of the API and ${crashes.worker} of the worker after a commit; ${distinct} commands, ${answered.length} answers, ` +
      `${records.flatMap(({ turnedAway }) => turnedAway).length} times 503; ${system.mail.received.length} mails, ` +
      `${copies} further copies; the slowest answer took ${slowest} ms`,
  );
  expect(crashes.api).toBeGreaterThan(0);
  expect(crashes.worker).toBeGreaterThan(0);
  expect(answered.length).toBeGreaterThan(distinct);
});

test('killed in every letter’s last moment: taken by the mail server, and the worker dies before it knows', async () => {
  const kills = system.worker.kills;
  system.worker.keepAlive(true);
  let killed = 0;
  system.mail.behave(() => {
    if (killed < 2) {
      killed += 1;
      system.worker.signal('SIGKILL');
    }
    return 'TAKE';
  });
  const { rows } = await system.pool.query<{ code: string }>('SELECT code FROM rounds ORDER BY code');
  const round = rows[0]?.code ?? '';
  await system.advance(round, { to: `${dayFromNow(18)}T02:00:00Z` });
  system.mail.behave(() => 'TAKE');
  expect(system.worker.kills - kills).toBeGreaterThan(0);
  const complaints = judge(await system.evidence(round));
  expect(complaints).toEqual([]);
});
