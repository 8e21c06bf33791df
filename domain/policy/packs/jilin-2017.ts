/** `jilin-2017`: exactly the opinion's figures, nothing invented. Two months for the two reports (J-V.4d), three months for
 *  each transfer to the discipline organ and the organisation department (J-V.4e–f). Everything else is "in time": no
 *  figure, never late. What the opinion leaves open and no round can do without is practice, not rule, and says so: the
 *  ladder (the three-colour letters of Jiangjin), who is asked, the sample, the scheme of evaluation. */
import type { Post } from '../../people/posts.ts';
import type { ClockTerms, Pack, Rung } from '../pack.ts';
import { choice, practice, rule, type Sources } from '../source.ts';

const target: ClockTerms = { basis: 'T', span: null, ladder: [] };

/** Green to the first post, yellow to both, red when overdue, then the leading group's leader every ten days. */
const climb = (
  first: Post,
  second: Post,
  red: { readonly to: readonly Post[]; readonly cc: readonly Post[] },
  proposes: 'REFERRAL_T5' | 'SUPERVISION',
): readonly Rung[] => [
  { rung: 1, colour: 'green', offsetDays: -20, to: [first], cc: [] },
  { rung: 2, colour: 'yellow', offsetDays: -10, to: [first, second], cc: [] },
  { rung: 3, colour: 'red', offsetDays: 1, ...red },
  { rung: 4, colour: 'top', offsetDays: 10, to: ['LG_LEADER'], cc: [], everyDays: 10, proposes },
];

const ofOrganisation = climb(
  'PERSON_IN_CHARGE',
  'LEADER_IN_CHARGE',
  { to: ['LIAISON', 'PRINCIPAL'], cc: ['OFFICE_DIRECTOR'] },
  'REFERRAL_T5',
);
const ofDisciplineOrgan = climb(
  'DISCIPLINE_ORGAN',
  'DISCIPLINE_SECRETARY',
  { to: ['DISCIPLINE_ORGAN', 'DISCIPLINE_SECRETARY'], cc: ['OFFICE_DIRECTOR'] },
  'SUPERVISION',
);
const ofOrganisationDepartment = climb(
  'ORGANISATION_DEPARTMENT',
  'ORGANISATION_HEAD',
  { to: ['ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD'], cc: ['OFFICE_DIRECTOR'] },
  'SUPERVISION',
);

const ofFunctionalDepartment = climb(
  'FUNCTIONAL_DEPARTMENT',
  'OFFICE_DIRECTOR',
  { to: ['FUNCTIONAL_DEPARTMENT'], cc: ['OFFICE_DIRECTOR'] },
  'SUPERVISION',
);
/** A day given under supervision is near: a reminder three days before it, then red, then the leader. */
const pressed = (posts: readonly Post[], proposes?: 'REFERRAL_T5'): ClockTerms => ({
  basis: 'T',
  span: null,
  ladder: [
    { rung: 2, colour: 'yellow', offsetDays: -3, to: posts, cc: [] },
    { rung: 3, colour: 'red', offsetDays: 1, to: posts, cc: ['OFFICE_DIRECTOR'] },
    {
      rung: 4,
      colour: 'top',
      offsetDays: 10,
      to: ['LG_LEADER'],
      cc: [],
      everyDays: 10,
      ...(proposes ? { proposes } : {}),
    },
  ],
});
/** For a day that a person gives, often a near one: nothing before it; red when overdue, then the leading group's leader. */
const onceLate = (to: readonly Post[], proposes: 'REFERRAL_T1' | 'SUPERVISION'): ClockTerms => ({
  basis: 'T',
  span: null,
  ladder: [
    { rung: 3, colour: 'red', offsetDays: 1, to, cc: ['OFFICE_DIRECTOR'] },
    { rung: 4, colour: 'top', offsetDays: 10, to: ['LG_LEADER'], cc: [], everyDays: 10, proposes },
  ],
});

