/** Corrections: of a day that was entered wrongly, by whoever entered it or holds their post, confirmed by another person. */
import { prose } from '../story/prose.ts';
import { aRound, type RoundOptions } from '../story.ts';
import { director, leader, office, secretary } from '../story/registry.ts';
import { NEXT_WEEK, O, principal, roundGone, row, type Row } from './row.ts';

const [EARLIER, SIGNED, RIGHT, ENTERED] = ['2026-03-05', '2026-03-06', '2026-03-07', '2026-03-09'];
/** The principal has signed on Friday, the body on Monday, as it was entered. */
const signed = () =>
  aRound().withFeedbackGiven().at(NEXT_WEEK).withFeedbackSigned(O, { principalOn: SIGNED, bodyOn: ENTERED });
type Told = ReturnType<typeof signed>;
const entryOf = (story: Told, type: Parameters<Told['eventsOf']>[0]): number =>
  story.eventsOf(type).at(-1)?.sequence ?? 0;
const wrong = (story: Told, type: Parameters<Told['eventsOf']>[0], to: string) =>
  ({ sequence: entryOf(story, type), field: 'on', to, reason: prose('misread') }) as const;
const body = wrong(signed(), 'FeedbackSigned', RIGHT);
const reported = () => signed().does(principal, 'submit-report-1', { organisation: O, content: prose('report') });
const noticed = () =>
  aRound()
    .mobilised()
    .at(NEXT_WEEK)
    .does(office, 'publish-entry-notice', { organisation: O, channels: ['LETTER'], intakeClosesOn: '2026-04-30' });
const entered = () =>
  noticed()
    .does(office, 'correct', wrong(noticed(), 'EntryNoticePublished', SIGNED))
    .confirmed(director)
    .undertakingsSigned()
    .does(leader, 'enter', { organisation: O });
const givenAndSigned = (more: RoundOptions = {}) =>
  aRound({ takeover: true, ...more })
    .decided()
    .at(NEXT_WEEK)
    .withFeedbackGiven(O, SIGNED)
    .withFeedbackSigned(O, { principalOn: SIGNED, bodyOn: SIGNED });
const proposed = () => signed().does(principal, 'correct', body);
const proposal = { proposal: `PROPOSAL-${proposed().round.sequence}` };

export const corrections: readonly Row[] = [
  row('correct', {
    as: 'of a signature from which a legal clock runs',
    given: signed,
    by: principal,
    payload: body,
    leaves: ['ActProposed'],
    opens: [`${proposal.proposal}/confirmation null`],
    again: 'allowed',
    may: ['PRINCIPAL'],
    whoClause: 'J-V.5d',
    gates: [
      roundGone,
      {
        because: 'nothing of the kind was entered',
        by: office,
        with: { sequence: 1 },
        clause: 'J-V.5d',
        missing: 'EntryInRound',
      },
      { because: 'the day is right already', with: { to: ENTERED }, clause: 'J-V.5d', missing: 'AnotherDay' },
      { because: 'it lies after the entry', with: { to: '2026-03-10' }, clause: 'J-V.5d', missing: 'DayOfEntry' },
      {
        because: 'it lies further back than a receipt may',
        with: { to: EARLIER },
        clause: 'J-V.5d',
        missing: 'WithinPaperDays',
      },
      {
        because: 'it lies before what was signed for',
        given: () =>
          aRound()
            .decided()
            .at('2026-03-08T02:00:00.000Z')
            .withFeedbackGiven()
            .at(NEXT_WEEK)
            .withFeedbackSigned(O, { principalOn: ENTERED, bodyOn: ENTERED }),
        clause: 'J-V.5d',
        missing: 'onNotBeforeWhatItAnswers',
      },
    ],
  }),
  row('correct', {
    as: 'of a notice of the office',
    given: noticed,
    by: office,
    payload: wrong(noticed(), 'EntryNoticePublished', RIGHT),
    leaves: ['ActProposed'],
    opens: [`PROPOSAL-${noticed().round.sequence + 1}/confirmation null`],
    again: 'allowed',
    may: ['OFFICE_DIRECTOR', 'OFFICE_STAFF'],
    whoClause: 'J-V.5d',
    gates: [
      {
        because: 'somebody else entered it',
        with: wrong(entered(), 'TeamEntered', RIGHT),
        given: entered,
        clause: 'J-V.5d',
        missing: 'post',
      },
      {
        because: 'the team would have entered before the notice',
        given: entered,
        by: leader,
        with: wrong(entered(), 'TeamEntered', EARLIER),
        clause: 'J-V.5d',
        missing: 'DaysInOrder',
      },
      {
        because: 'what was given would have been signed for before',
        given: () => givenAndSigned(),
        with: wrong(givenAndSigned(), 'FeedbackGiven', RIGHT),
        clause: 'J-V.5d',
        missing: 'NotAfterItsAnswer',
      },
      {
        because: 'it was entered from paper, and would lie on the day on which the round was entered here',
        given: () => givenAndSigned({ enteredAt: NEXT_WEEK }),
        with: wrong(givenAndSigned(), 'FeedbackSigned', ENTERED),
        clause: 'J-V.5d',
        missing: 'PaperBeforeEntry',
      },
    ],
  }),
  row('correct', {
    as: 'of a report, which counts from its arrival',
    given: reported,
    by: principal,
    payload: body,
    leaves: ['ActProposed'],
    opens: [`PROPOSAL-${reported().round.sequence + 1}/confirmation null`],
    again: 'allowed',
    may: ['PRINCIPAL'],
    whoClause: 'J-V.5d',
    gates: [
      {
        because: 'whoever handed it in dates it back',
        with: wrong(reported(), 'RectificationReportSubmitted', RIGHT),
        clause: 'J-V.5d',
        missing: 'OwnActToday',
      },
    ],
  }),
  row('confirm', {
    as: 'of a correction, by the leading group’s leader where a legal clock moves',
    given: proposed,
    by: secretary,
    payload: proposal,
    leaves: ['ActConfirmed', 'EntryCorrected'],
    closes: [`${proposal.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.1b',
    gates: [],
  }),
];
