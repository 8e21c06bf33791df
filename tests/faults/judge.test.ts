/** The judge itself: it finds nothing in what really happened, and each doctored piece of evidence is found by its rule. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, daysOf, signed } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import type { Answered, EventRead, Evidence } from '../support/evidence.ts';
import { judge, rehash } from '../support/invariants.ts';

let system: FaultSystem;
let honest: Evidence;
beforeAll(async () => {
  system = await openFaultSystem();
  // Signed 53 days ago: two rungs are past at once, one overtaken, and the letter is late. Then on to the red one.
  const round = system.paperRound(system.offices[0], daysOf(53));
  await signed(round);
  await system.callers.once(round.code, system.offices[0]?.director ?? '', 'close-round', {}, 'too-early');
  const organisation = system.offices[0]?.organisations[0]?.code ?? '';
  await system.advance(round.code, { to: `${dayFromNow(25)}T00:00:00Z` });
  const actor = system.offices[0]?.liaison(organisation) ?? '';
  const report = { organisation, content: '报告（演示文本）' };
  await round.act(actor, 'submit-report-1', report);
  await system.advance(round.code, { days: 12 });
  const again = system.callers.of(round.code).answered.findLast(({ action }) => action === 'submit-report-1');
  await system.callers.once(round.code, actor, 'submit-report-1', report, again?.key ?? '');
  honest = await system.evidence(round.code);
});
afterAll(() => system.close());

test('finds nothing in what really happened', () => {
  expect(judge(honest)).toEqual([]);
  expect(honest.refused).toHaveLength(1);
  expect(honest.mails.length).toBeGreaterThan(10);
  expect(honest.events.filter(({ data }) => data['overtaken'] === true).length).toBeGreaterThan(0);
});

type Doctoring = readonly [finding: string, doctor: (e: Evidence) => Evidence];
const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the evidence has nothing to doctor');
  return value;
};
const isType = (type: string) => (event: EventRead) => event.type === type;
const lettersOnTheLadder = (e: Evidence) => e.letters.filter(({ rung }) => rung > 0);
/** Events changed, and the chain made to fit: only the rule in question may find it. */
const withEvents = (e: Evidence, change: (events: readonly EventRead[]) => readonly EventRead[]): Evidence => ({
  ...e,
  events: rehash(
    e.round,
    change(e.events).map((event, i) => ({ ...event, sequence: i + 1 })),
  ),
});
const changed = (e: Evidence, which: (event: EventRead) => boolean, change: (event: EventRead) => EventRead) => {
  const target = found(e.events.find(which));
  return withEvents(e, (events) => events.map((event) => (event === target ? change(event) : event)));
};
const answeredTwice = (e: Evidence): Answered =>
  found(e.answered.find(({ key }, i) => key !== null && e.answered.findIndex((a) => a.key === key) < i));
const later = (instant: unknown, ms: number) => new Date(Date.parse(String(instant)) + ms).toISOString();