/** The first version, as the rounds of its time pinned it: not a character of it changes. */
export const jilin2017First: Pack = {
  id: 'jilin-2017',
  version: 1,
  clocks: {
    instruction: target,
    // The team gives its day with each item; the ladder is the one of the organisation's reports.
    'immediate-item': { basis: 'T', span: null, ladder: ofOrganisation },
    replacement: target,
    // The request may give a day; without one it stays open, and is never late.
    material: onceLate(['LIAISON', 'PRINCIPAL'], 'REFERRAL_T1'),
    'material-disc': onceLate(['DISCIPLINE_ORGAN'], 'SUPERVISION'),
    'material-od': onceLate(['ORGANISATION_DEPARTMENT'], 'SUPERVISION'),
    'material-fd': onceLate(['FUNCTIONAL_DEPARTMENT'], 'SUPERVISION'),
    support: onceLate(['FUNCTIONAL_DEPARTMENT'], 'SUPERVISION'),
    'inspection-report': target,
    feedback: target,
    'receipt-principal': target,
    'receipt-body': target,
    'report-1': { basis: 'L', span: { months: 2 }, ladder: ofOrganisation },
    'report-2': { basis: 'L', span: { months: 2 }, ladder: ofOrganisation },
    'plan-review': target,
    'plan-opinion': target,
    'report-opinion': target,
    // The office gives its day with each return; the ladder is the one of the organisation's reports.
    'second-rectification': { basis: 'T', span: null, ladder: ofOrganisation },
    // The plan gives the days of a long-term item, with its schedule.
    'subsequent-report': { basis: 'T', span: null, ladder: ofOrganisation },
    verification: target,
    'further-draw': target,
    'second-report': target,
    'second-evaluation': target,
    'transfer-sending': target,
    'transfer-receipt': target,
    'transfer-answer-disc': { basis: 'L', span: { months: 3 }, ladder: ofDisciplineOrgan },
    'transfer-answer-od': { basis: 'L', span: { months: 3 }, ladder: ofOrganisationDepartment },
    'transfer-answer-fd': target,
    'transfer-more': target,
    'transfer-redirection': target,
    'filing-arrangement': target,
    'filing-appointment': target,
    'filing-hearing': target,
    'filing-receipt': target,
    'guidance-answer': target,
    'referral-outcome': target,
    'regular-study': target,
    'term-plan': target,
    'implementing-opinions': target,
    'yearly-plan': target,
    'yearly-summary': target,
    filing: target,
    // The office gives its day; the ladder is the one of transfers, to the competent department.
    governance: { basis: 'T', span: null, ladder: ofFunctionalDepartment },
    'extension-decision': target,
    'hand-over': target,
    // The office gives the day with each supervision.
    'supervision-org': pressed(['LIAISON', 'PRINCIPAL'], 'REFERRAL_T5'),
    'supervision-disc': pressed(['DISCIPLINE_ORGAN', 'DISCIPLINE_SECRETARY']),
    'supervision-od': pressed(['ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD']),
    'supervision-fd': pressed(['FUNCTIONAL_DEPARTMENT']),
  },
  lettersAt: '08:30',
  spreadMinutes: 15,
  hearingOrder: ['LG', 'SSM', 'PSC'],
  // The opinion names neither the approver nor the acts: what takes a position goes to the leader, what is routine to the office.
  approvers: { MAJOR_POSITION: 'LGL', IMMEDIATE_ITEM: 'LGL', EXTEND_STAY: 'OFF', OUTGOING_TEXT: 'OFF', OTHER: 'OFF' },
  majorActs: [],
  extensions: null,
  // Practice: opinions are collected from the discipline organ, the organisation department and the team (Q9).
  opinionsFrom: ['DISC', 'OD', 'TL'],
  planQuorum: 0,
  // Practice re-checks at random; no source gives a rate. One in five, and a fifth more for each that did not hold.
  sampling: { percent: 20, minimum: 1, raisedBy: 20 },
  // Practice: 15 + 15 + 60 + 10 points (Fufeng), a second rectification below 90 (a city, 2021); statements contrary to fact
  // veto (Hengshui), and so does refusing to rectify.
  evaluation: {
    criteria: { leadership: 15, measures: 15, results: 60, lasting: 10 },
    passingScore: 90,
    vetoes: { failedVerifications: 1, triggers: ['T6'] },
  },
  servedBindsYears: null,
  villageByCity: false,
  // Practice, not rule: the opinion says 普遍性、倾向性 and gives no number.
  governanceFromOrganisations: 3,
  // 30 minutes, 2 hours, 6 hours, then daily until the fourth day: what SMTP itself advises.
  retryAfterMinutes: [30, 120, 360, 1_440, 1_440, 1_440],
};

