/** Hearings and the decision. */
import type { Post } from '../../domain/people/posts.ts';
import { aFinding } from '../story/hearing.ts';
import { aRound } from '../story.ts';
import { leader, secretary, withDepartment } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { BUREAU, matterFor, withDepartments } from './departments.ts';
import { heardUpward } from './filing.ts';
import { begun, left, OTHER } from './leaving.ts';
import { CLUE, COMMITTEE, F1, F2, MATTER, O, row, unknownOrganisation, type Row } from './row.ts';

const heardBy = (...bodies: ('LG' | 'SSM' | 'PSC')[]) =>
  bodies.reduce(
    (story, body) => story.does(secretary, 'hear', { body, organisations: [O], minutes: prose('minutes') }),
    aRound().withReportReviewed(),
  );
const hearing = (body: 'LG' | 'SSM' | 'PSC', may: readonly Post[], before: ('LG' | 'SSM' | 'PSC')[]) =>
  row('hear', {
    as: body,
    given: () => heardBy(...before),
    by: secretary,
    payload: { body, organisations: [O], minutes: prose('minutes') },
    leaves: ['ReportHeard'],
    opens: heardUpward(body),
    again: ['J-V.4a', 'NotYetHeard'],
    may,
    whoClause: 'J-V.4a',
    gates: [
      { ...unknownOrganisation, with: { organisations: [O, 'O-99'] } },
      {
        because: 'one of the organisations has left the round',
        given: () =>
          left('DISSOLVED')(
            before.reduce(
              (story, earlier) =>
                story.does(secretary, 'hear', { body: earlier, organisations: [O, OTHER], minutes: prose('m') }),
              begun({ organisations: 2 }).withReportReviewed(),
            ),
          ),
        with: { organisations: [OTHER, O] },
        clause: 'J-II.1',
        missing: 'OrganisationStillInRound',
      },
      {
        because: 'the report has not passed the office',
        given: () => aRound().withReport(),
        clause: 'J-V.4h',
        missing: 'ReportReviewed',
      },
      {
        because: 'one of several reports has not passed the office',
        given: () =>
          before.reduce(
            (story, earlier) =>
              story.does(secretary, 'hear', { body: earlier, organisations: [O], minutes: prose('m') }),
            aRound({ organisations: 2 }).withReportReviewed(O),
          ),
        with: { organisations: [O, 'O-08'] },
        clause: 'J-V.4h',
        missing: 'ReportReviewed',
      },
      ...(before.length === 0
        ? []
        : [
            {
              because: 'the body before it has not heard the report',
              given: () => heardBy(...before.slice(0, -1)),
              clause: 'J-V.4a' as const,
              missing: 'ReportHeard' as const,
            },
          ]),
    ],
  });

const decided = {
  organisation: O,
  findings: [aFinding(F1), { ...aFinding(F2), area: 'GOV' as const, category: 'GOV-3' }],
  transfers: [
    { code: CLUE, to: 'DISC' as const, kind: 'CLUE' as const, content: prose('clue') },
    { code: MATTER, to: 'OD' as const, kind: 'MATTER' as const, content: prose('matter') },
  ],
  decision: 'D-2026-3',
};
const transferTo = (to: 'DISC' | 'OD' | 'FD', kind: 'CLUE' | 'MATTER') => ({
  because: `a ${kind} does not go to ${to}`,
  with: { transfers: [{ code: CLUE, to, kind, content: prose('item') }] },
  clause: 'J-V.4a' as const,
  missing: 'AddresseeOfKind' as const,
});

const withPaperLeftOut = () =>
  aRound()
    .withPaper('PAPER-1')
    .withdrawn()
    .does(leader, 'submit-report', {
      organisation: O,
      used: [],
      unused: [{ paper: 'PAPER-1', reason: prose('not proved') }],
      content: prose('report'),
    });

