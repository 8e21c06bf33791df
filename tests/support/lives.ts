/** Random lives of a round, for properties: mostly valid, so that they get deep, with wild commands, failing letters, changing
 *  posts and passing time between. A walk is data (`Move[]`), so that a failing one can be shrunk and told again. */
import { isEntering } from '../../domain/dossier/dossier.ts';
import { fc } from '@fast-check/vitest';
import { type Code, exposures, type Instant, referralTriggers, type RequestSubject } from '../../domain/vocabulary.ts';
import { type CommandName, commandNames } from '../../contracts/commands.ts';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import type { Post } from '../../domain/people/posts.ts';
import { possibleActions, outlook } from '../../domain/round/round.ts';
import type { Target } from '../../domain/round/targets.ts';
import { unansweredItems } from '../../domain/round/parts.ts';
import { aFinding } from '../../examples/story/hearing.ts';
import { aPlannedItem } from '../../examples/story/rectification.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { secretary } from '../../examples/story/registry.ts';
import { theMailroom, theReporter } from '../../examples/story/telling.ts';
import { membersOf } from '../../domain/round/steps/team.ts';
import { get, all } from '../../domain/keyed.ts';
import { packChange } from '../../ledger/pack-change.ts';
import { countedFindings, requireStillOpen } from '../../domain/round/steps/landing.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import type { Round } from '../../domain/round/state.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { PossibleAction, RulePayloads } from '../../domain/round/command.ts';

export interface Move {
  readonly kind: 'allowed' | 'dated' | 'wild' | 'days' | 'moment' | 'post' | 'registry' | 'foresee';
  readonly n: number;
  readonly m: number;
}

const starts: readonly (() => Story)[] = [
  () => aRound({ organisations: 2 }),
  () => aRound({ organisations: 2 }).heard('O-07'),
  () => aRound({ organisations: 2 }).entered('O-07'),
  () => aRound({ organisations: 2 }).withFeedbackSigned('O-07'),
  () => aRound().withTransfersReceived().withPlanAccepted('O-07', ['2026-09-01']),
  () => aRound().withFeedbackSigned().withTransfersFedBack(),
  () => aRound().withItemsDone().withTransfersFedBack().withReport1(),
  () => aRound().decided('O-07', { findings: [], transfers: [] }).withFeedbackSigned().withReport2().disclosed(),
  () => aRound().withPlan('O-07', ['2026-09-01']).withTransfersAccepted(),
  () => aRound().landed(),
  () => aRound({ organisations: 2, takeover: true }).heard('O-07'),
  () => aRound({ takeover: true }).withFeedbackSigned().withTransfersReceived(),
];
/** A life that has already begun. */
export const aStart: fc.Arbitrary<number> = fc.nat(starts.length - 1);
export const startOf = (start: number): Story => (starts[start] ?? aRound)();

const number = fc.nat(9_999);
const move = (kind: Move['kind']): fc.Arbitrary<Move> => fc.record({ kind: fc.constant(kind), n: number, m: number });
export const someMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: move('allowed') },
    { weight: 3, arbitrary: move('dated') },
    { weight: 2, arbitrary: move('wild') },
    { weight: 2, arbitrary: move('days') },
    { weight: 3, arbitrary: move('moment') },
    { weight: 4, arbitrary: move('post') },
    { weight: 1, arbitrary: move('registry') },
    { weight: 2, arbitrary: move('foresee') },
  ),
  { minLength: 30, maxLength: 120, size: 'max' },
);

/** What somebody is watching for, at each step of a life. */
export interface Watch {
  readonly foreseen?: (prospect: Aimed, answer: ReturnType<Story['answer']>) => void;
  readonly timePassed?: (story: Story) => void;
}
export interface Aimed extends PossibleAction {
  readonly name: CommandName;
  readonly by: Actor;
}

export function live(start: Story, moves: readonly Move[], watch: Watch = {}): Story {
  return moves.reduce((story, next) => steps[next.kind](story, next, watch), start);
}