/** The second version: which day is believed, how far an extension reaches, how long earlier service binds. */
export const jilin2017: Pack = {
  ...jilin2017First,
  version: 2,
  paperDays: 3,
  servedAfterDays: 7,
  extension: { overdueDays: 0, longest: { months: 2 } },
  servedYears: 3,
  objectionDays: 10,
};

const jiangjin = practice('重庆市江津区巡察整改“三色预警”：剩余20天绿色、剩余10天黄色、逾期红色');
const nearDay = choice('The day is given by a person and often near: fewer reminders on the ladder of Jiangjin');

/** Sources of the first version: the opinion where it gives a figure, practice where it gives none and a round cannot do without. */
export const jilin2017FirstSources: Sources = {
  'span report-1': rule('J-V.4d'),
  'span report-2': rule('J-V.4d'),
  'span transfer-answer-disc': rule('J-V.4e'),
  'span transfer-answer-od': rule('J-V.4f'),
  'ladder report-1': jiangjin,
  'ladder report-2': jiangjin,
  'ladder immediate-item': jiangjin,
  'ladder second-rectification': jiangjin,
  'ladder subsequent-report': jiangjin,
  'ladder transfer-answer-disc': jiangjin,
  'ladder transfer-answer-od': jiangjin,
  'ladder governance': jiangjin,
  'ladder material': nearDay,
  'ladder material-disc': nearDay,
  'ladder material-od': nearDay,
  'ladder material-fd': nearDay,
  'ladder support': nearDay,
  'ladder supervision-org': nearDay,
  'ladder supervision-disc': nearDay,
  'ladder supervision-od': nearDay,
  'ladder supervision-fd': nearDay,
  lettersAt: choice('The beginning of office hours in Beijing'),
  spreadMinutes: choice(
    'All duties of the country end at the same midnight: letters are spread over a quarter of an hour',
  ),
  hearingOrder: choice(
    'The opinion names the bodies; that the special meeting comes before the standing committee is a choice',
    'J-V.4a',
  ),
  approvers: choice(
    'The opinion names no approver: what takes a position goes to the leader, routine to the office',
    'J-V.5c',
  ),
  majorActs: choice('The opinion names no act: one is major when it names its request', 'J-V.5c'),
  extensions: choice('The opinion gives no limit: as often as the leader decides', 'J-VI.2a'),
  opinionsFrom: practice('多地巡察整改会审：纪检监察机关、组织部门、巡察组提出意见'),
  planQuorum: choice('The opinion asks for no quorum'),
  sampling: choice(
    'Re-checks are drawn at random in practice, and no source gives a rate: one in five, a fifth more for each failure',
  ),
  evaluation: practice(
    '陕西省扶风县巡察整改评估：15+15+60+10分；某市2021年办法：90分以下二次整改；河北省衡水市：与事实不符一票否决',
  ),
  servedBindsYears: choice('The opinion gives no number of years: earlier service always binds', 'J-III.4a'),
  villageByCity: rule('J-II.3'),
  governanceFromOrganisations: choice('The opinion says 普遍性、倾向性 and gives no number', 'J-V.4g'),
  retryAfterMinutes: practice('RFC 5321, 4.5.4.1: after 30 minutes, then further apart, for four to five days'),
};

/** Sources of what the second version has beyond the first: targets, each of them. */
export const jilin2017Sources: Sources = {
  paperDays: choice('The opinion counts what has reached the office: a receipt is entered within three days', 'J-V.4d'),
  servedAfterDays: choice(
    'The opinion counts from the receipt: whoever does not sign within seven days is served',
    'J-V.4d',
  ),
  extension: choice(
    'The opinion grants no extension: none once the day has passed, and none longer than its own two months',
    'J-VI.2a',
  ),
  servedYears: choice('The opinion gives no number of years for earlier service: three', 'J-III.4a'),
  objectionDays: choice('No source gives a figure: ten days for whoever learns what was entered for them', 'J-V.5b'),
};