export const hearings: readonly Row[] = [
  hearing('LG', ['LG_LEADER'], []),
  hearing('SSM', ['SECRETARY'], ['LG']),
  hearing('PSC', ['SECRETARY', 'STANDING_COMMITTEE'], ['LG', 'SSM']),
  row('decide-results', {
    given: () => aRound().heard(),
    by: secretary,
    payload: decided,
    leaves: ['ResultsDecided'],
    opens: ['O-07/feedback null', 'T-0701/transfer-sending null', 'T-0702/transfer-sending null'],
    again: ['J-V.4a', 'ResultsNotYetDecided'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [
      unknownOrganisation,
      {
        because: 'the standing committee has not heard the report',
        given: () => heardBy('LG', 'SSM'),
        clause: 'J-V.4a',
        missing: 'ReportHeard',
      },
      {
        because: 'a finding is listed twice',
        with: { findings: [aFinding(F1), aFinding(F1)] },
        clause: 'J-V.4h',
        missing: 'FreshCode',
      },
      {
        because: 'another organisation has a finding of this code',
        given: () =>
          aRound({ organisations: 2 })
            .heard()
            .decided('O-08', { findings: [F1], transfers: [] }),
        clause: 'J-V.4h',
        missing: 'FreshCode',
      },
      {
        because: 'a transfer is listed twice',
        with: { transfers: [...decided.transfers, ...decided.transfers] },
        clause: 'J-V.4h',
        missing: 'FreshCode',
      },
      {
        because: 'the category belongs to another area',
        with: { findings: [{ ...aFinding(F1), area: 'LEAD' }] },
        clause: 'J-I.3b',
        missing: 'CategoryOfArea',
      },
      {
        because: 'the area has no such category',
        with: { findings: [{ ...aFinding(F1), area: 'BUILD', category: 'BUILD-4' }] },
        clause: 'J-I.3b',
        missing: 'CategoryOfArea',
      },
      {
        because: 'a finding rests on an unknown paper',
        with: { findings: [{ ...aFinding(F1), papers: ['PAPER-1'] }] },
        clause: 'J-V.1b',
        missing: 'PaperSigned',
      },
      {
        because: 'a finding rests on a paper that the report did not use',
        given: () => withPaperLeftOut().heard(),
        with: { findings: [{ ...aFinding(F1), papers: ['PAPER-1'] }] },
        clause: 'J-V.1b',
        missing: 'PaperUsed',
      },
      {
        because: 'a finding rests on a paper about another organisation',
        given: () => aRound({ organisations: 2 }).withPaper('PAPER-1', 'SIGNED', 'O-08').heard(),
        with: { findings: [{ ...aFinding(F1), papers: ['PAPER-1'] }] },
        clause: 'J-V.1b',
        missing: 'PaperSigned',
      },
      transferTo('OD', 'CLUE'),
      transferTo('FD', 'CLUE'),
      transferTo('DISC', 'MATTER'),
      {
        because: 'a department is named of a transfer that goes to no functional one',
        given: () => withDepartments(aRound()).heard(),
        with: { transfers: [{ ...matterFor(BUREAU), to: 'OD' }] },
        clause: 'J-V.4a',
        missing: 'DepartmentIsFunctional',
      },
      {
        because: 'a matter does not go to the organisation that it is about',
        given: () =>
          aRound()
            .varied((registry) => withDepartment(registry, O, 'P-SPARE'))
            .heard(),
        with: { transfers: [matterFor(O)] },
        clause: 'J-III.4a',
        missing: 'DepartmentNotInspected',
      },
      {
        because: 'nobody holds the post of the department that it names, though another department has somebody',
        given: () => withDepartments(aRound()).heard(),
        with: { transfers: [matterFor(BUREAU), { ...matterFor('O-NOBODY'), code: MATTER }] },
        clause: 'J-V.4f',
        missing: 'DepartmentHeld',
      },
    ],
  }),
  row('decide-results', {
    as: 'with a matter for a department that has a name',
    given: () => withDepartments(aRound()).heard(),
    by: secretary,
    payload: { ...decided, transfers: [matterFor(BUREAU)] },
    leaves: ['ResultsDecided'],
    opens: ['O-07/feedback null', 'T-0703/transfer-sending null'],
    again: ['J-V.4a', 'ResultsNotYetDecided'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [],
  }),
  row('decide-results', {
    as: 'on papers that the report used',
    given: () => aRound().withPaper('PAPER-1').withPaper('PAPER-2').heard(),
    by: secretary,
    payload: { ...decided, findings: [{ ...aFinding(F1), papers: ['PAPER-1', 'PAPER-2'] }], transfers: [] },
    leaves: ['ResultsDecided'],
    opens: ['O-07/feedback null'],
    again: ['J-V.4a', 'ResultsNotYetDecided'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [],
  }),
];
