/** `jilin-2017`: exactly the opinion's figures, nothing invented. Two months for the two reports (J-V.4d), three months for
 *  each transfer to the discipline organ and the organisation department (J-V.4e–f). Everything else is "in time": no
 *  figure, never late. The ladder is practice, not rule: the three-colour letters of Jiangjin. */
import type { Post } from '../../posts.ts';
import type { ClockTerms, Pack, Rung } from '../pack.ts';

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

/** For a day that a person gives, often a near one: nothing before it; red when overdue, then the leading group's leader. */
const onceLate = (to: readonly Post[], proposes: 'REFERRAL_T1' | 'SUPERVISION'): ClockTerms => ({
  basis: 'T',
  span: null,
  ladder: [
    { rung: 3, colour: 'red', offsetDays: 1, to, cc: ['OFFICE_DIRECTOR'] },
    { rung: 4, colour: 'top', offsetDays: 10, to: ['LG_LEADER'], cc: [], everyDays: 10, proposes },
  ],
});

export const jilin2017: Pack = {
  id: 'jilin-2017',
  version: 1,
  clocks: {
    replacement: target,
    // Whoever asks may give a day; without one a request is open, and never late.
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
    // The office gives its day with each return; the ladder is the one of the organisation's reports.
    'second-rectification': { basis: 'T', span: null, ladder: ofOrganisation },
    'transfer-sending': target,
    'transfer-receipt': target,
    'transfer-answer-disc': { basis: 'L', span: { months: 3 }, ladder: ofDisciplineOrgan },
    'transfer-answer-od': { basis: 'L', span: { months: 3 }, ladder: ofOrganisationDepartment },
    'transfer-answer-fd': target,
    'transfer-more': target,
    'transfer-redirection': target,
  },
  lettersAt: '08:30',
  spreadMinutes: 15,
  hearingOrder: ['LG', 'SSM', 'PSC'],
  planQuorum: 0,
  servedBindsYears: null,
  villageByCity: false,
  // 30 minutes, 2 hours, 6 hours, then daily until the fourth day: what SMTP itself advises.
  retryAfterMinutes: [30, 120, 360, 1_440, 1_440, 1_440],
};
