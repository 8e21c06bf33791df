/** A new principal takes over what the old one left (新官理旧账). */
import { describe, expect, test } from 'vitest';
import { organisationOf } from '../../domain/round/parts.ts';
import { aPerson, holderOf, office, TERM, type Registry } from '../../examples/story/registry.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';

const O = 'O-07';
const NEW = 'P-NEW-PRINCIPAL';
const OLD = holderOf('PRINCIPAL', O);
const known = (registry: Registry): Registry => ({
  ...registry,
  people: { ...registry.people, [NEW]: aPerson(NEW, []) },
});
const owing = () =>
  aRound({ registry: known, pack: { spreadMinutes: 0 } })
    .withFeedbackSigned()
    .mailed();
const handed = (story: Story) => story.does(office, 'hand-over', { organisation: O, newPrincipal: NEW });
const signed = (story: Story) =>
  story.withPostHeldBy('PRINCIPAL', NEW).does(NEW, 'sign-hand-over', { organisation: O });

describe('a hand-over', () => {
  test('lists what is open: findings that have not landed, and what the organisation and its principal owe', () => {
    const story = handed(
      aRound({ registry: known })
        .withItemsDone()
        .does(office, 'accept-finding', { finding: 'F-0701' })
        .does(office, 'return-finding', { finding: 'F-0702', reason: prose('thin'), dueOn: '2026-04-01' })
        .withReport1()
        .withTransfersReceived(),
    );
    expect(story.eventsOf('HandedOver')[0]?.data).toEqual({
      organisation: O,
      from: { person: OLD, from: TERM, to: null },
      to: NEW,
      findings: ['F-0702'],
      duties: ['R-2026-01/F-0702/second-rectification', 'R-2026-01/O-07/report-2'],
    });
  });

  test('is a duty without a figure until it is signed for', () => {
    const story = handed(owing());
    expect(story.duty('O-07/hand-over')).toMatchObject({ owedBy: 'PR', dueOn: null, outcome: null });
    expect(organisationOf(story.round, O)).toMatchObject({ handOver: { to: NEW, on: '2026-03-02' } });
    expect(signed(story).duty('O-07/hand-over').outcome).toBe('MET');
  });

  test('keeps the period of the old principal, and begins the one of the new', () => {
    const story = signed(handed(owing()).live('2026-03-20T02:00:00.000Z'));
    expect(organisationOf(story.round, O)).toMatchObject({
      handOver: null,
      principals: [
        { person: OLD, from: TERM, to: '2026-03-20' },
        { person: NEW, from: '2026-03-20', to: null },
      ],
    });
  });

  test('finds the old principal in the registry when the post has changed hands already', () => {
    const left = owing()
      .withPostHeldBy('PRINCIPAL', NEW)
      .varied((registry) => ({
        ...registry,
        former: [{ post: 'PRINCIPAL', place: O, person: OLD, from: TERM, to: '2026-02-28' }],
      }));
    const story = handed(left).does(NEW, 'sign-hand-over', { organisation: O });
    expect(organisationOf(story.round, O).principals).toEqual([
      { person: OLD, from: TERM, to: '2026-02-28' },
      { person: NEW, from: '2026-03-02', to: null },
    ]);
  });

  test('may follow another one, and every period stays', () => {
    const third = { organisation: O, newPrincipal: 'P-NOBODY' };
    const story = signed(handed(owing()))
      .live('2026-04-01T02:00:00.000Z')
      .does(NEW, 'hand-over', third)
      .withPostHeldBy('PRINCIPAL', 'P-NOBODY')
      .does('P-NOBODY', 'sign-hand-over', { organisation: O });
    expect(organisationOf(story.round, O).principals.map(({ person, to }) => [person, to])).toEqual([
      [OLD, '2026-03-02'],
      [NEW, '2026-04-01'],
      ['P-NOBODY', null],
    ]);
  });

  test('changes no clock; letters go to whoever holds the post, and the new principal owes the report', () => {
    const story = signed(handed(owing())).live('2026-05-03T00:30:00.000Z');
    expect(story.duty('O-07/report-2')).toMatchObject({ dueOn: '2026-05-02', outcome: null });
    const red = story.letters().filter(({ kind, duty }) => kind === 'red' && duty.endsWith('report-2'));
    expect(red.map(({ to }) => to.person)).toContain(NEW);
    expect(red.map(({ to }) => to.person)).not.toContain(OLD);
    const report = { organisation: O, content: prose('report') };
    expect(story.refusal(OLD, 'submit-report-2', report).missing).toMatchObject([{ fact: 'post' }]);
    expect(story.does(NEW, 'submit-report-2', report).duty('O-07/report-2').outcome).toBe('MET_LATE');
  });
});
