/** A round at the size of a province. */
import { describe, expect, test } from 'vitest';
import { languages } from '../../domain/vocabulary.ts';
import { outlook } from '../../domain/round/round.ts';
import { aRound } from '../../examples/story.ts';
import { itemCode } from '../../examples/story/hearing.ts';

describe('a large round', () => {
  const findings = (organisation: string) => Array.from({ length: 50 }, (_, i) => itemCode('F', organisation, i + 1));
  const large = (organisations: readonly string[]) => {
    const story = aRound({ organisations }).withReportReviewed().heard();
    return organisations.reduce((told, code) => told.decided(code, { findings: findings(code) }), story);
  };
  const hundred = Array.from({ length: 100 }, (_, i) => `O-${String(i + 1).padStart(3, '0')}`);

  test('of 100 organisations and 5,000 findings has an outlook under 8 KB, at every stage', { timeout: 30_000 }, () => {
    const decided = large(hundred);
    const sent = decided.withFeedbackSigned().withTransfersReceived();
    const overdue = sent.passTime('2026-06-05T00:30:00.000Z');
    expect(overdue.round.outbox.length).toBeGreaterThan(700);
    for (const story of [decided, sent, overdue]) {
      for (const language of languages)
        expect(Buffer.byteLength(JSON.stringify(outlook(story.round, language))), language).toBeLessThan(8_192);
    }
    expect(outlook(overdue.round).letters.length).toBeGreaterThanOrEqual(15);
    expect(overdue.round.findings.size).toBe(5_000);
  });

  test('has an outlook under 8 KB with the longest codes that the contract takes', () => {
    const long = Array.from({ length: 40 }, (_, i) => `O-${String(i + 1).padStart(38, 'X')}`);
    const story = aRound({ code: `R-2026-${'X'.repeat(33)}`, organisations: long })
      .withFeedbackSigned()
      .withTransfersReceived()
      .passTime('2026-06-05T00:30:00.000Z');
    for (const language of languages)
      expect(Buffer.byteLength(JSON.stringify(outlook(story.round, language))), language).toBeLessThan(8_192);
  });
});