const steps: Record<Move['kind'], (story: Story, move: Move, watch: Watch) => Story> = {
  allowed(story, { n, m }, watch) {
    const target = somethingAllowed(story, n);
    if (!target) return story;
    const answer = attempt(story, target, m);
    watch.foreseen?.(target, answer);
    return isRefusal(answer) ? story : carriedOut(story, target, m);
  },
  /** Paper that arrives late, and sometimes lies. */
  dated(story, { n, m }) {
    const target = somethingAllowed(story, n);
    const on = addToDay(dayOf(story.now), { days: (m % 40) - 37 });
    return target && !isRefusal(attempt(story, target, m, on)) ? carriedOut(story, target, m, on) : story;
  },
  wild(story, { n, m }) {
    const name = pick(commandNames, n);
    const by = pick(actorsOf(story), m);
    const asked = { name, by, target: wildTarget(n + m), refusal: undefined };
    return isRefusal(attempt(story, asked, n)) ? story : carriedOut(story, asked, n);
  },
  days(story, { n }, watch) {
    const passed = story.passTime(later(story.now, (n % 100) * 6 * 60));
    watch.timePassed?.(passed);
    return passed;
  },
  moment(story, _move, watch) {
    const { wakeAt } = outlook(story.round);
    if (wakeAt === undefined) return story;
    const passed = story.passTime(Date.parse(wakeAt) < Date.parse(story.now) ? story.now : wakeAt);
    watch.timePassed?.(passed);
    return passed;
  },
  post(story, { n, m }) {
    const letter = story.unsent().at(0);
    if (!letter) return story;
    if (n % 3 === 0) return story.fails(letter.key, m % 4 === 0 ? { permanent: true } : {});
    return n % 3 === 1
      ? story.mailed()
      : story.does(theMailroom, 'letter-sent', { letter: letter.key, attempt: letter.attempt });
  },
  registry(story, { n, m }) {
    const person = m % 5 === 0 ? null : pick(['P-NOBODY', 'P-NEW', 'P-NEWER', 'P-LIAISON-07', 'P-OFFICE-STAFF'], m);
    const [team] = Object.values(story.round.teams);
    if (team && m % 4 === 3) {
      // One at a time, so that somebody is left to take the seat.
      const out = Object.values(story.registry.people).find(({ suspended }) => suspended);
      return out
        ? story.suspending(out.code, false)
        : story.suspending(pick([team.leader, ...team.deputies, ...team.members], n));
    }
    return story.withPostHeldBy(pick(lettered, n), person, { hasAddress: m % 7 !== 0 });
  },
  foresee(story, { n, m }, watch) {
    if (!watch.foreseen) return story;
    const name = pick(commandNames, n);
    const by = pick(actorsOf(story), m);
    for (const prospect of [...possibleActions(story.round, name, by)].slice(0, 6)) {
      const target = { ...prospect, name, by };
      watch.foreseen(target, attempt(story, target, m));
    }
    return story;
  },
};

const lettered: readonly Post[] = [
  'PERSON_IN_CHARGE',
  'LEADER_IN_CHARGE',
  'LIAISON',
  'PRINCIPAL',
  'OFFICE_DIRECTOR',
  'DISCIPLINE_ORGAN',
];

