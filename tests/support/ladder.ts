/** Rounds that owe, and what was written about what they owe. */
import type { Instant } from '../../domain/vocabulary.ts';
import { aRound, type RoundOptions, type Story } from '../../examples/story.ts';
import type { Letter } from '../../domain/dossier/letter.ts';

export const REPORT = 'R-2026-01/O-07/report-1';
export const CLUE = 'R-2026-01/T-0701/transfer-answer-disc';
export const MATTER = 'R-2026-01/T-0702/transfer-answer-od';
export const onTime = { spreadMinutes: 0 } as const;

/** Signed for on 2 March, due on 2 May: rungs on 12 and 22 April, 3 and 12 May, 22 May, 1 June … */
export const owing = (options: RoundOptions = {}) =>
  aRound({ ...options, pack: { ...onTime, ...options.pack } })
    .withFeedbackSigned()
    .mailed();
export const GREEN: Instant = '2026-04-12T00:30:00.000Z';
export const YELLOW: Instant = '2026-04-22T00:30:00.000Z';
export const MIDNIGHT: Instant = '2026-05-02T16:00:00.000Z';
export const RED: Instant = '2026-05-03T00:30:00.000Z';
export const TOP: Instant = '2026-05-12T00:30:00.000Z';

export const justBefore = (moment: Instant): Instant => new Date(Date.parse(moment) - 1).toISOString();
export const minutesAfter = (moment: Instant, minutes: number): Instant =>
  new Date(Date.parse(moment) + minutes * 60_000).toISOString();

export const rungsOf = (story: Story, duty = REPORT) =>
  story
    .eventsOf('RungReached')
    .filter(({ data }) => data.duty === duty)
    .map(({ data }) => data);
export const lettersOf = (story: Story, duty = REPORT) => story.letters().filter((letter) => letter.duty === duty);
export const named = ({ kind, to, copy }: Letter) =>
  `${kind} ${copy ? 'copy ' : ''}${to.person ?? `nobody as ${to.post}`}`;
/** Everything written on one rung of a duty, in order. */
export const onRung = (story: Story, rung: number, duty = REPORT) =>
  lettersOf(story, duty)
    .filter((letter) => letter.rung === rung)
    .map(named);
export const noticesOf = (story: Story) => story.letters().filter(({ kind }) => kind === 'undelivered');
export const failures = (story: Story) => story.eventsOf('LetterFailed').map(({ data }) => data);
