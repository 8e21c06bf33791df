/** A right payload for each command, with some of its freedom used: what random lives ask for. */
import {
  type Code,
  exposures,
  type Instant,
  referralTriggers,
  type RequestSubject,
  substitutedPosts,
} from '../../domain/vocabulary.ts';
import type { CommandName } from '../../contracts/requests/index.ts';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import type { Target } from '../../domain/round/targets.ts';
import { organisationsIn } from '../../domain/round/leaving.ts';
import { unansweredItems } from '../../domain/round/parts.ts';
import { aFinding } from '../../examples/story/hearing.ts';
import { HEIR } from '../../examples/rows/leaving.ts';
import { aPlannedItem } from '../../examples/story/rectification.ts';
import type { Story } from '../../examples/story.ts';
import { aDocument, evidence, prose } from '../../examples/story/prose.ts';
import { secretary } from '../../examples/story/registry.ts';
import { get, all } from '../../domain/keyed.ts';
import { packChange } from '../../ledger/pack-change.ts';
import { countedFindings, requireStillOpen } from '../../domain/round/steps/landing.ts';
import type { Round } from '../../domain/round/state.ts';
import type { RulePayloads } from '../../domain/round/definition.ts';
import { pick } from './pick.ts';

/** What a command is aimed at, and who asks. */
export type Asked = Target & { readonly by: Code };
type Payloads = { readonly [N in CommandName]: (story: Story, target: Asked, n: number) => RulePayloads[N] };
const someDay = (now: Instant, n: number) => (n % 3 === 0 ? {} : { dueOn: addToDay(dayOf(now), { days: n % 30 }) });
const party = (value?: string) => (value === 'BODY' ? 'BODY' : 'PRINCIPAL');
const of = ({ organisation = '' }: Target) => ({ organisation });
const ofFinding = ({ finding = '' }: Target) => ({ finding });
const ofReferral = ({ referral = '' }: Target) => ({ referral });
const ofTransfer = ({ transfer = '' }: Target) => ({ transfer });
const ofPaper = ({ paper = '' }: Target) => ({ paper });
const ofRequest = ({ request = '' }: Target) => ({ request });
const ofItem = ({ item = '' }: Target) => ({ item });
/** The papers of an organisation that a report must account for, some of them not used. */
const accounted = ({ round }: Story, { organisation }: Target, n: number) => {
  const signed = [...all(round.papers)].filter(
    (paper) => paper.organisation === organisation && paper.state === 'SIGNED',
  );
  const used = signed.filter((_, i) => (n + i) % 3 !== 0);
  const left = signed.filter((paper) => !used.includes(paper));
  return {
    used: used.map(({ code }) => code),
    unused: left.map(({ code }) => ({ paper: code, reason: prose('not proved') })),
  };
};
/** Sometimes an approved request that still covers nothing. */
const instructed = (
  { round }: Story,
  { organisation = '' }: Target,
  subjects: readonly RequestSubject[],
  n: number,
) => {
  const free = [...all(round.instructions)].find(
    ({ state, covers, subject, team, answeredOn }) =>
      state === 'APPROVED' &&
      covers === null &&
      subjects.includes(subject) &&
      team === round.organisations[organisation]?.team &&
      answeredOn !== null,
  );
  return free && n % 2 === 0 ? { request: free.code } : {};
};

/** A day after the one in force, and not past. */
function aLaterDay({ round, now }: Story, duty: string, n: number) {
  const { dueOn = null } = get(round.duties, duty) ?? {};
  const today = dayOf(now);
  return addToDay(dueOn !== null && dueOn > today ? dueOn : today, { days: 1 + (n % 50) });
}

/** One that could take this finding in, if there is one. */
function anotherFinding(round: Round, target: Target, n: number): Code {
  const organisation = get(round.findings, ofFinding(target).finding)?.organisation ?? '';
  const others = countedFindings(round, organisation).filter(
    (other) => !requireStillOpen(other) && other.code !== target.finding,
  );
  return others.length === 0 ? 'F-9999' : pick(others, n).code;
}

