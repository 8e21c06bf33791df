/** Letters where a holder is tied (T-3): a substitute gets what they are to act on, and nobody of the inspected side is written to by
 *  another post. */
import { expect, test } from 'vitest';
import { O, tied } from '../../examples/rows/row.ts';
import { director } from '../../examples/rows/on-behalf.ts';
import { discipline, forOrgan } from '../../examples/rows/substitute.ts';
import { office, secretary } from '../../examples/story/registry.ts';
import { aRound } from '../../examples/story.ts';
import { CLUE, failures, lettersOf, noticesOf, onRung, onTime, REPORT } from '../support/ladder.ts';

/** The clue is due on 2 June: on the 12th each of its rungs has been reached. */
const LATE = '2026-06-12T00:30:00.000Z';
const received = () => aRound({ pack: onTime }).withTransfersReceived();
const atOrganisation = { place: O };

test('a substitute is written to beside the holder for whom they act', () => {
  const story = tied(received(), discipline).does(secretary, 'name-substitute', forOrgan).mailed().live(LATE);
  expect(onRung(story, 1, CLUE)).toEqual(['green P-DISCIPLINE-ORGAN', 'green P-SPARE']);
  expect(onRung(story, 3, CLUE)).toContain('red P-SPARE');
  expect(story.mailed().unsent()).toEqual([]);
});

test('a substitute is not written to about what another post owes', () => {
  const story = tied(received(), discipline).does(secretary, 'name-substitute', forOrgan).mailed().live(LATE);
  const told = story.letters().filter(({ to }) => to.person === 'P-SPARE');
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(({ to }) => to.post))).toEqual(new Set(['DISCIPLINE_ORGAN']));
});

test('a holder who is the liaison of the organisation gets nothing of its clue: the post counts as vacant, and the office is told', () => {
  const story = received().withPostHeldBy('LIAISON', discipline, atOrganisation).mailed().live(LATE);
  expect(onRung(story, 1, CLUE)).toEqual(['green nobody as DISCIPLINE_ORGAN']);
  expect(failures(story)).toContainEqual(
    expect.objectContaining({ letter: `${CLUE}/rung-1/DISCIPLINE_ORGAN`, reason: 'POST_VACANT', told: true }),
  );
  expect(lettersOf(story, CLUE).filter(({ to }) => to.person === discipline)).toEqual([]);
});

test('with a substitute beside them it is written to the substitute alone', () => {
  const story = received()
    .withPostHeldBy('LIAISON', discipline, atOrganisation)
    .does(secretary, 'name-substitute', forOrgan)
    .mailed()
    .live(LATE);
  expect(onRung(story, 1, CLUE)).toEqual(['green P-SPARE']);
});

test('what the organisation itself owes is written to its liaison, whatever else they are', () => {
  const story = aRound({ pack: onTime })
    .withPostHeldBy('LIAISON', discipline, atOrganisation)
    .withFeedbackSigned()
    .mailed()
    .live('2026-05-03T00:30:00.000Z');
  expect(onRung(story, 3, REPORT)).toContain(`red ${discipline}`);
});

test('a director who is of the organisation is not told that a letter about it was lost: the staff is', () => {
  const story = received()
    .withPostHeldBy('LIAISON', director, atOrganisation)
    .withPostHeldBy('DISCIPLINE_ORGAN', null)
    .mailed()
    .live(LATE);
  expect(
    new Set(
      noticesOf(story)
        .filter(({ duty }) => duty === CLUE)
        .map(({ to }) => to.person),
    ),
  ).toEqual(new Set([office]));
  expect(onRung(story, 3, CLUE)).not.toContain(`red copy ${director}`);
});