const pick = <T>(from: readonly T[], n: number): T => {
  const found = from[n % from.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};
const later = (now: Instant, minutes: number): Instant => new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** Everybody who holds a post or a seat. */
function actorsOf(story: Story): Actor[] {
  const { holders } = story.registry;
  const seated = Object.values(story.round.teams).flatMap((team) => [team.leader, ...team.deputies, ...team.members]);
  const people = [...new Set([...holders.map(({ person }) => person), ...seated])];
  const byName = people.map((person) => ({
    person,
    posts: holders.filter((holder) => holder.person === person).map(({ post, place }) => ({ post, place })),
  }));
  return [...byName, theReporter];
}

/** What ends the story, or halts it; and what is open to somebody at every moment, and holds the closing. */
const seldom: readonly CommandName[] = [
  'reject-round',
  'cancel-round',
  'suspend-round',
  'raise-referral',
  'report-retaliation',
  'link-missed-finding',
  'guide',
];

/** Some command that somebody may carry out now. */
function somethingAllowed(story: Story, n: number): Aimed | undefined {
  const actors = actorsOf(story);
  for (let i = 0; i < commandNames.length; i++) {
    const name = pick(commandNames, n + i);
    if (seldom.includes(name) && n % 20 !== 0) continue;
    const open: Aimed[] = [];
    for (const by of actors) {
      for (const prospect of possibleActions(story.round, name, by)) {
        if (!prospect.refusal) open.push({ ...prospect, name, by });
        if (open.length > 5) break;
      }
    }
    if (open.length > 0) return pick(open, n);
  }
  return undefined;
}

const attempt = (story: Story, { name, by, target }: Aimed, n: number, on?: string) =>
  story.answer(by, name, payloadOf(name, story, { ...target, by: by.person }, n, on));
const carriedOut = (story: Story, { name, by, target }: Aimed, n: number, on?: string) =>
  story.does(by, name, payloadOf(name, story, { ...target, by: by.person }, n, on));

function payloadOf<N extends CommandName>(
  name: N,
  story: Story,
  target: Asked,
  n: number,
  on?: string,
): RulePayloads[N] {
  const payload = payloads[name](story, target, n);
  const day = on ?? (isEntering(story.round) ? dayOf(story.now) : undefined);
  return day === undefined || ruleBook[name].undated ? payload : { ...payload, on: day };
}

function wildTarget(n: number): Target {
  return {
    organisation: pick(['O-07', 'O-08', 'O-99'], n),
    finding: pick(['F-0701', 'F-0801', 'F-9999'], n),
    transfer: pick(['T-0701', 'T-0702', 'T-9999'], n),
    paper: pick(['PAPER-1', 'PAPER-9999'], n),
    item: pick(['I-1', 'I-9999'], n),
    team: pick(['TEAM-1', 'TEAM-9'], n),
    person: pick(['P-LEADER', 'P-NOBODY'], n),
    from: pick(['O-07', 'DISC', 'FD', 'O-99'], n),
    request: pick(['Q-1', 'M-0001', 'S-0001', 'Q-9999'], n),
    out: pick(['P-LEADER', 'P-INSPECTOR'], n),
    letter: 'R-2026-01/O-07/nothing',
    referral: pick(['REF-0001', 'PREF-0001', 'REF-9999'], n),
    filing: pick(['FIL-ARRANGEMENT-0001', 'FIL-HEARING-0002', 'FIL-HEARING-9999'], n),
    guidance: pick(['GUI-0001', 'GUI-9999'], n),
    supervision: pick(['SUP-0001', 'SUP-9999'], n),
    target: pick(['F-0701', 'T-0701', 'R-2026-01/O-07/report-1', 'F-9999'], n),
    duty: pick(['R-2026-01/O-07/report-1', 'R-2026-01/T-0701/transfer-answer-disc', 'R-2026-01/O-07/nothing'], n),
    as: pick(['PRINCIPAL', 'BODY'], n),
    to: pick(['PRINCIPAL', 'BODY'], n),
    body: pick(['LG', 'SSM', 'PSC'], n),
    scope: pick(['INSIDE', 'PUBLIC'], n),
    on: pick(['PLAN', 'REPORT'], n),
  };
}

/** What a command is aimed at, and who asks. */
type Asked = Target & { readonly by: Code };
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
/** Another member of the team that inspects an organisation. */
const another = ({ round }: Story, { by }: Asked, organisation: Code, n: number): Code => {
  const team = round.teams[round.organisations[organisation]?.team ?? ''];
  const others = team ? membersOf(team).filter((person) => person !== by) : [];
  return pick([...others, 'P-NOBODY'], n % Math.max(1, others.length));
};
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
const payloads: Payloads = {
  'approve-round': () => ({ decision: 'D-1' }),
  'reject-round': () => ({ reason: prose('reason') }),
  'remove-from-scope'({ round, registry }, target, n) {
    const { organisation } = of(target);
    const below = round.organisations[organisation]?.nextLower ?? [];
    const principals = registry.holders.filter(({ post, place }) => post === 'PRINCIPAL' && below.includes(place));
    return { organisation, person: principals[n % 3]?.person ?? 'P-NOBODY', reason: prose('why') };
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
    return {
      team,
      out,
      in: pick(free, n),
      reason: prose('unfit'),
      exception: { reason: prose('why'), approver: 'P-1' },
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
    second: another(story, target, of(target).organisation, n),
  }),
  'review-paper': (_story, target) => ofPaper(target),
  'sign-paper': (_story, target) => ofPaper(target),
  'withdraw-paper': (story, target, n) => ({
    ...ofPaper(target),
    reason: prose('mistaken'),
    second: another(story, target, get(story.round.papers, ofPaper(target).paper)?.organisation ?? '', n),
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
  'send-transfer': (_story, target) => ofTransfer(target),
  'receive-transfer': (_story, target) => ofTransfer(target),
  'return-transfer': (_story, target) => ({ ...ofTransfer(target), reason: prose('not ours') }),
  'redirect-transfer': (_story, target, n) =>
    n % 3 === 0
      ? { ...ofTransfer(target), to: 'DISC', kind: 'CLUE' }
      : { ...ofTransfer(target), to: n % 3 === 1 ? 'OD' : 'FD', kind: 'MATTER' },
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
  'receipt-filing': (_story, { filing = '' }) => ({ filing }),
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
  'suspend-round': () => ({ reason: prose('reason') }),
  'resume-round': () => ({ reason: prose('reason') }),
  'cancel-round': () => ({ reason: prose('reason') }),
  'sign-letter': (_story, { letter = '' }) => ({ letter }),
  'close-round': () => ({}),
  'go-live': () => ({}),
};