/** A right payload for each command, with some of its freedom used. */
export const payloads: Payloads = {
  'approve-round': () => ({ decision: 'D-1' }),
  'reject-round': () => ({ reason: prose('reason') }),
  'remove-from-scope'({ round, registry }, target, n) {
    const { organisation } = of(target);
    const below = round.organisations[organisation]?.nextLower ?? [];
    const principals = registry.holders.filter(({ post, place }) => post === 'PRINCIPAL' && below.includes(place));
    return { organisation, person: principals[n % 3]?.person ?? 'P-NOBODY', reason: prose('why') };
  },
  'leave-scope'({ round, now }, target, n) {
    const { organisation } = of(target);
    const leaving = round.organisations[organisation];
    const [other] = organisationsIn(round).filter(({ code, team }) => code !== organisation && team !== null);
    const isNew = round.organisations[HEIR] === undefined;
    const isAhead = leaving?.enteredOn === null && other !== undefined;
    const document = aDocument(dayOf(now));
    if (isNew && n % 4 > 0) return { organisation, how: pick(['MERGED', 'RENAMED'], n), successor: HEIR, document };
    if (isAhead && n % 2 > 0) return { organisation, how: 'MERGED', successor: other.code, document };
    return { organisation, how: leaving?.decidedOn === null && n % 3 > 0 ? 'POSTPONED' : 'DISSOLVED', document };
  },
  'form-team'({ round }, _target, n) {
    const left = Object.values(round.organisations).filter(({ team }) => team === null);
    const second = Object.keys(round.teams).length > 0;
    return {
      team: second ? 'TEAM-2' : 'TEAM-1',
      leader: second ? 'P-LEADER-2' : 'P-LEADER',
      deputies: second ? [] : ['P-DEPUTY'],
      members: [second ? 'P-INSPECTOR-2' : 'P-INSPECTOR'],
      organisations: (n % 2 === 0 ? left : left.slice(0, 1)).map(({ code }) => code),
    };
  },
  'authorize-leader': ({ round, now }, { team = '' }, n) => ({
    team,
    decision: `D-${round.teams[team]?.formerDecisions.length ?? 0}${n % 3}`,
    organisations: round.teams[team]?.organisations ?? [],
    from: dayOf(now),
    to: addToDay(dayOf(now), { months: 24 }),
  }),
  'extend-authorization': ({ round, now }, { team = '' }, n) => ({
    team,
    decision: `D-EXT-${team}-${round.teams[team]?.formerDecisions.length ?? 0}`,
    to: addToDay(round.teams[team]?.authorization?.to ?? dayOf(now), { months: 1 + (n % 3) }),
  }),
  'sign-undertaking': (_story, { person = '' }) => ({ person }),
  'replace-member'({ round, registry }, { team = '', out = '' }, n) {
    const seated = Object.values(round.teams).flatMap((each) => [each.leader, ...each.deputies, ...each.members]);
    // Those named for a second team are kept for it.
    const free = Object.keys(registry.people).filter(
      (person) =>
        !seated.includes(person) &&
        !registry.people[person]?.suspended &&
        (round.teams['TEAM-2'] || !person.endsWith('-2')),
    );
    const person = pick(free, n);
    return { team, out, in: person, reason: prose('unfit'), exceptions: [{ person, reason: prose('why') }] };
  },
  'name-substitute'(_story, target, n) {
    const post = substitutedPosts.find((known) => known === target.for) ?? 'OFFICE_STAFF';
    // In the leader's place stands one of the leading group.
    const person = pick(
      post === 'LG_LEADER' ? ['P-ORGANISATION-HEAD'] : ['P-ORGANISATION-HEAD', 'P-DISCIPLINE-SECRETARY'],
      n,
    );
    return {
      for: post,
      person: post === 'LG_EXECUTIVE_DEPUTY' ? 'P-ORGANISATION-HEAD' : person,
      reason: prose('tied'),
    };
  },
  'request-material': ({ now }, { from = '' }, n) => ({ from, content: prose('material'), ...someDay(now, n) }),
  'provide-material': (_story, { request = '' }) => ({ request }),
  'refuse-material': (_story, { request = '' }) => ({ request, reason: prose('no') }),
  mobilise: () => ({}),
  'publish-entry-notice': ({ now }, target) => ({
    ...of(target),
    channels: ['PHONE'],
    intakeClosesOn: addToDay(dayOf(now), { days: 30 }),
  }),
  enter: (_story, target) => of(target),
  'open-paper': (story, target, n) => ({
    ...of(target),
    paper: `PAPER-${story.round.papers.size + 1}`,
    area: 'GOV',
    category: pick(['GOV-1', 'GOV-2', 'GOV-3'], n),
    content: prose('paper'),
    evidence: [evidence('one')],
  }),
  'review-paper': (_story, target) => ofPaper(target),
  'sign-paper': (_story, target) => ofPaper(target),
  'withdraw-paper': (_story, target) => ({
    ...ofPaper(target),
    reason: prose('mistaken'),
  }),
  'seal-key-person': ({ round }) => ({ sheet: `KP-${round.sheets.length + 1}`, content: prose('sheet') }),
  'raise-request': ({ round }, _target, n) => ({
    request: `Q-${round.instructions.size + 1}`,
    subject: pick(['IMMEDIATE_ITEM', 'OUTGOING_TEXT', 'MAJOR_POSITION', 'OTHER'] as const, n),
    content: prose('request'),
  }),
  'approve-request': (_story, target) => ofRequest(target),
  'reject-request': (_story, target) => ({ ...ofRequest(target), reason: prose('no') }),
  'issue-immediate-item': (story, target, n) => ({
    ...of(target),
    ...instructed(story, target, ['IMMEDIATE_ITEM', 'MAJOR_POSITION'], n),
    item: `I-${story.round.immediateItems.size + 1}`,
    content: prose('item'),
    dueOn: addToDay(dayOf(story.now), { days: n % 25 }),
  }),
  'sign-immediate-item': (_story, target) => ofItem(target),
  'answer-immediate-item': (_story, target) => ({ ...ofItem(target), content: prose('answer') }),
  'confirm-immediate-item': (_story, target) => ofItem(target),
  'withdraw-team': ({ round }, target, n) => ({
    ...of(target),
    ...(n % 3 === 0 || unansweredItems(round, of(target).organisation).length > 0 ? { reason: prose('why') } : {}),
  }),
  'submit-report': (story, target, n) => ({ ...of(target), ...accounted(story, target, n), content: prose('report') }),
  'request-support': ({ now }, _target, n) => ({ from: 'FD', content: prose('support'), ...someDay(now, n) }),
  'give-support': (_story, { request = '' }) => ({ request }),
  'report-progress': (_story, target, n) => ({
    ...of(target),
    counts: { talks: n, visits: n % 7, petitions: n % 11, papers: n % 3 },
  }),
  'appraise-member': (_story, { person = '' }) => ({ person, verdict: 'COMPETENT', content: prose('appraisal') }),
  'review-report': (_story, target) => of(target),
  'return-report': (_story, target) => ({ ...of(target), reason: prose('reason') }),
  hear({ round }, { body }) {
    const asked = body === 'LG' || body === 'SSM' ? body : 'PSC';
    const before = round.pack.hearingOrder.slice(0, round.pack.hearingOrder.indexOf(asked));
    const hearable = Object.values(round.organisations).filter(
      ({ reportReviewedOn, heardOn }) =>
        reportReviewedOn !== null && !heardOn[asked] && before.every((earlier) => heardOn[earlier]),
    );
    return { body: asked, organisations: hearable.map(({ code }) => code), minutes: prose('minutes') };
  },
  'decide-results'(_story, { organisation = '' }, n) {
    const code = (kind: string, i: number): Code => `${kind}-${organisation.slice(2)}0${i}`;
    return {
      organisation,
      findings: [1, 2, 3].slice(0, n % 4).map((i) => aFinding(code('F', i))),
      transfers: [
        { code: code('T', 1), to: 'DISC' as const, kind: 'CLUE' as const, content: prose('clue') },
        { code: code('T', 2), to: 'OD' as const, kind: 'MATTER' as const, content: prose('matter') },
        { code: code('T', 3), to: 'FD' as const, kind: 'MATTER' as const, content: prose('matter') },
      ].slice(0, (n >> 2) % 4),
      decision: 'D-3',
    };
  },
  'give-feedback': (story, target, n) => ({
    ...of(target),
    ...instructed(story, target, ['OUTGOING_TEXT', 'MAJOR_POSITION'], n),
    to: party(target.to),
    content: prose('feedback'),
  }),
  'sign-feedback': (_story, target) => ({ ...of(target), as: party(target.as) }),
  'serve-feedback': (_story, target) => ({
    ...of(target),
    as: party(target.as),
    how: 'LEFT',
    witnesses: ['P-LEADER', 'P-NOBODY'],
    evidence: [evidence('photo')],
  }),
  'serve-transfer': (_story, target) => ({ ...ofTransfer(target), how: 'POSTED', evidence: [evidence('slip')] }),
  'send-transfer': (_story, target) => ofTransfer(target),
  'receive-transfer': (_story, target) => ofTransfer(target),
  'return-transfer': (_story, target) => ({ ...ofTransfer(target), reason: prose('not ours') }),
  'redirect-transfer': ({ round }, target, n) =>
    get(round.transfers, ofTransfer(target).transfer)?.kind === 'CLUE'
      ? { ...ofTransfer(target), to: 'DISC' }
      : { ...ofTransfer(target), to: n % 2 === 1 ? 'OD' : 'FD', kind: 'MATTER' },
  'decide-transfer': ({ round }, target, n) =>
    get(round.transfers, ofTransfer(target).transfer)?.kind === 'CLUE'
      ? { ...ofTransfer(target), kind: 'MATTER', to: n % 2 === 1 ? 'OD' : 'FD', decision: 'D-4' }
      : { ...ofTransfer(target), kind: 'CLUE', to: 'DISC', decision: 'D-4' },
  'set-disposal': (_story, target) => ({ ...ofTransfer(target), disposal: 'CONCLUDED' }),
  'set-handling': (_story, target) => ({ ...ofTransfer(target), content: prose('handling') }),
  'feed-back-transfer': (_story, target) => ({ ...ofTransfer(target), content: prose('outcome') }),
  'accept-transfer': (_story, target) => ofTransfer(target),
  'ask-more': (_story, target) => ofTransfer(target),
  'submit-plan': ({ round, now }, target, n) => ({
    ...of(target),
    items: countedFindings(round, of(target).organisation).map(({ code }) =>
      aPlannedItem(code, now, n % 3 === 0 ? [addToDay(dayOf(now), { months: 6 })] : undefined),
    ),
  }),
  'give-opinion': (_story, target, n) => ({
    ...of(target),
    on: target.on === 'REPORT' ? 'REPORT' : 'PLAN',
    verdict: n % 4 === 0 ? 'DISAGREE' : 'AGREE',
    content: prose('opinion'),
  }),
  'accept-plan': (_story, target) => of(target),
  'return-plan': (_story, target) => ({ ...of(target), reason: prose('reason') }),
  'report-item': (_story, target, n) => ({
    ...ofFinding(target),
    grade: n % 4 === 0 ? 'NOT_DONE' : 'DONE',
    content: prose('report'),
    evidence: n % 5 === 0 ? [] : [evidence('one')],
  }),
  'submit-report-1': (_story, target) => ({ ...of(target), content: prose('report-1') }),
  'submit-report-2': (_story, target) => ({ ...of(target), content: prose('report-2') }),
  'accept-finding': (_story, target) => ofFinding(target),
  'return-finding': ({ now }, target, n) => ({
    ...ofFinding(target),
    reason: prose('thin'),
    dueOn: addToDay(dayOf(now), { days: n % 60 }),
  }),
  'merge-finding': ({ round }, target, n) => ({ ...ofFinding(target), into: anotherFinding(round, target, n) }),
  'split-finding': (_story, target, n) => ({
    ...ofFinding(target),
    into: [1, 2].map((part) => `${ofFinding(target).finding}-${n % 50}${part}`),
  }),
  'waive-finding': (_story, target) => ({ ...ofFinding(target), reason: prose('why') }),
  'report-subsequent': (_story, target) => ({ ...ofFinding(target), content: prose('still so') }),
  'draw-verification': (_story, target) => of(target),
  'record-verification': (_story, target, n) => ({
    ...ofFinding(target),
    passed: n % 3 !== 0,
    content: prose('seen on the spot'),
  }),
  evaluate: (_story, target, n) => ({
    ...of(target),
    scores: { leadership: 15, measures: 15, results: n % 3 === 0 ? 40 : 60, lasting: 10 },
    content: prose('evaluation'),
  }),
  disclose: ({ now }, target) => ({
    ...of(target),
    scope: target.scope === 'PUBLIC' ? 'PUBLIC' : 'INSIDE',
    channel: 'ONLINE',
    from: dayOf(now),
    to: dayOf(now),
    content: prose('disclosed'),
  }),
  'exempt-disclosure': ({ round }, target, n) => {
    const known = round.organisations[of(target).organisation];
    const [finding] = known ? countedFindings(round, known.code) : [];
    return {
      ...of(target),
      scope: target.scope === 'PUBLIC' ? 'PUBLIC' : 'INSIDE',
      reason: prose('reason'),
      ...(finding && n % 2 === 0 ? { finding: finding.code } : {}),
    };
  },
  'raise-referral': (_story, target, n) => ({
    ...of(target),
    trigger: pick(referralTriggers, n),
    evidence: [evidence('one')],
    content: prose('referral'),
  }),
  'accept-referral': (_story, target) => ofReferral(target),
  'decline-referral': (_story, target) => ({ ...ofReferral(target), reason: prose('reason') }),
  'record-referral-outcome': (_story, target) => ({ ...ofReferral(target), content: prose('outcome') }),
  'report-retaliation': (_story, { organisation }) => ({
    ...(organisation === undefined ? {} : { organisation }),
    content: prose('retaliation'),
    reporter: prose('reporter'),
  }),
  'link-missed-finding': (_story, _target, n) => ({
    organisation: 'O-07',
    earlierRound: 'R-2025-09',
    source: pick(exposures, n),
    content: prose('missed'),
  }),
  'file-upward': (_story, { filing = '' }) => ({ filing, content: prose('filing') }),
  'receipt-filing'({ registry, now }, { filing = '', by }) {
    const isOfUpper = registry.holders.some(({ post, person }) => post === 'UPPER_OFFICE' && person === by);
    return { filing, ...(isOfUpper ? {} : { document: aDocument(dayOf(now)) }) };
  },
  guide: () => ({ content: prose('guidance') }),
  'answer-guidance': (_story, { guidance = '' }) => ({ guidance, content: prose('answer') }),
  'request-extension': (story, { duty = '' }, n) => ({ duty, to: aLaterDay(story, duty, n), reason: prose('reason') }),
  'grant-extension': (story, { duty = '' }, n) => ({ duty, to: aLaterDay(story, duty, n), reason: prose('reason') }),
  'refuse-extension': (_story, { duty = '' }) => ({ duty, reason: prose('reason') }),
  'change-pack'({ round }) {
    const pack = round.pack.id === 'jilin-2017' ? 'county-dingyuan' : 'jilin-2017';
    return { pack, reason: prose('reason'), approver: secretary, shown: packChange(round, pack)?.shown ?? '' };
  },
  'hand-over'({ round }, target) {
    const { handOver = null, principals = [] } = round.organisations[of(target).organisation] ?? {};
    const known = [handOver?.to, principals.at(-1)?.person];
    const next = ['P-NOBODY', 'P-LEADER-2', 'P-INSPECTOR-2'].find((person) => !known.includes(person));
    return { ...of(target), newPrincipal: next ?? '' };
  },
  'sign-hand-over': (_story, target) => of(target),
  supervise: ({ now }, { target = '' }, n) => ({
    target,
    dueOn: addToDay(dayOf(now), { days: n % 30 }),
    content: prose('order'),
  }),
  'answer-supervision': (_story, { supervision = '' }) => ({ supervision, content: prose('answer') }),
  correct({ round }, { sequence = '' }, n) {
    const { enteredOn = '2026-03-02' } = get(round.entries, sequence) ?? {};
    const to = addToDay(enteredOn, { days: -(n % 4) });
    return { sequence: Number(sequence), field: 'on', to, reason: prose('misread') };
  },
  'record-arrival': ({ round, now }, { duty = '' }, n) => ({
    duty,
    on: dayOf(now),
    document: aDocument(dayOf(now)),
    outcome: get(round.duties, duty)?.kind.endsWith('opinion') ? 'AGREE' : 'CONCLUDED',
    ...(n % 9 === 0 ? {} : { content: prose('on paper') }),
  }),
  confirm: (_story, { proposal = '' }) => ({ proposal }),
  decline: (_story, { proposal = '' }) => ({ proposal, reason: prose('no') }),
  'object-to-act': (_story, { sequence = '' }) => ({ sequence: Number(sequence), reason: prose('not mine') }),
  'settle-objection': (_story, { sequence = '' }, n) => ({
    sequence: Number(sequence),
    upheld: n % 3 === 0,
    reason: prose('settled'),
  }),
  'suspend-round': () => ({ reason: prose('reason') }),
  'resume-round': () => ({ reason: prose('reason') }),
  'cancel-round': () => ({ reason: prose('reason') }),
  'sign-letter': (_story, { letter = '' }) => ({ letter }),
  'close-round': () => ({}),
  'go-live': () => ({}),
};
