/** The rule book, row by row: each command is allowed once in its place, refused the second time, refused by each gate with
 *  its clause and the missing fact, and refused to every post and seat that may not. `commands.md` is what is checked
 *  here, not the code: who may is written out post by post. */
import { describe, expect, test } from 'vitest';
import { type Code, committeePosts, type Day, organisationPosts } from '../../contracts/basics.ts';
import { type CommandName, commandNames } from '../../contracts/commands.ts';
import type { Clause } from '../../domain/clauses.ts';
import { isAtOrganisation, type Post } from '../../domain/posts.ts';
import { type FactName, wordings } from '../../domain/refusals.ts';
import { type Actor, isRefusal, type Refusal, type RoundEvent, type RulePayloads } from '../../domain/round/rule.ts';
import {
  addressee,
  aFinding,
  aPerson,
  aPlannedItem,
  aRound,
  CITY,
  evidence,
  holderOf,
  leader,
  office,
  prose,
  type RoundOptions,
  secretary,
  type Story,
  thePost,
} from '../support/rounds.ts';
import { planningFacts } from './planning-facts.ts';

const NEXT_WEEK = '2026-03-09T02:00:00.000Z';
const TODAY: Day = '2026-03-02';
const O = 'O-07';
const [F1, F2] = ['F-0701', 'F-0702'];
const [CLUE, MATTER, ELSEWHERE] = ['T-0701', 'T-0702', 'T-0703'];
const principal = holderOf('PRINCIPAL', O);
const liaison = holderOf('LIAISON', O);

/** Seats in the round's team, beside the posts of the registry. */
const seats = { TL: 'P-LEADER', TDL: 'P-DEPUTY', INS: 'P-INSPECTOR' } as const;
type May = Post | keyof typeof seats;
const everyPost: readonly Post[] = [...committeePosts, ...organisationPosts];

interface Gate<N extends CommandName> {
  readonly because: string;
  readonly given?: () => Story;
  readonly by?: Code | Actor;
  readonly with?: Partial<RulePayloads[N]>;
  readonly clause: Clause;
  readonly missing: FactName;
}
interface Spec<N extends CommandName> {
  /** What distinguishes this row from others of the same command. */
  readonly as?: string;
  readonly given: () => Story;
  readonly by: Code | Actor;
  readonly payload: RulePayloads[N];
  readonly leaves: readonly RoundEvent['type'][];
  /** `O-07/report-1 2026-05-02`: the duties opened, with their days. */
  readonly opens?: readonly string[];
  readonly closes?: readonly string[];
  /** Why not a second time; or that a repetition is another fact of its own. */
  readonly again: readonly [Clause, FactName] | 'allowed';
  readonly may: readonly May[];
  /** The clause that names who may. */
  readonly whoClause: Clause;
  readonly gates: readonly Gate<N>[];
}

interface GateRow {
  readonly command: CommandName;
  readonly title: string;
  readonly because: string;
  readonly refusal: () => Refusal;
  readonly clause: Clause;
  readonly missing: FactName;
}
interface Row extends Pick<Spec<CommandName>, 'given' | 'by' | 'leaves' | 'again' | 'may' | 'whoClause'> {
  readonly command: CommandName;
  readonly title: string;
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  readonly answer: (story: Story, by: Code | Actor, on?: Day) => readonly RoundEvent[] | Refusal;
  readonly does: (story: Story) => Story;
  readonly gates: readonly GateRow[];
}

/** Every fact that a refusal of this file named. */
const produced = new Set<string>();
function noted<R extends readonly RoundEvent[] | Refusal>(result: R): R {
  if ('missing' in result) for (const { fact } of result.missing) produced.add(fact);
  return result;
}

function row<N extends CommandName>(command: N, spec: Spec<N>): Row {
  const title = spec.as === undefined ? command : `${command} · ${spec.as}`;
  const { given, by, payload } = spec;
  return {
    command,
    title,
    given,
    by,
    leaves: spec.leaves,
    again: spec.again,
    may: spec.may,
    whoClause: spec.whoClause,
    opens: spec.opens ?? [],
    closes: spec.closes ?? [],
    answer: (story, asker, on) =>
      noted(story.answer(asker, command, { ...payload, ...(on === undefined ? {} : { on }) })),
    does: (story) => story.does(by, command, payload),
    gates: spec.gates.map((gate) => ({
      command,
      title,
      because: gate.because,
      clause: gate.clause,
      missing: gate.missing,
      refusal: () => noted((gate.given ?? given)().refusal(gate.by ?? by, command, { ...payload, ...gate.with })),
    })),
  };
}

const gone = (options?: RoundOptions) => aRound(options).does(secretary, 'reject-round', { reason: prose('rejected') });
const returned = () =>
  aRound()
    .withTransfersReceived()
    .does(addressee.OD, 'return-transfer', { transfer: MATTER, reason: prose('not ours') });
const withLetter = () => aRound().withFeedbackGiven().posted();
const copy = `R-2026-01/${O}/receipt-principal/copy/${addressee.DISC}`;
const planItems = [F1, F2].map((finding) => aPlannedItem(finding, '2026-03-02T02:00:00.000Z'));

const unknownOrganisation = {
  because: 'the organisation is not part of the round',
  with: { organisation: 'O-99' },
  clause: 'J-II.1',
  missing: 'OrganisationInRound',
} as const;
const unknownTransfer = {
  because: 'there is no such transfer',
  with: { transfer: 'T-9999' },
  clause: 'J-V.4a',
  missing: 'TransferInRound',
} as const;
const unknownFinding = {
  because: 'there is no such finding',
  with: { finding: 'F-9999' },
  clause: 'J-V.4a',
  missing: 'FindingInRound',
} as const;
const roundGone = {
  because: 'the round was rejected',
  given: gone,
  clause: 'J-V.4h',
  missing: 'RoundOpen',
} as const;

const OFFICE = ['OFFICE_DIRECTOR', 'OFFICE_STAFF'] as const;
const COMMITTEE = ['SECRETARY', 'STANDING_COMMITTEE'] as const;
const ORGANISATION = ['LIAISON', 'PRINCIPAL'] as const;

const approval: readonly Row[] = [
  row('approve-round', {
    given: aRound,
    by: secretary,
    payload: { decision: 'D-2026-1' },
    leaves: ['RoundApproved'],
    again: ['J-VI.2c', 'RoundNotYetApproved'],
    may: COMMITTEE,
    whoClause: 'J-VI.2c',
    gates: [
      roundGone,
      { because: 'the round is closed', given: () => aRound().closed(), clause: 'J-V.4h', missing: 'RoundOpen' },
    ],
  }),
  row('reject-round', {
    given: aRound,
    by: secretary,
    payload: { reason: prose('reason') },
    leaves: ['RoundRejected'],
    again: ['J-V.4h', 'RoundOpen'],
    may: COMMITTEE,
    whoClause: 'J-VI.2c',
    gates: [
      {
        because: 'the round has been approved',
        given: () => aRound().approved(),
        clause: 'J-VI.2c',
        missing: 'RoundNotYetApproved',
      },
    ],
  }),
];

