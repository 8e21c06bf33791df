/** Random lives of a round, for properties: mostly valid, so that they get deep, with wild commands, failing letters, changing
 *  posts and passing time between. A walk is data (`Move[]`), so that a failing one can be shrunk and told again. */
import { fc } from '@fast-check/vitest';
import type { Code, Instant } from '../../contracts/basics.ts';
import { type CommandName, commandNames } from '../../contracts/commands.ts';
import { addToDay, dayOf } from '../../domain/duty/deadline.ts';
import type { Post } from '../../domain/posts.ts';
import { prospects } from '../../domain/round/decide.ts';
import { outlook } from '../../domain/round/outlook.ts';
import { findingsOf, organisationOf } from '../../domain/round/parts.ts';
import { type Actor, isRefusal, type Prospect, type RulePayloads, type Target } from '../../domain/round/rule.ts';
import { aFinding, aPlannedItem, aRound, evidence, prose, type Story, thePost } from '../support/rounds.ts';

export interface Move {
  readonly kind: 'allowed' | 'dated' | 'wild' | 'days' | 'moment' | 'post' | 'registry' | 'foresee';
  readonly n: number;
  readonly m: number;
}

const starts: readonly (() => Story)[] = [
  () => aRound({ organisations: 2 }),
  () => aRound({ organisations: 2 }).heard('O-07'),
  () => aRound({ organisations: 2 }).withFeedbackSigned('O-07'),
  () => aRound().withTransfersReceived().withPlanAccepted('O-07', ['2026-09-01']),
  () => aRound().withFeedbackSigned().withTransfersFedBack(),
  () => aRound().withItemsDone().withTransfersFedBack().withReport1(),
  () => aRound().decided('O-07', { findings: [], transfers: [] }).withFeedbackSigned().withReport2().disclosed(),
  () => aRound().withPlan('O-07', ['2026-09-01']).withTransfersAccepted(),
  () => aRound().landed(),
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
export interface Aimed extends Prospect {
  readonly name: CommandName;
  readonly by: Actor;
}

export function live(start: Story, moves: readonly Move[], watch: Watch = {}): Story {
  return moves.reduce((story, next) => steps[next.kind](story, next, watch), start);
}

const steps: Record<Move['kind'], (story: Story, move: Move, watch: Watch) => Story> = {
  allowed(story, { n, m }, watch) {
    const aimed = somethingAllowed(story, n);
    if (!aimed) return story;
    const answer = attempt(story, aimed, m);
    watch.foreseen?.(aimed, answer);
    return isRefusal(answer) ? story : carriedOut(story, aimed, m);
  },
  /** Paper that arrives late, and sometimes lies. */
  dated(story, { n, m }) {
    const aimed = somethingAllowed(story, n);
    const on = addToDay(dayOf(story.now), { days: (m % 40) - 37 });
    return aimed && !isRefusal(attempt(story, aimed, m, on)) ? carriedOut(story, aimed, m, on) : story;
  },
  wild(story, { n, m }) {
    const name = pick(commandNames, n);
    const by = pick(actorsOf(story), m);
    const target = wildTarget(n + m);
    const aimed = { name, by, target, refusal: undefined };
    return isRefusal(attempt(story, aimed, n)) ? story : carriedOut(story, aimed, n);
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
      ? story.posted()
      : story.does(thePost, 'letter-sent', { letter: letter.key, attempt: letter.attempt });
  },
  registry(story, { n, m }) {
    const [team] = Object.values(story.round.teams);
    if (team && m % 4 === 3) {
      // One at a time, so that somebody is left to take the seat.
      const out = Object.values(story.registry.people).find(({ suspended }) => suspended);
      return out
        ? story.suspending(out.code, false)
        : story.suspending(pick([team.leader, ...team.deputies, ...team.members], n));
    }
    const person = m % 5 === 0 ? null : pick(['P-NEW', 'P-NEWER', 'P-LIAISON-07', 'P-OFFICE-STAFF'], m);
    return story.withPostHeldBy(pick(lettered, n), person, { hasAddress: m % 7 !== 0 });
  },
  foresee(story, { n, m }, watch) {
    if (!watch.foreseen) return story;
    const name = pick(commandNames, n);
    const by = pick(actorsOf(story), m);
    for (const prospect of [...prospects(story.round, name, by)].slice(0, 6)) {
      const aimed = { ...prospect, name, by };
      watch.foreseen(aimed, attempt(story, aimed, m));
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
  return people.map((person) => ({
    person,
    posts: holders.filter((holder) => holder.person === person).map(({ post, place }) => ({ post, place })),
  }));
}

/** Some command that somebody may carry out now; a rejection, which ends the story, seldom. */
function somethingAllowed(story: Story, n: number): Aimed | undefined {
  const actors = actorsOf(story);
  for (let i = 0; i < commandNames.length; i++) {
    const name = pick(commandNames, n + i);
    if (name === 'reject-round' && n % 20 !== 0) continue;
    const open: Aimed[] = [];
    for (const by of actors) {
      for (const prospect of prospects(story.round, name, by)) {
        if (!prospect.refusal) open.push({ ...prospect, name, by });
        if (open.length > 5) break;
      }
    }
    if (open.length > 0) return pick(open, n);
  }
  return undefined;
}

const attempt = (story: Story, { name, by, target }: Aimed, n: number, on?: string) =>
  story.answer(by, name, payloadOf(name, story, target, n, on));
const carriedOut = (story: Story, { name, by, target }: Aimed, n: number, on?: string) =>
  story.does(by, name, payloadOf(name, story, target, n, on));

function payloadOf<N extends CommandName>(
  name: N,
  story: Story,
  target: Target,
  n: number,
  on?: string,
): RulePayloads[N] {
  const payload = payloads[name](story, target, n);
  return on === undefined ? payload : { ...payload, on };
}

function wildTarget(n: number): Target {
  return {
    organisation: pick(['O-07', 'O-08', 'O-99'], n),
    finding: pick(['F-0701', 'F-0801', 'F-9999'], n),
    transfer: pick(['T-0701', 'T-0702', 'T-9999'], n),
    team: pick(['TEAM-1', 'TEAM-9'], n),
    person: pick(['P-LEADER', 'P-NOBODY'], n),
    from: pick(['O-07', 'DISC', 'FD', 'O-99'], n),
    request: pick(['M-0001', 'S-0001', 'M-9999'], n),
    out: pick(['P-LEADER', 'P-INSPECTOR'], n),
    letter: 'R-2026-01/O-07/nothing',
    as: pick(['PRINCIPAL', 'BODY'], n),
    to: pick(['PRINCIPAL', 'BODY'], n),
    body: pick(['LG', 'SSM', 'PSC'], n),
    scope: pick(['INSIDE', 'PUBLIC'], n),
  };
}

const someDay = (now: Instant, n: number) => (n % 3 === 0 ? {} : { dueOn: addToDay(dayOf(now), { days: n % 30 }) });

type Payloads = { readonly [N in CommandName]: (story: Story, target: Target, n: number) => RulePayloads[N] };
const party = (value?: string) => (value === 'BODY' ? 'BODY' : 'PRINCIPAL');
const of = ({ organisation = '' }: Target) => ({ organisation });
const ofFinding = ({ finding = '' }: Target) => ({ finding });
const ofTransfer = ({ transfer = '' }: Target) => ({ transfer });

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
  'request-support': ({ now }, _target, n) => ({ from: 'FD', content: prose('support'), ...someDay(now, n) }),
  'give-support': (_story, { request = '' }) => ({ request }),
  'report-progress': (_story, target, n) => ({
    ...of(target),
    counts: { talks: n, visits: n % 7, petitions: n % 11, papers: n % 3 },
  }),
  'withdraw-team': (_story, target) => of(target),
  'appraise-member': (_story, { person = '' }) => ({ person, verdict: 'COMPETENT', content: prose('appraisal') }),
  'submit-report': (_story, target) => ({ ...of(target), used: [], unused: [], content: prose('report') }),
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
  'give-feedback': (_story, target) => ({ ...of(target), to: party(target.to), content: prose('feedback') }),
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
    items: [...(round.organisations[of(target).organisation] ? findingsOf(round, of(target).organisation) : [])].map(
      ({ code }) => aPlannedItem(code, now, n % 3 === 0 ? [addToDay(dayOf(now), { months: 6 })] : undefined),
    ),
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
    const [finding] = known ? findingsOf(round, organisationOf(round, known.code).code) : [];
    return {
      ...of(target),
      scope: target.scope === 'PUBLIC' ? 'PUBLIC' : 'INSIDE',
      reason: prose('reason'),
      ...(finding && n % 2 === 0 ? { finding: finding.code } : {}),
    };
  },
  'sign-letter': (_story, { letter = '' }) => ({ letter }),
  'close-round': () => ({}),
};
