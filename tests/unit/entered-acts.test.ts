/** What the office entered from paper for a department holds, is shown as such, and is the department's to confirm or to contest (T-7). */
import { describe, expect, test } from 'vitest';
import { get } from '../../domain/keyed.ts';
import { dutySight } from '../../domain/people/readers.ts';
import { isInSight } from '../../domain/people/sight.ts';
import { viewpointOf } from '../../domain/people/viewpoint.ts';
import { CLUE, MATTER } from '../../examples/rows/row.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { actorIn, holderOf, office, secretary, upper } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';

const disposal = { transfer: CLUE, disposal: 'CONCLUDED', form: 1 } as const;
/** Of a clue: its receipt, its disposal, its outcome, each entered by the office in April. */
const entered = (): Story =>
  aRound({ takeover: true })
    .withTransfersSent()
    .at('2026-04-01T02:00:00.000Z')
    .does(office, 'receive-transfer', { transfer: CLUE })
    .does(office, 'set-disposal', disposal)
    .does(office, 'feed-back-transfer', { transfer: CLUE, content: prose('outcome') });
const live = (): Story => entered().does(office, 'go-live', {}).confirmed(secretary);
const clueOf = ({ round }: Story) => get(round.transfers, CLUE);
const proposalOf = (story: Story, action: string): string =>
  story.eventsOf('ActEntered').find(({ data }) => data.action === action)?.data.proposal ?? '';
const confirms = (story: Story, action: string): Story =>
  story.does(addressee.DISC, 'confirm', { proposal: proposalOf(story, action) });
const contests = (story: Story, action: string): Story =>
  story.does(addressee.DISC, 'decline', { proposal: proposalOf(story, action), reason: prose('not so') });

describe('an act that the office entered for a department', () => {
  test('holds, and is shown as entered by the office until each act is confirmed', () => {
    const acts = ['receive-transfer', 'set-disposal', 'feed-back-transfer'];
    const told = [live()];
    for (const action of acts) told.push(confirms(told.at(-1) ?? live(), action));
    expect(told.map((story) => [clueOf(story)?.state, clueOf(story)?.enteredByOffice?.length ?? 0])).toEqual([
      ['FED_BACK', 3],
      ['FED_BACK', 2],
      ['FED_BACK', 1],
      ['FED_BACK', 0],
    ]);
    expect(Object.keys(clueOf(told.at(-1) ?? live()) ?? {})).not.toContain('enteredByOffice');
  });

  test('may be confirmed while history is still entered, under today’s day', () => {
    const story = confirms(entered(), 'receive-transfer');
    expect(story.duty(`${proposalOf(story, 'receive-transfer')}/confirmation`).outcome).toBe('MET');
  });

  test('is no entry of the office’s where the department enters it itself, or where the act is the office’s own', () => {
    const own = aRound({ takeover: true }).withTransfersReceived();
    expect(own.eventsOf('ActEntered')).toEqual([]);
    expect(own.eventsOf('TransferSent')).not.toEqual([]);
  });

  test('is confirmed by a holder of that post alone', () => {
    const story = live();
    for (const other of [office, secretary, addressee.OD, upper]) {
      const proposal = proposalOf(story, 'set-disposal');
      expect(story.refusal(other, 'confirm', { proposal }).missing[0]?.fact).toMatch(/post|ProposalInRound/);
    }
  });

  test('is out of the upper office’s sight where it is about a clue', () => {
    const story = live();
    const duty = story.duty(`${proposalOf(story, 'set-disposal')}/confirmation`);
    const sees = (person: string) =>
      isInSight(dutySight(viewpointOf(story.round, actorIn(story.registry, person, story.now))), duty);
    expect([upper, addressee.DISC, office, addressee.OD].map(sees)).toEqual([false, true, true, false]);
  });
});

describe('a contested act', () => {
  test('of a receipt: the transfer is on its way again, and what was built on the receipt falls with it', () => {
    const story = contests(live(), 'receive-transfer');
    expect(clueOf(story)).toMatchObject({ state: 'SENT', disposal: null, form: null, handled: false });
    expect(clueOf(story)).not.toHaveProperty('enteredByOffice');
    expect(story.duty(`${CLUE}/transfer-receipt.2`)).toMatchObject({ owedBy: 'DISC', outcome: null });
    for (const action of ['set-disposal', 'feed-back-transfer'])
      expect(story.duty(`${proposalOf(story, action)}/confirmation`).outcome).toBe('SUPERSEDED');
    const late = { proposal: proposalOf(story, 'set-disposal') };
    expect(story.refusal(addressee.DISC, 'confirm', late).missing).toMatchObject([{ fact: 'ProposalOpen' }]);
    const received = story.does(addressee.DISC, 'receive-transfer', { transfer: CLUE });
    expect(clueOf(received)?.state).toBe('RECEIVED');
  });

  test('of a disposal: the discipline organ disposes of the clue itself, by the clock of its receipt', () => {
    const story = contests(live(), 'set-disposal');
    expect(clueOf(story)).toMatchObject({ state: 'RECEIVED', disposal: null, handled: false });
    expect(story.duty(`${CLUE}/transfer-answer-disc.2`)).toMatchObject({ dueOn: '2026-07-01', outcome: null });
    const done = story
      .does(addressee.DISC, 'set-disposal', disposal)
      .does(addressee.DISC, 'feed-back-transfer', { transfer: CLUE, content: prose('outcome') });
    expect(done.duty(`${CLUE}/transfer-answer-disc.2`).outcome).toBe('MET');
  });

  test('of an outcome: the disposal stands, the outcome is owed', () => {
    const story = contests(live(), 'feed-back-transfer');
    expect(clueOf(story)).toMatchObject({ state: 'HANDLING', disposal: 'CONCLUDED', handled: true });
    expect(clueOf(story)?.enteredByOffice).toHaveLength(2);
    expect(story.duty(`${CLUE}/transfer-answer-disc.2`).outcome).toBeNull();
  });

  test('of an outcome that the office has accepted: the transfer has not landed', () => {
    const accepted = live().does(holderOf('OFFICE_DIRECTOR'), 'accept-transfer', { transfer: CLUE });
    expect(clueOf(contests(accepted, 'feed-back-transfer'))?.state).toBe('HANDLING');
  });

  test('moves nothing where the transfer is with another department by now', () => {
    const returned = aRound({ takeover: true })
      .withTransfersReceived()
      .does(office, 'return-transfer', { transfer: MATTER, reason: prose('not ours') })
      .does(office, 'redirect-transfer', { transfer: MATTER, to: 'FD' });
    const story = returned.does(addressee.OD, 'decline', {
      proposal: proposalOf(returned, 'return-transfer'),
      reason: prose('not so'),
    });
    expect(story.eventsOf('TransferContested')).toEqual([]);
    expect(get(story.round.transfers, MATTER)).toMatchObject({ state: 'SENT', to: 'FD' });
  });
});
