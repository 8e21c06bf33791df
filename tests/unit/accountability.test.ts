/** Accountability and upward: what holds beside the rows of `rows/accountability.ts` and `rows/filing.ts`. */
import { describe, expect, test } from 'vitest';
import { commandNames } from '../../contracts/requests/index.ts';
import type { Role } from '../../domain/people/posts.ts';
import { readersOf } from '../../domain/people/texts.ts';
import { possibleActions, outlook } from '../../domain/round/round.ts';
import { referralOf } from '../../domain/round/parts.ts';
import { all, get } from '../../domain/keyed.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { CITY, office, secretary, upper } from '../../examples/story/registry.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { theReporter } from '../../examples/story/telling.ts';
import { rows } from '../../examples/rows/index.ts';
import { NEXT_WEEK, O } from '../../examples/rows/row.ts';
import { knowsOf } from '../../domain/round/protection.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';

const raised = (story: Story, trigger: 'T1' | 'T4' | 'T5') =>
  story.does(office, 'raise-referral', { organisation: O, trigger, evidence: [evidence('e')], content: prose('why') });
/** The reports of O-07 are twelve days late: the top letter has gone out. */
const climbed = () => aRound().withFeedbackSigned().live('2026-05-14T02:00:00.000Z');
const accept = (story: Story, referral: string) => story.does(secretary, 'accept-referral', { referral });
const reported = () =>
  aRound().does(theReporter, 'report-retaliation', { content: prose('retaliation'), reporter: prose('reporter') });

describe('a referral that time has suggested', () => {
  const proposed = ({ round }: Story) =>
    round.proposals.map(({ organisation, trigger }) => `${organisation} ${trigger}`);

  test('says which event suggests it', () => {
    const { events, round } = climbed();
    expect(round.proposals).toHaveLength(1);
    expect(events.find(({ sequence }) => sequence === round.proposals[0]?.because)?.type).toBe('RungReached');
  });

  test('is settled by a referral of the same organisation under the same trigger, by no other', () => {
    expect(proposed(raised(climbed(), 'T1'))).toEqual(['O-07 T5']);
    expect(proposed(raised(climbed(), 'T5'))).toEqual([]);
  });

  test('is not suggested again while that referral is pending, but is once it was declined', () => {
    const later = '2026-06-30T02:00:00.000Z';
    const pending = raised(climbed(), 'T5');
    expect(proposed(pending.live(later))).toEqual([]);
    expect(proposed(accept(pending, 'REF-0001').live(later))).toEqual([]);
    const declined = pending.does(secretary, 'decline-referral', { referral: 'REF-0001', reason: prose('no') });
    expect(proposed(declined.live(later))).toEqual(['O-07 T5']);
  });
});