const doctorings: readonly Doctoring[] = [
  [
    'R1: .* is not in the ledger',
    (e) => ({ ...e, answered: [...e.answered, { ...found(e.answered[3]), key: 'lost' }] }),
  ],
  [
    'R1: .*its last event is',
    (e) => ({
      ...e,
      answered: e.answered.map((a, i) =>
        i === 3 ? { ...a, answer: { ...a.answer, sequence: a.answer.sequence + 1 } } : a,
      ),
    }),
  ],
  [
    'R1: .*was answered with',
    (e) => {
      const { key } = found(e.answered[3]);
      const own = found(e.events.find(({ command }) => command === key));
      return { ...e, events: [...e.events, { ...own, sequence: e.events.length + 1 }] };
    },
  ],
  [
    'R1: .*was asked after',
    (e) => ({
      ...e,
      answered: e.answered.map((a, i) => (i === e.answered.length - 2 ? { ...a, answeredAt: 1, sentAt: 0 } : a)),
    }),
  ],
  ['R2: event .*nobody sent', (e) => ({ ...e, answered: e.answered.filter((_, i) => i !== 3) })],
  ['R2: event .*nor from time', (e) => changed(e, isType('TeamFormed'), (event) => ({ ...event, command: null }))],
  ['R2: a mail', (e) => ({ ...e, mails: [...e.mails, { ...found(e.mails[0]), letter: `${e.round}/no-such` }] })],
  ['R3: sequence 5', (e) => ({ ...e, events: e.events.filter(({ sequence }) => sequence !== 5) })],
  [
    'R3: the chain breaks at 7',
    (e) => ({ ...e, events: e.events.map((x) => (x.sequence === 7 ? { ...x, on: '2020-01-01' } : x)) }),
  ],
  ['R3: duty', (e) => ({ ...e, duties: e.duties.slice(1) })],
  ['R3: letter', (e) => ({ ...e, letters: e.letters.map((l, i) => (i === 0 ? { ...l, state: 'PREPARED' } : l)) })],
  [
    'R4: rung .*was never reached',
    (e) => {
      const last = found(e.events.findLast(isType('RungReached')));
      return withEvents(e, (events) => events.filter((event) => event !== last));
    },
  ],
  [
    'R4: rung .*was reached 2 times',
    (e) => withEvents(e, (events) => [...events, found(events.findLast(isType('RungReached')))]),
  ],
  [
    'R4: rung .*should write to',
    (e) => ({ ...e, letters: e.letters.filter((l) => l !== found(lettersOnTheLadder(e)[0])) }),
  ],
  [
    'R4: rung .*was overtaken and wrote',
    (e) => {
      const { data } = found(e.events.find((event) => event.data['overtaken'] === true));
      const letter = { ...found(lettersOnTheLadder(e)[0]), duty: String(data['duty']), rung: Number(data['rung']) };
      return { ...e, letters: [...e.letters, { ...letter, repetition: Number(data['repetition']) }] };
    },
  ],
  ['R4: .*was sent 2 times', (e) => withEvents(e, (events) => [...events, found(events.find(isType('LetterSent')))])],
  ['R4: .*no copy reached', (e) => ({ ...e, mails: e.mails.slice(1) })],
  [
    'R4: .*no event says',
    (e) => {
      const target = found(e.events.find(isType('LetterSent')));
      return withEvents(e, (events) => events.filter((event) => event !== target));
    },
  ],
  [
    'R4: the copies of .* one Message-ID',
    (e) => ({ ...e, crashes: 1, mails: [...e.mails, { ...found(e.mails[0]), messageId: '<another>' }] }),
  ],
  [
    'R4: .*share the Message-ID',
    (e) => ({ ...e, mails: e.mails.map((mail) => ({ ...mail, messageId: '<the same>' })) }),
  ],
  ['R4: 1 further copies', (e) => ({ ...e, mails: [...e.mails, found(e.mails[0])] })],
  [
    'R4: .* reached p-nobody',
    (e) => ({ ...e, mails: e.mails.map((m, i) => (i === 0 ? { ...m, to: 'p-nobody@x' } : m)) }),
  ],
  [
    'R4: .*is unsent',
    (e) => ({
      ...e,
      letters: e.letters.map((l, i) => (i === 0 ? { ...l, state: 'PREPARED', nextAttemptAt: null } : l)),
    }),
  ],
  [
    'R5: .*, before',
    (e) =>
      changed(
        e,
        ({ type, data }) => type === 'RungReached' && data['overtaken'] === false,
        (event) => ({
          ...event,
          at: later(event.data['due'], -60_000),
        }),
      ),
  ],
  [
    'R5: .*as its moment',
    (e) =>
      changed(e, isType('RungReached'), (event) => ({
        ...event,
        data: { ...event.data, due: later(event.data['due'], 86_400_000) },
      })),
  ],
  [
    'R5: .*leave at different minutes',
    (e) =>
      changed(e, isType('RungReached'), (event) => {
        const due = String(event.data['due']);
        const start = Date.parse(`${due.slice(0, 10)}T00:30:00Z`);
        const other = (Date.parse(due) - start + 60_000) % 900_000;
        return { ...event, data: { ...event.data, due: new Date(start + other).toISOString() } };
      }),
  ],
  [
    'R5: .*was reached after the duty was closed',
    (e) => {
      const closing = found(e.events.find(isType('RectificationReportSubmitted')));
      const rung = found(
        e.events.find(({ type, data }) => type === 'RungReached' && String(data['duty']).endsWith('report-1')),
      );
      return withEvents(e, (events) => [...events.filter((x) => x !== rung), { ...rung, at: closing.at }]);
    },
  ],
  [
    'R5: .*was written after its duty was met',
    (e) => {
      const written = found(
        e.events.find(
          ({ type, data }) =>
            type === 'LetterWritten' && data['rung'] !== 0 && String(data['duty']).endsWith('report-1'),
        ),
      );
      return withEvents(e, (events) => [...events, written]);
    },
  ],
  [
    'R5: .*does not say both times',
    (e) => ({ ...e, mails: e.mails.map((mail) => ({ ...mail, text: mail.text.replaceAll('纸质', '') })) }),
  ],
  ['R5: .*names null', (e) => ({ ...e, letters: e.letters.map((l) => ({ ...l, rungDueAt: null })) })],
  ['R6: .*waits for', (e) => ({ ...e, now: later(e.now, 40 * 86_400_000) })],
  ['R7: .*was refused, and left', (e) => ({ ...e, refused: [...e.refused, found(e.answered[3])] })],
  [
    'R8: .*not alike',
    (e) => {
      const again = answeredTwice(e);
      return {
        ...e,
        answered: [...e.answered, { ...again, answer: { ...again.answer, duties: [] } as typeof again.answer }],
      };
    },
  ],
];

test.each(doctorings)('complains: %s', (finding, doctor) => {
  const complaints = judge(doctor(honest));
  expect(complaints.filter((complaint) => new RegExp(finding).test(complaint))).not.toEqual([]);
});