const team = { team: 'TEAM-1', leader, deputies: ['P-DEPUTY'], members: ['P-INSPECTOR'], organisations: [O] };
const without = (person: Code, change: Partial<ReturnType<typeof aPerson>>) => () =>
  aRound()
    .varied((registry) => {
      const known = registry.people[person] ?? aPerson(person, []);
      return { ...registry, people: { ...registry.people, [person]: { ...known, ...change } } };
    })
    .approved();
const ties = (kind: 'OWN_UNIT' | 'KIN' | 'LOCALITY' | 'SERVED') => ({
  because: `a member is bound to the organisation: ${kind}`,
  given: without('P-INSPECTOR', { ties: [{ organisation: O, kind, until: '2001-01-01' }] }),
  clause: 'J-III.4a' as const,
  missing: 'NoTie' as const,
});

const teams: readonly Row[] = [
  row('form-team', {
    given: () => aRound().approved(),
    by: office,
    payload: team,
    leaves: ['TeamFormed'],
    again: ['J-III.3b', 'OrganisationWithoutTeam'],
    may: OFFICE,
    whoClause: 'J-III.3b',
    gates: [
      { because: 'the round is not approved', given: aRound, clause: 'J-VI.2c', missing: 'RoundApproved' },
      {
        because: 'the code of the team is taken',
        given: () =>
          aRound({ organisations: 2 })
            .approved()
            .does(office, 'form-team', { ...team, organisations: ['O-08'] }),
        clause: 'J-III.3b',
        missing: 'TeamNotYetFormed',
      },
      {
        because: 'somebody has two seats in it',
        with: { members: ['P-DEPUTY'] },
        clause: 'J-III.3b',
        missing: 'OneSeatPerPerson',
      },
      { ...unknownOrganisation, with: { organisations: ['O-99'] } },
      {
        because: 'one organisation has its team already',
        given: () => aRound({ organisations: 2 }).approved().does(office, 'form-team', team),
        with: {
          team: 'TEAM-2',
          leader: 'P-LEADER-2',
          deputies: [],
          members: ['P-INSPECTOR-2'],
          organisations: ['O-08', O],
        },
        clause: 'J-III.3b',
        missing: 'OrganisationWithoutTeam',
      },
      { because: 'nobody knows the leader', with: { leader: 'P-99' }, clause: 'J-III.4b', missing: 'PersonInRegistry' },
      {
        because: 'the leader is not from the leader pool',
        with: { leader: 'P-INSPECTOR-2' },
        clause: 'J-III.4b',
        missing: 'LeaderPool',
      },
      {
        because: 'a member is not from the talent pool',
        with: { members: ['P-NOBODY'] },
        clause: 'J-III.4b',
        missing: 'TalentPool',
      },
      {
        because: 'a member comes from the leader pool alone',
        with: { members: ['P-LEADER-2'] },
        clause: 'J-III.4b',
        missing: 'TalentPool',
      },
      {
        because: 'a member is suspended',
        given: without('P-INSPECTOR', { suspended: true }),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'a suspended leader is no exception',
        given: without('P-LEADER', { suspended: true }),
        with: { exceptions: [{ person: leader, reason: prose('why'), approver: secretary }] },
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'a member sits in the team of another round',
        given: without('P-INSPECTOR', { seat: { round: 'R-2026-02', team: 'TEAM-9' } }),
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      {
        because: 'a member sits in another team of this round',
        given: () => aRound({ organisations: 2 }).approved().does(office, 'form-team', team),
        with: { team: 'TEAM-2', leader: 'P-LEADER-2', deputies: [], members: ['P-INSPECTOR'], organisations: ['O-08'] },
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      ties('OWN_UNIT'),
      ties('KIN'),
      ties('LOCALITY'),
      ties('SERVED'),
    ],
  }),
  row('authorize-leader', {
    given: () => aRound().withTeam(),
    by: secretary,
    payload: { team: 'TEAM-1', decision: 'D-2026-2', organisations: [O], from: TODAY, to: '2026-09-02' },
    leaves: ['LeaderAuthorized'],
    again: ['J-III.3c', 'LeaderNotYetAuthorized'],
    may: [...COMMITTEE, 'LG_LEADER'],
    whoClause: 'J-III.3c',
    gates: [
      { because: 'there is no such team', with: { team: 'TEAM-9' }, clause: 'J-III.3b', missing: 'TeamInRound' },
      {
        because: 'an organisation is missing from the authorization',
        given: () => aRound({ organisations: 2 }).withTeam(),
        clause: 'J-III.3c',
        missing: 'TeamsOrganisation',
      },
      {
        because: 'an organisation is not the team’s',
        with: { organisations: [O, 'O-99'] },
        clause: 'J-III.3c',
        missing: 'TeamsOrganisation',
      },
      { because: 'it ends before it begins', with: { to: '2026-03-01' }, clause: 'J-III.3c', missing: 'PeriodInOrder' },
      {
        because: 'the decision has served an earlier round',
        given: () =>
          aRound()
            .withTeam()
            .varied((registry) => ({ ...registry, usedDecisions: { 'D-2026-2': 'R-2025-03' } })),
        clause: 'J-III.3c',
        missing: 'DecisionNotUsedBefore',
      },
    ],
  }),
  row('sign-undertaking', {
    given: () => aRound().withTeam(),
    by: 'P-INSPECTOR',
    payload: { person: 'P-INSPECTOR' },
    leaves: ['UndertakingSigned'],
    again: ['J-V.5e', 'UndertakingNotYetSigned'],
    may: ['INS'],
    whoClause: 'J-V.5e',
    gates: [
      {
        because: 'the person is in no team',
        by: 'P-NOBODY',
        with: { person: 'P-NOBODY' },
        clause: 'J-V.5e',
        missing: 'TeamMember',
      },
      {
        because: 'somebody else signs in their place',
        by: leader,
        clause: 'J-V.5e',
        missing: 'post',
      },
    ],
  }),
  row('mobilise', {
    given: () => aRound().authorised(),
    by: office,
    payload: {},
    leaves: ['RoundMobilised'],
    again: ['J-III.3c', 'RoundNotYetMobilised'],
    may: OFFICE,
    whoClause: 'J-III.3c',
    gates: [
      { because: 'the round is not approved', given: aRound, clause: 'J-VI.2c', missing: 'RoundApproved' },
      {
        because: 'an organisation has no team',
        given: () => aRound().approved(),
        clause: 'J-III.3c',
        missing: 'TeamFormed',
      },
      {
        because: 'a leader is not authorised',
        given: () => aRound().withTeam(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
    ],
  }),
];

const ofNextYear = () =>
  aRound()
    .withTeam()
    .does(secretary, 'authorize-leader', {
      team: 'TEAM-1',
      decision: 'D-2026-2',
      organisations: [O],
      from: '2027-01-01',
      to: '2027-06-30',
    });

const stay: readonly Row[] = [
  row('publish-entry-notice', {
    given: () => aRound().mobilised(),
    by: office,
    payload: { organisation: O, channels: ['LETTER', prose('a wall')], intakeClosesOn: '2026-05-02' },
    leaves: ['EntryNoticePublished'],
    again: ['J-I.3e', 'NoticeNotYetPublished'],
    may: OFFICE,
    whoClause: 'J-I.3e',
    gates: [
      unknownOrganisation,
      {
        because: 'the round is not mobilised',
        given: () => aRound().authorised(),
        clause: 'J-III.3c',
        missing: 'RoundMobilised',
      },
      {
        because: 'the intake closes before it opens',
        with: { intakeClosesOn: '2026-03-01' },
        clause: 'J-I.3e',
        missing: 'IntakeOpenAfterNotice',
      },
    ],
  }),
  row('enter', {
    given: () => aRound().withNotice().undertakingsSigned(),
    by: leader,
    payload: { organisation: O },
    leaves: ['TeamEntered'],
    again: ['J-III.3a', 'TeamNotYetEntered'],
    may: ['TL'],
    whoClause: 'J-III.3c',
    gates: [
      unknownOrganisation,
      {
        because: 'the leader is not authorised',
        given: () => aRound().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
      {
        because: 'the notice is not published',
        given: () => aRound().mobilised().undertakingsSigned(),
        clause: 'J-I.3e',
        missing: 'EntryNoticePublished',
      },
      {
        because: 'a member has not signed the undertaking',
        given: () => aRound().withNotice().does(leader, 'sign-undertaking', { person: leader }),
        clause: 'J-V.5e',
        missing: 'UndertakingSigned',
      },
      {
        because: 'the authorisation has not begun',
        given: () => ofNextYear().withNotice().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
      {
        because: 'the authorisation is over',
        given: () => ofNextYear().withNotice().undertakingsSigned().at('2027-07-01T02:00:00.000Z'),
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
    ],
  }),
  row('withdraw-team', {
    given: () => aRound().entered(),
    by: leader,
    payload: { organisation: O },
    leaves: ['TeamWithdrawn'],
    opens: ['O-07/inspection-report null'],
    again: ['J-III.3d', 'TeamStillOnSite'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownOrganisation,
      {
        because: 'the team has not entered',
        given: () => aRound().withNotice(),
        clause: 'J-III.3c',
        missing: 'TeamEntered',
      },
    ],
  }),
];

const report: readonly Row[] = [
  row('submit-report', {
    given: () => aRound().withdrawn(),
    by: leader,
    payload: { organisation: O, used: [], unused: [], content: prose('report') },
    leaves: ['ReportSubmitted'],
    closes: ['O-07/inspection-report MET'],
    again: ['J-V.1b', 'ReportNotYetSubmitted'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownOrganisation,
      { because: 'the team is on site', given: () => aRound().entered(), clause: 'J-III.3d', missing: 'TeamWithdrawn' },
      { because: 'a paper is unknown', with: { used: ['PAPER-1'] }, clause: 'J-V.1b', missing: 'PaperSigned' },
      {
        because: 'a paper left out is unknown',
        with: { unused: [{ paper: 'PAPER-1', reason: prose('why') }] },
        clause: 'J-V.1b',
        missing: 'PaperSigned',
      },
    ],
  }),
  row('review-report', {
    given: () => aRound().withReport(),
    by: office,
    payload: { organisation: O },
    leaves: ['ReportReviewed'],
    again: ['J-V.4h', 'ReportNotYetReviewed'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'there is no report',
        given: () => aRound().withdrawn(),
        clause: 'J-V.1b',
        missing: 'ReportSubmitted',
      },
    ],
  }),
  row('return-report', {
    given: () => aRound().withReport(),
    by: office,
    payload: { organisation: O, reason: prose('why') },
    leaves: ['ReportReturned'],
    opens: ['O-07/inspection-report.2 null'],
    again: ['J-V.1b', 'ReportSubmitted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'the report has passed',
        given: () => aRound().withReportReviewed(),
        clause: 'J-V.4h',
        missing: 'ReportNotYetReviewed',
      },
    ],
  }),
];

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
    again: ['J-V.4a', 'NotYetHeard'],
    may,
    whoClause: 'J-V.4a',
    gates: [
      { ...unknownOrganisation, with: { organisations: [O, 'O-99'] } },
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

const hearings: readonly Row[] = [
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
      transferTo('OD', 'CLUE'),
      transferTo('FD', 'CLUE'),
      transferTo('DISC', 'MATTER'),
    ],
  }),
];

const givenTo = (to: 'PRINCIPAL' | 'BODY') =>
  aRound()
    .decided()
    .does(office, 'give-feedback', { organisation: O, to, content: prose('feedback') });

const feedback: readonly Row[] = [
  row('give-feedback', {
    as: 'the first, with copies',
    given: () => aRound().decided(),
    by: office,
    payload: { organisation: O, to: 'PRINCIPAL', content: prose('feedback') },
    leaves: ['FeedbackGiven', 'LetterWritten', 'LetterWritten', 'LetterWritten', 'LetterWritten'],
    opens: ['O-07/receipt-principal null'],
    again: ['J-V.4a', 'FeedbackNotYetGiven'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.4a',
    gates: [
      unknownOrganisation,
      {
        because: 'the results are not decided',
        given: () => aRound().heard(),
        clause: 'J-V.4a',
        missing: 'ResultsDecided',
      },
    ],
  }),
  row('give-feedback', {
    as: 'the second',
    given: () => givenTo('PRINCIPAL'),
    by: leader,
    payload: { organisation: O, to: 'BODY', content: prose('feedback') },
    leaves: ['FeedbackGiven'],
    opens: ['O-07/receipt-body null'],
    closes: ['O-07/feedback MET'],
    again: ['J-V.4a', 'FeedbackNotYetGiven'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.4a',
    gates: [],
  }),
  row('sign-feedback', {
    as: 'the principal, first',
    given: () => aRound().withFeedbackGiven(),
    by: principal,
    payload: { organisation: O, as: 'PRINCIPAL' },
    leaves: ['FeedbackSigned'],
    closes: ['O-07/receipt-principal MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: ['PRINCIPAL'],
    whoClause: 'J-V.4d',
    gates: [
      unknownOrganisation,
      {
        because: 'only the other feedback is given',
        given: () => givenTo('BODY'),
        clause: 'J-V.4a',
        missing: 'FeedbackGiven',
      },
    ],
  }),
  row('sign-feedback', {
    as: 'the body, last: two clocks of two months run',
    given: () => aRound().withFeedbackGiven().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
    by: liaison,
    payload: { organisation: O, as: 'BODY' },
    leaves: ['FeedbackSigned'],
    opens: ['O-07/report-1 2026-05-02', 'O-07/report-2 2026-05-02'],
    closes: ['O-07/receipt-body MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: ORGANISATION,
    whoClause: 'J-V.4d',
    gates: [
      { because: 'nothing is given', given: () => aRound().decided(), clause: 'J-V.4a', missing: 'FeedbackGiven' },
    ],
  }),
];

const transferRows = (['DISC', 'OD', 'FD'] as const).flatMap((to): Row[] => {
  const transfer = { DISC: CLUE, OD: MATTER, FD: ELSEWHERE }[to];
  const post = { DISC: 'DISCIPLINE_ORGAN', OD: 'ORGANISATION_DEPARTMENT', FD: 'FUNCTIONAL_DEPARTMENT' } as const;
  const answerClause = { DISC: 'J-V.4e', OD: 'J-V.4f', FD: 'J-V.4h' } as const;
  const answer = `${transfer}/transfer-answer-${to.toLowerCase()}`;
  const due = to === 'FD' ? 'null' : '2026-06-02';
  const by = addressee[to];
  const notReceived = {
    because: 'it has not been received',
    given: () => aRound().withTransfersSent(),
    clause: 'J-V.4h',
    missing: 'TransferReceived',
  } as const;
  return [
    row('receive-transfer', {
      as: to,
      given: () => aRound().withTransfersSent(),
      by,
      payload: { transfer },
      leaves: ['TransferReceived'],
      opens: [`${answer} ${due}`],
      closes: [`${transfer}/transfer-receipt MET`],
      again: ['J-V.4h', 'TransferNotYetReceived'],
      may: [post[to]],
      whoClause: 'J-V.4h',
      gates: [
        unknownTransfer,
        { because: 'it has not been sent', given: () => aRound().decided(), clause: 'J-V.4h', missing: 'TransferSent' },
      ],
    }),
    row('return-transfer', {
      as: to,
      given: () => aRound().withTransfersReceived(),
      by,
      payload: { transfer, reason: prose('not ours') },
      leaves: ['TransferReturned'],
      opens: [`${transfer}/transfer-redirection null`],
      closes: [`${answer} SUPERSEDED`],
      again: ['J-V.4h', 'TransferReceived'],
      may: [post[to]],
      whoClause: 'J-V.4h',
      gates: [unknownTransfer, notReceived],
    }),
    row('feed-back-transfer', {
      as: to,
      given: () => aRound().withTransfersHandled(),
      by,
      payload: { transfer, content: prose('outcome'), counts: { persons: 2 } },
      leaves: ['TransferFedBack'],
      closes: [`${answer} MET`],
      again: ['J-V.4h', 'TransferReceived'],
      may: [post[to]],
      whoClause: 'J-V.4h',
      gates: [
        unknownTransfer,
        notReceived,
        {
          because: 'nothing has been done about it',
          given: () => aRound().withTransfersReceived(),
          clause: answerClause[to],
          missing: to === 'DISC' ? 'DisposalSet' : 'HandlingSet',
        },
      ],
    }),
    to === 'DISC'
      ? row('set-disposal', {
          given: () => aRound().withTransfersReceived(),
          by,
          payload: { transfer, disposal: 'HELD', form: 1 },
          leaves: ['DisposalSet'],
          again: 'allowed',
          may: ['DISCIPLINE_ORGAN'],
          whoClause: 'J-V.5b',
          gates: [
            unknownTransfer,
            notReceived,
            { because: 'it is a matter', with: { transfer: MATTER }, clause: 'J-V.4e', missing: 'Clue' },
          ],
        })
      : row('set-handling', {
          as: to,
          given: () => aRound().withTransfersReceived(),
          by,
          payload: { transfer, content: prose('handling') },
          leaves: ['HandlingSet'],
          again: 'allowed',
          may: [post[to]],
          whoClause: 'J-V.4f',
          gates: [
            unknownTransfer,
            notReceived,
            {
              because: 'it is a clue',
              by: addressee.OD,
              with: { transfer: CLUE },
              clause: 'J-V.4f',
              missing: 'Matter',
            },
          ],
        }),
  ];
});

const transfers: readonly Row[] = [
  row('send-transfer', {
    given: () => aRound().decided(),
    by: office,
    payload: { transfer: CLUE },
    leaves: ['TransferSent'],
    opens: ['T-0701/transfer-receipt null'],
    closes: ['T-0701/transfer-sending MET'],
    again: ['J-V.4h', 'TransferNotYetSent'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [unknownTransfer],
  }),
  ...transferRows,
  row('redirect-transfer', {
    given: returned,
    by: office,
    payload: { transfer: MATTER, to: 'DISC', kind: 'CLUE' },
    leaves: ['TransferRedirected'],
    opens: ['T-0702/transfer-receipt.2 null'],
    closes: ['T-0702/transfer-redirection MET'],
    again: ['J-V.4h', 'TransferReturned'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'it has not been returned',
        given: () => aRound().withTransfersReceived(),
        clause: 'J-V.4h',
        missing: 'TransferReturned',
      },
      { because: 'a clue goes to nobody else', with: { to: 'FD' }, clause: 'J-V.4a', missing: 'AddresseeOfKind' },
      {
        because: 'a matter does not go to the discipline organ',
        with: { kind: 'MATTER' },
        clause: 'J-V.4a',
        missing: 'AddresseeOfKind',
      },
    ],
  }),
  row('accept-transfer', {
    given: () => aRound().withTransfersFedBack(),
    by: office,
    payload: { transfer: CLUE },
    leaves: ['TransferAccepted'],
    again: ['J-V.4h', 'TransferFedBack'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'no outcome was fed back',
        given: () => aRound().withTransfersHandled(),
        clause: 'J-V.4h',
        missing: 'TransferFedBack',
      },
    ],
  }),
  row('ask-more', {
    given: () => aRound().withTransfersFedBack(),
    by: office,
    payload: { transfer: CLUE, reason: prose('too thin') },
    leaves: ['MoreAsked'],
    opens: ['T-0701/transfer-more null'],
    again: ['J-V.4h', 'TransferFedBack'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'its outcome has been accepted',
        given: () => aRound().withTransfersAccepted(),
        clause: 'J-V.4h',
        missing: 'TransferFedBack',
      },
    ],
  }),
];

const reported =
  (grade: 'NOT_DONE' | 'BASICALLY_DONE' | 'DONE', hashes: readonly string[], longTerm?: true | Day[]) => () =>
    aRound()
      .withPlanAccepted(O, longTerm)
      .does(liaison, 'report-item', { finding: F1, grade, content: prose('report'), evidence: hashes });

const plans: readonly Row[] = [
  row('submit-plan', {
    given: () => aRound().withFeedbackSigned(),
    by: liaison,
    payload: { organisation: O, items: planItems },
    leaves: ['PlanSubmitted'],
    opens: ['O-07/plan-review null'],
    again: ['J-V.4b', 'PlanNotYetSubmitted'],
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [
      unknownOrganisation,
      {
        because: 'only the principal has signed for the feedback',
        given: () =>
          aRound().withFeedbackGiven().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
        clause: 'J-V.4d',
        missing: 'FeedbackSigned',
      },
      {
        because: 'a finding is not covered',
        with: { items: planItems.slice(0, 1) },
        clause: 'J-V.4b',
        missing: 'FindingPlanned',
      },
      {
        because: 'a finding is planned twice',
        with: { items: [...planItems, ...planItems] },
        clause: 'J-V.4b',
        missing: 'PlannedOnce',
      },
      {
        because: 'a finding is another organisation’s',
        given: () => aRound({ organisations: 2 }).withFeedbackSigned(),
        with: { items: [...planItems, aPlannedItem('F-0801', '2026-03-02T02:00:00.000Z')] },
        clause: 'J-V.4b',
        missing: 'FindingOfOrganisation',
      },
    ],
  }),
  row('accept-plan', {
    given: () => aRound().withPlan(),
    by: office,
    payload: { organisation: O },
    leaves: ['PlanAccepted'],
    closes: ['O-07/plan-review MET'],
    again: ['J-V.4h', 'PlanNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'there is no plan',
        given: () => aRound().withFeedbackSigned(),
        clause: 'J-V.4b',
        missing: 'PlanSubmitted',
      },
    ],
  }),
  row('return-plan', {
    given: () => aRound().withPlan(),
    by: office,
    payload: { organisation: O, reason: prose('why') },
    leaves: ['PlanReturned'],
    closes: ['O-07/plan-review MET'],
    again: ['J-V.4b', 'PlanSubmitted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'the plan has been accepted',
        given: () => aRound().withPlanAccepted(),
        clause: 'J-V.4h',
        missing: 'PlanNotYetAccepted',
      },
    ],
  }),
];

const rectification: readonly Row[] = [
  row('report-item', {
    as: 'the first report',
    given: () => aRound().withPlanAccepted(),
    by: liaison,
    payload: { finding: F1, grade: 'BASICALLY_DONE', content: prose('report'), evidence: [] },
    leaves: ['ItemReported'],
    again: 'allowed',
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [
      unknownFinding,
      {
        because: 'the plan is not accepted',
        given: () => aRound().withPlan(),
        clause: 'J-V.4h',
        missing: 'PlanAccepted',
      },
      {
        because: 'the finding has been struck off',
        given: () => aRound().withFindingsAccepted(),
        clause: 'J-V.4h',
        missing: 'FindingNotYetAccepted',
      },
    ],
  }),
  row('report-item', {
    as: 'done at the second rectification',
    given: () =>
      reported('DONE', [evidence('one')])().does(office, 'return-finding', {
        finding: F1,
        reason: prose('thin'),
        dueOn: '2026-04-01',
      }),
    by: principal,
    payload: { finding: F1, grade: 'DONE', content: prose('report'), evidence: [evidence('two')] },
    leaves: ['ItemReported'],
    closes: ['F-0701/second-rectification MET'],
    again: 'allowed',
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [],
  }),
  row('submit-report-1', {
    given: () => aRound().withFeedbackSigned(),
    by: liaison,
    payload: { organisation: O, content: prose('report-1') },
    leaves: ['RectificationReportSubmitted'],
    closes: ['O-07/report-1 MET'],
    again: ['J-V.4d', 'ReportNotYetIn'],
    may: ORGANISATION,
    whoClause: 'J-V.4d',
    gates: [
      unknownOrganisation,
      {
        because: 'the feedback is not signed for',
        given: () => aRound().withFeedbackGiven(),
        clause: 'J-V.4d',
        missing: 'FeedbackSigned',
      },
    ],
  }),
  row('submit-report-2', {
    given: () => aRound().withFeedbackSigned(),
    by: principal,
    payload: { organisation: O, content: prose('report-2') },
    leaves: ['PrincipalReportSubmitted'],
    closes: ['O-07/report-2 MET'],
    again: ['J-V.4d', 'ReportNotYetIn'],
    may: ['PRINCIPAL'],
    whoClause: 'J-V.4d',
    gates: [
      unknownOrganisation,
      {
        because: 'the feedback is not signed for',
        given: () => aRound().withFeedbackGiven(),
        clause: 'J-V.4d',
        missing: 'FeedbackSigned',
      },
    ],
  }),
  row('accept-finding', {
    as: 'done, with evidence',
    given: reported('DONE', [evidence('one')]),
    by: office,
    payload: { finding: F1 },
    leaves: ['FindingAccepted'],
    again: ['J-V.4h', 'FindingNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownFinding,
      {
        because: 'nothing was reported',
        given: () => aRound().withPlanAccepted(),
        clause: 'J-V.4b',
        missing: 'ItemDone',
      },
      {
        because: 'it is basically done',
        given: reported('BASICALLY_DONE', [evidence('one')]),
        clause: 'J-V.4b',
        missing: 'ItemDone',
      },
      { because: 'there is no evidence', given: reported('DONE', []), clause: 'J-I.3d', missing: 'Evidence' },
      {
        because: 'it is long-term without a schedule',
        given: reported('NOT_DONE', [evidence('one')], true),
        clause: 'J-V.4b',
        missing: 'ScheduleOfReports',
      },
      {
        because: 'it was returned and not reported again',
        given: () =>
          reported('DONE', [evidence('one')])().does(office, 'return-finding', {
            finding: F1,
            reason: prose('thin'),
            dueOn: '2026-04-01',
          }),
        clause: 'J-V.4b',
        missing: 'ItemDone',
      },
      {
        because: 'it is long-term, and its plan is not accepted yet',
        given: () => aRound().withPlan(O, ['2026-09-01']),
        clause: 'J-V.4h',
        missing: 'PlanAccepted',
      },
    ],
  }),
  row('accept-finding', {
    as: 'long-term, with a schedule of later reports',
    given: reported('NOT_DONE', [], ['2026-09-01', '2027-03-01']),
    by: office,
    payload: { finding: F1 },
    leaves: ['FindingAccepted'],
    again: ['J-V.4h', 'FindingNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('return-finding', {
    given: reported('DONE', [evidence('one')]),
    by: office,
    payload: { finding: F1, reason: prose('thin'), dueOn: '2026-04-01' },
    leaves: ['FindingReturned'],
    opens: ['F-0701/second-rectification 2026-04-01'],
    again: ['J-V.4b', 'ItemReported'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownFinding,
      {
        because: 'nothing was reported',
        given: () => aRound().withPlanAccepted(),
        clause: 'J-V.4b',
        missing: 'ItemReported',
      },
      {
        because: 'it has been struck off',
        given: () => aRound().withFindingsAccepted(),
        clause: 'J-V.4h',
        missing: 'FindingNotYetAccepted',
      },
      { because: 'the new day is past', with: { dueOn: '2026-03-01' }, clause: 'J-V.4h', missing: 'NewDayAhead' },
    ],
  }),
];

const notice = {
  organisation: O,
  channel: 'ONLINE',
  from: TODAY,
  to: '2026-03-17',
  content: prose('disclosed'),
} as const;
const disclosure: readonly Row[] = (['INSIDE', 'PUBLIC'] as const).flatMap((scope): Row[] => [
  row('disclose', {
    as: scope,
    given: () => aRound().withReport1(),
    by: liaison,
    payload: { ...notice, scope },
    leaves: ['Disclosed'],
    again: ['J-V.4c', 'NotYetDisclosed'],
    may: ORGANISATION,
    whoClause: 'J-V.4c',
    gates: [
      unknownOrganisation,
      {
        because: 'the rectification report is not in',
        given: () => aRound().withReport2(),
        clause: 'J-V.4d',
        missing: 'RectificationReportSubmitted',
      },
      { because: 'it ends before it begins', with: { to: '2026-03-01' }, clause: 'J-V.4c', missing: 'PeriodInOrder' },
      {
        because: 'it is exempt',
        given: () =>
          aRound()
            .withReport1()
            .does(secretary, 'exempt-disclosure', { organisation: O, scope, reason: prose('why') }),
        clause: 'J-V.4c',
        missing: 'NotYetDisclosed',
      },
    ],
  }),
  row('exempt-disclosure', {
    as: `${scope}, as a whole`,
    given: () => aRound().withReport1(),
    by: secretary,
    payload: { organisation: O, scope, reason: prose('why') },
    leaves: ['DisclosureExempted'],
    again: ['J-V.4c', 'NotYetDisclosed'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.4c',
    gates: [
      unknownOrganisation,
      {
        because: 'it has been disclosed',
        given: () => aRound().disclosed(),
        clause: 'J-V.4c',
        missing: 'NotYetDisclosed',
      },
    ],
  }),
  row('exempt-disclosure', {
    as: `${scope}, one finding`,
    given: () => aRound().withReport1(),
    by: secretary,
    payload: { organisation: O, scope, finding: F1, reason: prose('why') },
    leaves: ['DisclosureExempted'],
    again: ['J-V.4c', 'FindingNotYetExempt'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.4c',
    gates: [
      {
        because: 'the finding is another organisation’s',
        given: () => aRound({ organisations: 2 }).withReport1(),
        with: { finding: 'F-0801' },
        clause: 'J-V.4c',
        missing: 'FindingOfOrganisation',
      },
    ],
  }),
]);

const notLanded = (because: string, missing: FactName, given: () => Story) => ({
  because,
  given,
  clause: 'J-V.4h' as const,
  missing,
});
const letters: readonly Row[] = [
  row('sign-letter', {
    given: withLetter,
    by: addressee.DISC,
    payload: { letter: copy },
    leaves: ['LetterSigned'],
    again: ['J-V.4h', 'LetterNotYetSigned'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'there is no such letter',
        with: { letter: 'R-2026-01/O-07/nothing' },
        clause: 'J-V.4h',
        missing: 'LetterInRound',
      },
      {
        because: 'it has not been sent',
        given: () => aRound().withFeedbackGiven(),
        clause: 'J-V.4h',
        missing: 'LetterSent',
      },
    ],
  }),
];
const closing: readonly Row[] = [
  row('close-round', {
    given: () => aRound().landed(),
    by: office,
    payload: {},
    leaves: ['RoundClosed'],
    again: ['J-V.4h', 'RoundOpen'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      notLanded('nothing is decided', 'ResultsDecided', aRound),
      notLanded('a finding has not landed', 'FindingAccepted', () =>
        aRound().withTransfersAccepted().withItemsDone().withReport1().withReport2().disclosed(),
      ),
      notLanded('a transfer has not landed', 'TransferAccepted', () =>
        aRound().withTransfersFedBack().withFindingsAccepted().withReport1().withReport2().disclosed(),
      ),
      notLanded('the rectification report is not in', 'RectificationReportSubmitted', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().withReport2(),
      ),
      notLanded("the principal's report is not in", 'PrincipalReportSubmitted', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().disclosed(),
      ),
      notLanded('nothing is disclosed', 'Disclosed', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2(),
      ),
    ],
  }),
];

const rows: readonly Row[] = [
  ...approval,
  ...teams,
  ...stay,
  ...report,
  ...hearings,
  ...feedback,
  ...transfers,
  ...plans,
  ...rectification,
  ...disclosure,
  ...letters,
  ...closing,
];
const gates = rows.flatMap((each) => each.gates);

const stripped = (key: string) => key.slice('R-2026-01/'.length);
const eventsOf = (result: readonly RoundEvent[] | Refusal): readonly RoundEvent[] => {
  if (isRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
};

describe.each(rows.map((rule) => [rule.title, rule] as const))('%s', (_title, rule) => {
  test('is allowed in its place, and leaves its events and duties', () => {
    const events = eventsOf(rule.answer(rule.given(), rule.by));
    expect(events.map(({ type }) => type)).toEqual(rule.leaves);
    const opened = events.flatMap(({ opens = [] }) => opens.map(({ key, dueOn }) => `${stripped(key)} ${dueOn}`));
    const closed = events.flatMap(({ closes = [] }) => closes.map(({ key, outcome }) => `${stripped(key)} ${outcome}`));
    expect(opened).toEqual(rule.opens);
    expect(closed).toEqual(rule.closes);
  });

  test('keeps the day on which it really happened', () => {
    const later = rule.given().at(NEXT_WEEK);
    for (const event of eventsOf(rule.answer(later, rule.by, TODAY))) expect(event.on).toBe(TODAY);
  });

  test('is refused a day that has not come', () => {
    expect(rule.answer(rule.given(), rule.by, '2026-03-03')).toMatchObject({ missing: [{ fact: 'onNotInFuture' }] });
  });

  test('is refused a day before what it answers', () => {
    expect(rule.answer(rule.given().at(NEXT_WEEK), rule.by, '2026-03-01')).toMatchObject({
      missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
    });
  });

  test(rule.again === 'allowed' ? 'may be repeated' : 'is refused the second time', () => {
    const again = rule.answer(rule.does(rule.given()), rule.by);
    if (rule.again === 'allowed') return expect(isRefusal(again)).toBe(false);
    const [clause, fact] = rule.again;
    return expect(again).toMatchObject({ clause, missing: [{ fact }] });
  });
});

describe.each(gates.map((gate) => [gate.title, gate.because, gate] as const))(
  '%s, when %s',
  (_title, _because, gate) => {
    test(`is refused by ${gate.clause}, which misses ${gate.missing}`, () => {
      const { clause, missing } = gate.refusal();
      expect(clause).toBe(gate.clause);
      expect(missing.map(({ fact }) => fact)).toContain(gate.missing);
    });
  },
);

/** Everybody who might ask: each post at its place, each seat of the team, and the right posts elsewhere. */
const strangers = rows.flatMap((rule) => {
  const may: readonly string[] = rule.may;
  const posts = everyPost.map((post) => ({ post, place: isAtOrganisation(post) ? O : CITY }));
  return [
    ...posts
      .filter(({ post }) => !may.includes(post))
      .map((held) => ({ rule, who: held.post, actor: { person: 'P-STRANGER', posts: [held] } })),
    ...Object.entries(seats)
      .filter(([seat]) => !may.includes(seat))
      .map(([seat, person]) => ({ rule, who: `team ${seat}`, actor: { person, posts: [] } })),
    ...posts
      .filter(({ post }) => may.includes(post))
      .map(({ post }) => ({
        rule,
        who: `${post} elsewhere`,
        actor: { person: 'P-STRANGER', posts: [{ post, place: isAtOrganisation(post) ? 'O-99' : 'C-OTHER' }] },
      })),
    { rule, who: 'nobody', actor: { person: 'P-STRANGER', posts: [] } },
    { rule, who: 'the post', actor: thePost },
  ];
});

describe.each(rows.map((rule) => [rule.title, rule] as const))('%s', (_title, rule) => {
  const others = strangers.filter((stranger) => stranger.rule === rule);
  test.each(others)('is none of the business of $who', ({ actor }) => {
    expect(rule.answer(rule.given(), actor)).toMatchObject({ clause: rule.whoClause, missing: [{ fact: 'post' }] });
  });

  test.each(rule.may)('is the business of %s', (who) => {
    const posts = everyPost.filter((post) => post === who);
    const held = posts.map((post) => ({ post, place: isAtOrganisation(post) ? O : CITY }));
    const seat = Object.entries(seats).find(([name]) => name === who);
    expect(isRefusal(rule.answer(rule.given(), { person: seat?.[1] ?? 'P-SOMEBODY', posts: held }))).toBe(false);
  });
});

describe('the reports of the post', () => {
  const letter = `R-2026-01/${O}/receipt-principal/copy/${addressee.DISC}`;
  const given = () => aRound().withFeedbackGiven();

  test('are taken from the post alone', () => {
    for (const report of ['letter-sent', 'letter-failed'] as const)
      for (const by of [office, secretary, leader, principal, addressee.DISC])
        expect(noted(given().refusal(by, report, { letter, attempt: 1 }))).toMatchObject({
          missing: [{ fact: 'post' }],
        });
  });

  test.each([
    ['letter-sent', 'LetterNotYetSent'],
    ['letter-failed', 'LetterOnItsWay'],
  ] as const)('%s is refused for a letter that has been sent', (report, fact) => {
    expect(noted(given().posted().refusal(thePost, report, { letter, attempt: 1 }))).toMatchObject({
      clause: 'J-V.4h',
      missing: [{ fact }],
    });
  });

  test.each(['letter-sent', 'letter-failed'] as const)('%s is refused for an unknown letter', (report) => {
    expect(noted(given().refusal(thePost, report, { letter: `${letter}-99`, attempt: 1 }))).toMatchObject({
      missing: [{ fact: 'LetterInRound' }],
    });
  });

  test('letter-failed is refused for a letter that the post has given up', () => {
    const bounced = given().fails(letter, { permanent: true });
    expect(isRefusal(bounced.answer(thePost, 'letter-failed', { letter, attempt: 1, permanent: true }))).toBe(true);
  });

  test('are still taken when the round has closed', () => {
    const closed = aRound().closed();
    expect(closed.unsent()).toHaveLength(4);
    expect(closed.posted().unsent()).toHaveLength(0);
    expect(isRefusal(closed.answer(thePost, 'letter-failed', { letter, attempt: 1 }))).toBe(false);
  });
});

describe('paper that arrives late is never dated before what it answers', () => {
  const dated = { missing: [{ fact: 'onNotBeforeWhatItAnswers' }] };

  test('entering, before the last member signed the undertaking', () => {
    const story = aRound().withNotice().at(NEXT_WEEK).undertakingsSigned();
    expect(noted(story.answer(leader, 'enter', { organisation: O, on: TODAY }))).toMatchObject(dated);
  });

  test('a report submitted again, before it was returned', () => {
    const story = aRound()
      .withReport()
      .at(NEXT_WEEK)
      .does(office, 'return-report', { organisation: O, reason: prose('thin') });
    const again = { organisation: O, used: [], unused: [], content: prose('again'), on: TODAY };
    expect(noted(story.answer(leader, 'submit-report', again))).toMatchObject(dated);
  });

  test('a plan submitted again, before it was returned', () => {
    const story = aRound()
      .withPlan()
      .at(NEXT_WEEK)
      .does(office, 'return-plan', { organisation: O, reason: prose('thin') });
    const again = { organisation: O, items: planItems, on: TODAY };
    expect(noted(story.answer(liaison, 'submit-plan', again))).toMatchObject(dated);
  });

  test('a hearing, before the one that comes before it', () => {
    const story = aRound()
      .withReportReviewed()
      .at(NEXT_WEEK)
      .does(secretary, 'hear', {
        body: 'LG',
        organisations: [O],
        minutes: prose('minutes'),
      });
    const next = { body: 'SSM', organisations: [O], minutes: prose('minutes'), on: TODAY } as const;
    expect(noted(story.answer(secretary, 'hear', next))).toMatchObject(dated);
  });

  test('a letter signed for, before it was sent', () => {
    const story = aRound().withFeedbackGiven().at(NEXT_WEEK).posted();
    expect(noted(story.answer(addressee.DISC, 'sign-letter', { letter: copy, on: TODAY }))).toMatchObject(dated);
  });

  test('the closing, before the last item landed', () => {
    const story = aRound().withItemsDone().at(NEXT_WEEK).landed();
    expect(noted(story.answer(office, 'close-round', { on: TODAY }))).toMatchObject(dated);
  });
});

describe('what lands', () => {
  test('stays landed: a plan is not returned over a finding that has been struck off', () => {
    const story = aRound().withPlan(O, ['2026-09-01']);
    const accepted = story.answer(office, 'accept-finding', { finding: F1 });
    expect(isRefusal(noted(accepted))).toBe(true);
  });

  test('an organisation without findings still has its plan looked at, or owes none, when the round closes', () => {
    const story = aRound()
      .decided(O, { findings: [], transfers: [] })
      .withFeedbackSigned()
      .does(liaison, 'submit-plan', { organisation: O, items: [] })
      .withReport1()
      .withReport2()
      .disclosed();
    const closing = story.answer(office, 'close-round', {});
    if (isRefusal(closing)) return;
    expect(story.does(office, 'close-round', {}).duty('O-07/plan-review').outcome).not.toBeNull();
  });

  test('a finding returned with a schedule of reports lacks the report, not the schedule', () => {
    const story = reported('NOT_DONE', [evidence('one')], ['2026-09-01'])().does(office, 'return-finding', {
      finding: F1,
      reason: prose('thin'),
      dueOn: '2026-04-01',
    });
    expect(noted(story.refusal(office, 'accept-finding', { finding: F1 })).missing).not.toContainEqual(
      expect.objectContaining({ fact: 'ScheduleOfReports' }),
    );
  });

  test('exemptions of every finding settle the disclosure', () => {
    const story = aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2();
    const exempt = [F1, F2].flatMap((finding) => (['INSIDE', 'PUBLIC'] as const).map((scope) => ({ finding, scope })));
    const settled = exempt.reduce(
      (told, { finding, scope }) =>
        told.does(secretary, 'exempt-disclosure', { organisation: O, scope, finding, reason: prose('why') }),
      story,
    );
    expect(isRefusal(settled.answer(office, 'close-round', {}))).toBe(false);
    const [, ...butOne] = exempt;
    const unsettled = butOne.reduce(
      (told, { finding, scope }) =>
        told.does(secretary, 'exempt-disclosure', { organisation: O, scope, finding, reason: prose('why') }),
      story,
    );
    expect(noted(unsettled.refusal(office, 'close-round', {})).missing).toMatchObject([
      { fact: 'Disclosed', scope: 'INSIDE', heldBy: 'ORG' },
    ]);
  });

  test('the refusal to close names each item, and who holds it', () => {
    const story = aRound({ organisations: 2 }).withPlan('O-07').decided('O-08').withTransfersSent();
    const { missing } = noted(story.refusal(office, 'close-round', {}));
    const held = missing.map(({ fact, finding, transfer, organisation, heldBy }) =>
      [fact, finding ?? transfer ?? organisation, heldBy].join(' '),
    );
    expect(held).toContain('FindingAccepted F-0701 ORG');
    expect(held).toContain('FindingAccepted F-0801 OFF');
    expect(held).toContain('TransferAccepted T-0701 DISC');
    expect(held).toContain('TransferAccepted T-0803 FD');
    expect(held).toContain('PrincipalReportSubmitted O-08 PR');
  });
});

describe('teams', () => {
  const exception = { person: 'P-NOBODY', reason: prose('why'), approver: secretary };
  test('an exception with reason and approver stands in for the pool', () => {
    const payload = { ...team, members: ['P-NOBODY'], exceptions: [exception] };
    expect(aRound().approved().does(office, 'form-team', payload).eventsOf('TeamFormed')[0]?.data.exceptions).toEqual([
      exception,
    ]);
  });
  test('earlier service binds for the years of the pack, and then no more', () => {
    const under = (servedBindsYears: number) =>
      aRound({
        pack: { servedBindsYears },
        registry: (registry) => ({
          ...registry,
          people: {
            ...registry.people,
            'P-INSPECTOR': aPerson('P-INSPECTOR', ['TALENT'], {
              ties: [{ organisation: O, kind: 'SERVED', until: '2023-03-02' }],
            }),
          },
        }),
      }).approved();
    expect(isRefusal(under(3).answer(office, 'form-team', team))).toBe(true);
    expect(isRefusal(under(3).at('2026-03-03T02:00:00.000Z').answer(office, 'form-team', team))).toBe(false);
    expect(isRefusal(under(2).answer(office, 'form-team', team))).toBe(false);
  });
  test('a tie to an organisation that another team inspects does not bind', () => {
    const story = without('P-INSPECTOR', { ties: [{ organisation: 'O-99', kind: 'KIN' }] })();
    expect(isRefusal(story.answer(office, 'form-team', team))).toBe(false);
  });
  test('the leader of one team has no say over the organisation of another', () => {
    const story = aRound({ organisations: 2 })
      .approved()
      .does(office, 'form-team', team)
      .does(office, 'form-team', {
        team: 'TEAM-2',
        leader: 'P-LEADER-2',
        deputies: [],
        members: [],
        organisations: ['O-08'],
      })
      .withNotice()
      .undertakingsSigned();
    expect(noted(story.refusal('P-LEADER-2', 'enter', { organisation: O }))).toMatchObject({
      clause: 'J-III.3c',
      missing: [{ fact: 'post' }],
    });
    expect(isRefusal(story.answer('P-LEADER-2', 'enter', { organisation: 'O-08' }))).toBe(false);
  });
});

describe('the rule book', () => {
  test('has, for every command, a row that is allowed, a gate and a wrong post', () => {
    for (const name of commandNames) {
      const ofName = (row: { command: CommandName }) => row.command === name;
      expect(rows.filter(ofName), `${name} allowed`).not.toHaveLength(0);
      expect(gates.filter(ofName), `${name} gates`).not.toHaveLength(0);
      expect(
        strangers.filter(({ rule }) => ofName(rule)),
        `${name} wrong posts`,
      ).not.toHaveLength(0);
    }
    console.log(
      `${commandNames.length} commands: ${rows.length} rows allowed, ${gates.length} gates, ` +
        `${rows.reduce((sum, { may }) => sum + may.length, 0)} right posts, ${strangers.length} wrong posts`,
    );
  });

  test('names every fact for which it has words', () => {
    const unheard = Object.keys(wordings).filter(
      (fact) => !produced.has(fact) && !planningFacts.some((name) => name === fact),
    );
    expect(unheard).toEqual([]);
  });
});
