/** The mail server is away, refuses, or takes a letter and hangs up: the round goes on, the other letters go, and what
 *  cannot be delivered climbs to the office. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, daysOf, signed } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({ offices: 3 });
});
afterAll(() => system.close());

const mailbox = (person: string) => `${person.toLowerCase()}@example.test`;
/** Red comes nine days from now; four days later the mailroom gives up; the top rung is not yet reached. */
const RED = { signedDaysAgo: 53, after: dayFromNow(16) };

test('one recipient refused for good, one not for days: two notices to the office, and nobody else waits', async () => {
  const office = system.offices[0];
  const organisation = office?.organisations[0]?.code ?? '';
  const [principal, liaison] = [office?.principal(organisation) ?? '', office?.liaison(organisation) ?? ''];
  const round = system.paperRound(office, daysOf(RED.signedDaysAgo));
  await signed(round);
  expect(await system.verdict(round.code)).toEqual([]);

  system.mail.behave((to) => {
    if (to === mailbox(principal)) return { code: 451 };
    return to === mailbox(liaison) ? { code: 550 } : 'TAKE';
  });
  await system.advance(round.code, { to: `${RED.after}T00:00:00Z` });
  system.mail.behave(() => 'TAKE');

  const { letters, events } = await system.evidence(round.code);
  const red = (person: string) => letters.filter((l) => l.kind === 'red' && l.to.person === person);
  const failures = (letter: string) =>
    events.filter(({ type, data }) => type === 'LetterFailed' && data['letter'] === letter).map(({ data }) => data);
  expect(red(liaison)).toHaveLength(2);
  for (const { letter, state } of red(liaison)) {
    expect(state).toBe('BOUNCED');
    expect(failures(letter)).toMatchObject([{ reason: 'REFUSED', attempt: 1, final: true, told: true }]);
  }
  expect(red(principal)).toHaveLength(2);
  for (const { letter, state } of red(principal)) {
    expect(state).toBe('BOUNCED');
    const attempts = failures(letter);
    expect(attempts.map(({ final }) => final)).toEqual([false, false, false, false, false, false, true]);
    expect(attempts.at(-1)).toMatchObject({ reason: 'GIVEN_UP', attempt: 7, told: true });
  }
  // Waits of the pack: half an hour, two, six, then daily until the fourth day.
  const [first] = red(principal);
  const waits = failures(first?.letter ?? '').flatMap(({ nextAttemptAt }, i) => {
    const failedAt = events.filter(({ type, data }) => type === 'LetterFailed' && data['letter'] === first?.letter)[i]
      ?.at;
    return nextAttemptAt === null ? [] : [(Date.parse(String(nextAttemptAt)) - Date.parse(failedAt ?? '')) / 60_000];
  });
  expect(waits).toEqual([30, 120, 360, 1_440, 1_440, 1_440]);

  const notices = letters.filter(({ kind }) => kind === 'undelivered');
  expect(notices).toHaveLength(4);
  for (const { state, to } of notices)
    expect({ state, to }).toMatchObject({ state: 'SENT', to: { person: office?.director } });
  // The copy to the office went out with the first letters.
  const copies = letters.filter(({ kind, copy }) => kind === 'red' && copy);
  expect(copies).toHaveLength(2);
  for (const { sentAt, writtenAt } of copies)
    expect(Date.parse(sentAt ?? '') - Date.parse(writtenAt)).toBeLessThan(60_000);
  expect(await system.verdict(round.code)).toEqual([]);
});

test('away for two days: commands are carried out meanwhile, and every letter arrives once when it is back', async () => {
  const office = system.offices[1];
  const organisation = office?.organisations[0]?.code ?? '';
  const round = system.paperRound(office, daysOf(RED.signedDaysAgo));
  await signed(round);
  expect(await system.verdict(round.code)).toEqual([]);
  const due = (await system.evidence(round.code)).duties.find(({ kind }) => kind === 'report-1')?.dueOn ?? '';
  const before = system.mail.received.length;

  await system.mailGate.shut();
  await system.advance(round.code, { to: new Date(Date.parse(`${due}T02:00:00Z`) + 2 * 86_400_000).toISOString() });
  const waiting = (await system.evidence(round.code)).letters.filter(({ state }) => state === 'PREPARED');
  expect(waiting.length).toBeGreaterThanOrEqual(6);
  // Report 1 comes in: its letters are withdrawn, unsent; those of report 2 go on trying.
  const asked = Date.now();
  await round.act(office?.liaison(organisation) ?? '', 'submit-report-1', { organisation, content: '迟报' });
  expect(Date.now() - asked).toBeLessThan(20_000);
  await system.mailGate.open();
  await system.advance(round.code, { days: 3 });

  const { letters } = await system.evidence(round.code);
  const red = letters.filter(({ kind }) => kind === 'red');
  expect(red.filter(({ duty }) => duty.endsWith('report-1')).map(({ state }) => state)).toEqual(
    Array(3).fill('WITHDRAWN'),
  );
  expect(red.filter(({ duty }) => duty.endsWith('report-2')).map(({ state }) => state)).toEqual(Array(3).fill('SENT'));
  expect(system.mail.received.slice(before)).toHaveLength(3);
  expect(await system.verdict(round.code)).toEqual([]);
});

test('the line drops after the last dot: the copies are one letter by their Message-ID', async () => {
  const office = system.offices[2];
  const round = system.paperRound(office, daysOf(RED.signedDaysAgo));
  let cuts = 0;
  // The mail is there; the answer never gets back.
  system.mail.behave(() => {
    if (cuts < 2) cuts += system.mailGate.cut();
    return 'TAKE';
  });
  const before = system.mail.received.length;
  await signed(round);
  await system.advance(round.code, { days: 1 });
  const mails = system.mail.received.slice(before);
  const letters = new Set(mails.map(({ letter }) => letter));
  expect(cuts).toBeGreaterThanOrEqual(2);
  expect(mails.length).toBeGreaterThan(letters.size);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(letters.size);
  await eventually(async () => expect(await system.verdict(round.code, { crashes: cuts })).toEqual([]));
});