describe('a protected referral', () => {
  const actor = (...posts: Actor['posts']): Actor => ({ person: 'P-SOMEBODY', posts });
  const leader = actor({ post: 'LG_LEADER', place: CITY });
  const organ = actor({ post: 'DISCIPLINE_ORGAN', place: CITY });
  const clerk = actor({ post: 'OFFICE_DIRECTOR', place: CITY });
  const told = ({ round }: Story, by: Actor) =>
    commandNames.flatMap((name) =>
      [...possibleActions(round, name, by)].flatMap(({ target }) => (target.referral === undefined ? [] : [name])),
    );

  test('is known to the leader of the leading group, and to the discipline organ once accepted; to nobody else', () => {
    expect(told(reported(), leader)).toContain('accept-referral');
    for (const by of [organ, clerk, theReporter]) expect(told(reported(), by)).toEqual([]);
    const accepted = accept(reported(), 'PREF-0001');
    expect(told(accepted, organ)).toContain('record-referral-outcome');
    expect(told(accepted, clerk)).toEqual([]);
    const declined = reported().does(secretary, 'decline-referral', { referral: 'PREF-0001', reason: prose('no') });
    expect(told(declined, organ)).toEqual([]);
  });

  test('does not exist for whoever guesses its code', () => {
    for (const referral of ['PREF-0001', 'PREF-0002'])
      expect(reported().refusal(office, 'accept-referral', { referral })).toEqual({
        clause: 'J-VI.4b',
        missing: [{ fact: 'post', oneOf: 'LGL' }],
      });
  });

  test('opens no duty, stands on no page, and leaves no gap in the codes of the others', () => {
    const accepted = accept(raised(reported().approved(), 'T1'), 'PREF-0001');
    expect([...all(accepted.round.duties)].map(({ kind }) => kind)).toEqual(['filing-arrangement']);
    expect(JSON.stringify(outlook(accepted.round))).not.toContain('PREF');
    expect(get(accepted.round.referrals, 'REF-0001')?.trigger).toBe('T1');
  });

  test('is any referral for retaliation, whoever raises it', () => {
    const story = raised(aRound().withTeam(), 'T4');
    const roles: ReadonlySet<Role> = new Set<Role>(['OFF', 'TL', 'SEC', 'PSC', 'XDL', 'UP', 'DISC', 'ORG']);
    expect(knowsOf(referralOf(story.round, 'PREF-0001'), roles)).toBe(false);
  });

  test('holds the closing, which says so without saying what', () => {
    const { missing } = aRound()
      .landed()
      .does(theReporter, 'report-retaliation', { organisation: O, content: prose('c'), reporter: prose('r') })
      .refusal(office, 'close-round', {});
    expect(missing).toEqual([{ fact: 'ProtectedReferralLanded', heldBy: 'LGL' }]);
  });

  test('has texts for those alone who deal with it, who reports as well', () => {
    const referral = referralOf(reported().round, 'PREF-0001');
    const accepted = { ...referral, state: 'WITH_DISCIPLINE' } as const;
    expect(readersOf('RetaliationReported', { referral, field: 'content' })).toEqual(['LGL']);
    expect(readersOf('RetaliationReported', { referral: accepted, field: 'content' })).toEqual(['LGL', 'DISC']);
    expect(readersOf('RetaliationReported', { referral, field: 'reporter' })).toEqual(['LGL']);
    expect(readersOf('RetaliationReported', { referral: accepted, field: 'reporter' })).toEqual(['LGL', 'DISC']);
    expect(readersOf('ReferralOutcomeRecorded', { referral: accepted, field: 'content' })).toEqual(['LGL', 'DISC']);
  });
});

