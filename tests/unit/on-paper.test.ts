/** What comes on paper (T-5): the office enters it, a second person compares it, and the day of its arrival counts. */
import { describe, expect, test } from 'vitest';
import { isOpen } from '../../domain/dossier/duty.ts';
import { all } from '../../domain/keyed.ts';
import { filingKinds } from '../../domain/policy/pack.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { withoutUpperOffice } from '../../examples/rows/filing.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { aDocument, prose } from '../../examples/story/prose.ts';
import { director, holderOf, office, secretary, upper } from '../../examples/story/registry.ts';

const FILING = 'FIL-ARRANGEMENT-0001';
const TODAY = '2026-03-02';
const deputy = holderOf('ORGANISATION_HEAD');
const executive = holderOf('DISCIPLINE_SECRETARY');
const proposal = (story: Story) => ({ proposal: `PROPOSAL-${story.round.sequence}` });
const factsOf = (answer: ReturnType<Story['answer']>) =>
  isRefusal(answer) ? answer.missing.map(({ fact }) => fact) : 'allowed';

/** An office of one, with whom of the leading group beside it. */
const alone = (story: Story, { lacking = [] }: { lacking?: readonly ('LG_DEPUTY' | 'LG_EXECUTIVE_DEPUTY')[] } = {}) =>
  lacking.reduce((told, post) => told.withPostHeldBy(post, null), story.withPostHeldBy('OFFICE_DIRECTOR', office));

describe('a filing of which the office above signs on paper', () => {
  const filed = () =>
    withoutUpperOffice(
      aRound()
        .approved()
        .does(office, 'file-upward', { filing: FILING, content: prose('filing') }),
    );
  const receipted = (story: Story) =>
    story.does(office, 'receipt-filing', { filing: FILING, document: aDocument(TODAY) });

  test('is signed for when another person of the office has compared the paper, under the day of its arrival', () => {
    const proposed = receipted(filed().at('2026-03-05T02:00:00.000Z'));
    expect(proposed.duty(`${FILING}/filing-receipt`).outcome).toBeNull();
    expect(factsOf(proposed.answer(office, 'confirm', proposal(proposed)))).toEqual(['AnotherPerson']);
    const story = proposed.at('2026-03-12T02:00:00.000Z').confirmed(director);
    expect(story.eventsOf('FilingReceipted')).toMatchObject([
      { on: '2026-03-05', by: director, data: { filing: FILING, document: aDocument(TODAY) } },
    ]);
    expect(story.duty(`${FILING}/filing-receipt`)).toMatchObject({
      outcome: 'MET',
      closedOn: '2026-03-05',
      byArrival: true,
    });
    expect(story.duty(`${FILING}/filing-receipt`)).not.toHaveProperty('arrivedOn');
  });

  test('is compared by whoever filed it, since that person enters nothing of their own', () => {
    const proposed = filed().does(director, 'receipt-filing', { filing: FILING, document: aDocument(TODAY) });
    expect(factsOf(proposed.answer(office, 'confirm', proposal(proposed)))).toBe('allowed');
  });

  test.each([
    ['a deputy of the leading group', [], [deputy], [secretary]],
    ['its executive deputy, where there is no other', ['LG_DEPUTY'], [executive], [deputy, secretary]],
    ['the leading group’s leader, where there is neither', ['LG_DEPUTY', 'LG_EXECUTIVE_DEPUTY'], [secretary], [deputy]],
  ] as const)('is compared in an office of one by %s', (_who, lacking, may, mayNot) => {
    const proposed = receipted(alone(filed(), { lacking }));
    const confirmedBy = (person: string) => factsOf(proposed.answer(person, 'confirm', proposal(proposed)));
    for (const person of may) expect(confirmedBy(person), person).toBe('allowed');
    for (const person of mayNot) expect(confirmedBy(person), person).toEqual(['post']);
    expect(confirmedBy(office)).not.toBe('allowed');
  });

  test('lets the round close', () => {
    const open = withoutUpperOffice(aRound().landedButFilings());
    expect(factsOf(open.answer(office, 'close-round', {}))).toContain('FilingReceipted');
    const filings = [...all(open.round.duties)]
      .filter(({ kind }) => filingKinds.some((filing) => filing === kind))
      .map(({ about = '' }) => about);
    expect(filings.length).toBeGreaterThan(2);
    const story = filings.reduce(
      (told, filing) =>
        told
          .does(office, 'file-upward', { filing, content: prose(filing) })
          .does(office, 'receipt-filing', { filing, document: aDocument(TODAY) })
          .confirmed(director),
      open,
    );
    expect([...all(story.round.duties)].filter((duty) => isOpen(duty) && duty.owedBy === 'UP')).toEqual([]);
    expect(story.does(office, 'close-round', {}).round.ended).toBe('CLOSED');
  });

  test('goes on while the round is suspended, and so does its confirmation', () => {
    const suspended = (story: Story) =>
      story.does(secretary, 'suspend-round', { reason: prose('merged') }).confirmed(holderOf('STANDING_COMMITTEE'));
    expect(receipted(suspended(filed())).confirmed(director).duty(`${FILING}/filing-receipt`).outcome).toBe('MET');
  });

  test('is not entered twice: the office above has signed meanwhile', () => {
    const proposed = receipted(filed());
    const signed = proposed.withPostHeldBy('UPPER_OFFICE', upper).does(upper, 'receipt-filing', { filing: FILING });
    expect(factsOf(signed.answer(director, 'confirm', proposal(proposed)))).toEqual(['FilingNotYetReceipted']);
  });
});
