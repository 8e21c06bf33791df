/** Who does not sign is served (J-V.4d, J-V.4h): it stands for the receipt, and starts the same clocks. */
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../domain/refusal.ts';
import { served, unsigned } from '../../examples/rows/feedback.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { holderOf, office, secretary } from '../../examples/story/registry.ts';

const O = 'O-07';
const principal = holderOf('PRINCIPAL', O);
const factsOf = (answer: ReturnType<Story['answer']>) =>
  isRefusal(answer) ? answer.missing.map(({ fact }) => fact) : 'allowed';
const sign = { organisation: O, as: 'PRINCIPAL' } as const;

describe('feedback for which nobody signs', () => {
  test('is served when seven days have gone by since it was given, and not before', () => {
    const given = aRound().withFeedbackGiven();
    const on = (day: string) =>
      factsOf(given.at(`${day}T02:00:00.000Z`).answer(office, 'serve-feedback', served('BODY')));
    expect([on('2026-03-08'), on('2026-03-09')]).toEqual([['UnsignedForDays'], 'allowed']);
    expect(
      given.at('2026-03-08T02:00:00.000Z').refusal(office, 'serve-feedback', served('BODY')).missing,
    ).toMatchObject([{ from: '2026-03-09', days: 7 }]);
  });

  test('starts the clocks of both reports by the later receipt, whichever was served', () => {
    const signedLast = unsigned()
      .does(office, 'serve-feedback', served('BODY'))
      .at('2026-03-07T02:00:00.000Z')
      .does(principal, 'sign-feedback', sign);
    expect(signedLast.duty(`${O}/report-1`)).toMatchObject({
      dueOn: '2026-05-07',
      anchor: { event: 'FeedbackSigned', on: '2026-03-07' },
    });
    const servedLater = unsigned()
      .does(office, 'serve-feedback', served('BODY'))
      .at('2026-03-07T02:00:00.000Z')
      .does(principal, 'sign-feedback', { ...sign, on: '2026-03-04' });
    const [serving] = servedLater.eventsOf('FeedbackServed');
    expect(servedLater.duty(`${O}/report-2`)).toMatchObject({
      dueOn: '2026-05-05',
      anchor: { event: 'FeedbackServed', sequence: serving?.sequence, on: '2026-03-05' },
    });
  });

  test('has a wrong day of serving corrected: both clocks are counted afresh', () => {
    const story = unsigned()
      .does(principal, 'sign-feedback', sign)
      .at('2026-03-07T02:00:00.000Z')
      .does(office, 'serve-feedback', served('BODY'));
    expect(story.duty(`${O}/report-1`).dueOn).toBe('2026-05-07');
    const sequence = story.eventsOf('FeedbackServed')[0]?.sequence ?? 0;
    const right = { sequence, field: 'on', to: '2026-03-06', reason: prose('misread') } as const;
    const corrected = story.does(office, 'correct', right).confirmed(secretary);
    expect(corrected.duty(`${O}/report-1`)).toMatchObject({ dueOn: '2026-05-06', anchor: { on: '2026-03-06' } });
  });

  test('is not signed for afterwards, and the plan and the reports are owed', () => {
    const story = unsigned().does(office, 'serve-feedback', served('PRINCIPAL'));
    expect(factsOf(story.answer(principal, 'sign-feedback', sign))).toEqual(['FeedbackNotYetSigned']);
    const both = story.does(office, 'serve-feedback', served('BODY'));
    expect(both.round.organisations[O]?.feedback).toMatchObject({
      PRINCIPAL: { signedOn: '2026-03-05', served: true },
      BODY: { signedOn: '2026-03-05', served: true },
    });
    expect(both.withPlanAccepted().withReport1().withReport2().duty(`${O}/report-1`).outcome).toBe('MET');
  });
});

describe('a transfer for which nobody signs', () => {
  const serving = { transfer: 'T-0701', how: 'REFUSED', evidence: [evidence('slip')] } as const;
  const served = () =>
    aRound().withTransfersSent().at('2026-03-09T02:00:00.000Z').does(office, 'serve-transfer', serving);

  test('is with its addressee, whose three months run from that day', () => {
    expect(served().duty('T-0701/transfer-answer-disc')).toMatchObject({
      dueOn: '2026-06-09',
      anchor: { event: 'TransferServed', on: '2026-03-09' },
    });
    expect(factsOf(served().answer(addressee.DISC, 'receive-transfer', { transfer: 'T-0701' }))).toEqual([
      'TransferNotYetReceived',
    ]);
    expect(served().withTransfersAccepted().duty('T-0701/transfer-answer-disc').outcome).toBe('MET');
  });
});