describe('what goes upward', () => {
  test('is opened by every hearing of the secretary’s meeting and the standing committee, numbered as they come', () => {
    const story = aRound({ organisations: 2 }).heard('O-07').heard('O-08');
    const opened = story
      .eventsOf('ReportHeard')
      .map(({ data, opens = [] }) => [data.body, opens.map(({ about }) => about)]);
    expect(opened).toEqual([
      ['LG', []],
      ['SSM', ['FIL-HEARING-0001']],
      ['PSC', ['FIL-HEARING-0002']],
      ['LG', []],
      ['SSM', ['FIL-HEARING-0003']],
      ['PSC', ['FIL-HEARING-0004']],
    ]);
  });

  test('is never late: the opinion gives no figure', () => {
    const story = aRound().authorised().live('2028-03-02T02:00:00.000Z');
    expect(story.eventsOf('DutyWentOverdue')).toEqual([]);
    expect(story.duty('FIL-APPOINTMENT-0001/filing-appointment')).toMatchObject({ outcome: null, clause: 'J-III.4e' });
  });

  test('stands in the refusal to close with who holds it: the office to file, the upper office to sign, the office to answer', () => {
    const story = aRound()
      .withTransfersAccepted()
      .withFindingsAccepted()
      .withReport1()
      .withReport2()
      .disclosed()
      .does(office, 'file-upward', { filing: 'FIL-HEARING-0001', content: prose('filing') })
      .does(upper, 'guide', { content: prose('guidance') });
    const held = story
      .refusal(office, 'close-round', {})
      .missing.map(({ filing, guidance, heldBy }) => [filing ?? guidance, heldBy]);
    expect(held).toEqual([
      ['FIL-APPOINTMENT-0001', 'OFF'],
      ['FIL-ARRANGEMENT-0001', 'OFF'],
      ['FIL-HEARING-0001', 'UP'],
      ['FIL-HEARING-0002', 'OFF'],
      ['GUI-0001', 'OFF'],
    ]);
  });

  test('is not dated before what it answers, and neither is the closing', () => {
    const dated = { missing: [{ fact: 'onNotBeforeWhatItAnswers' }] };
    const filed = aRound()
      .landed()
      .does(upper, 'guide', { content: prose('guidance') })
      .at(NEXT_WEEK);
    const answered = filed.does(office, 'answer-guidance', { guidance: 'GUI-0001', content: prose('answer') });
    expect(answered.refusal(office, 'close-round', { on: '2026-03-02' })).toMatchObject(dated);
    expect(isRefusal(answered.answer(office, 'close-round', {}))).toBe(false);
  });

  test('is all that the upper office does: it sees, guides and says who acts for those who are tied, and edits nothing', () => {
    const may = rows.filter((rule) => rule.may.includes('UPPER_OFFICE')).map(({ command }) => command);
    expect([...new Set(may)]).toEqual(['name-substitute', 'receipt-filing', 'guide']);
  });

  test('is read there: every text of the round but clues and protected matters', () => {
    for (const type of ['ReportHeard', 'ReportSubmitted', 'ResultsDecided', 'PlanSubmitted', 'FiledUpward'] as const)
      expect(readersOf(type, { field: 'content', isDecided: true })).toContain('UP');
    const referral = referralOf(raised(aRound().withTeam(), 'T1').round, 'REF-0001');
    expect(readersOf('ReferralRaised', { referral, field: 'content' })).toContain('UP');
    expect(readersOf('TransferFedBack', { transfer: { to: 'DISC', kind: 'CLUE' }, field: 'content' })).not.toContain(
      'UP',
    );
  });
});

describe('what an earlier round missed', () => {
  const linked = (source: 'ROUND' | 'AUDIT') =>
    ({ organisation: O, earlierRound: 'R-2025-09', source, content: prose('missed') }) as const;

  test('names whose work is under review', () => {
    const story = aRound().does(office, 'link-missed-finding', linked('ROUND'));
    expect(story.round.missedFindings).toMatchObject([
      { earlierRound: 'R-2025-09', organisation: O, underReview: ['P-LEADER-2', 'P-INSPECTOR-2'] },
    ]);
  });

  test('may be of an organisation that this round does not inspect, if an audit or a case exposed it', () => {
    const elsewhere = aRound({ organisations: ['O-11'] });
    expect(isRefusal(elsewhere.answer(office, 'link-missed-finding', linked('AUDIT')))).toBe(false);
    expect(elsewhere.refusal(office, 'link-missed-finding', linked('ROUND')).missing[0]?.fact).toBe(
      'OrganisationInRound',
    );
  });
});

test('a referral is read by those who may raise it and those who decide; by the discipline organ once accepted', () => {
  const story = raised(aRound().withTeam(), 'T1');
  const readers = ({ round }: Story) =>
    readersOf('ReferralRaised', { referral: referralOf(round, 'REF-0001'), field: 'content' });
  expect(readers(story)).toEqual(['SEC', 'LGL', 'XDL', 'OFF', 'UP', 'TL']);
  expect(readers(accept(story, 'REF-0001'))).toEqual(['SEC', 'LGL', 'XDL', 'OFF', 'UP', 'TL', 'DISC']);
});

test('the discipline organ owes the outcome from the day of the acceptance, without a figure', () => {
  const story = accept(raised(aRound().withTeam(), 'T1').at(NEXT_WEEK), 'REF-0001');
  expect(story.duty('REF-0001/referral-outcome')).toMatchObject({
    owedBy: 'DISC',
    organisation: O,
    dueOn: null,
    anchor: { event: 'ReferralAccepted', on: '2026-03-09' },
  });
  const done = story.does(addressee.DISC, 'record-referral-outcome', { referral: 'REF-0001', content: prose('o') });
  expect(done.duty('REF-0001/referral-outcome').outcome).toBe('MET');
});
