/** Rounds for tests, told as stories: `aRound().withFeedbackSigned()`. A round comes about only as it does in life, by
 *  `planRound`, `decide` and `advance`, folded by `evolve`; a story never changes, each step returns the next one.
 *
 *  Milestones (`approved()` … `closed()`) bring about whatever they presuppose. Those of one organisation take its code,
 *  and without it bring every organisation there. `does` carries out any command, `refusal` says why not. */
import { isEntering } from '../domain/dossier/dossier.ts';
import { createHash } from 'node:crypto';
import {
  type Code,
  committeePosts,
  type Day,
  type Instant,
  organisationPosts,
  type Prose,
  MAILROOM,
  PROTECTED,
  feedbackParties,
  disclosureScopes,
} from '../domain/vocabulary.ts';
import type { DecidedFinding, DecidedTransfer } from '../contracts/requests/index.ts';
import { packChange } from '../ledger/pack-change.ts';
import { addToDay, dayOf, isBefore } from '../domain/calendar.ts';
import { type Duty, isOpen } from '../domain/dossier/duty.ts';
import { filingKinds, type PinnedPack } from '../domain/policy/pack.ts';
import { jilin2017 } from '../domain/policy/packs/jilin-2017.ts';
import { type Holder, isAtOrganisation, type Post, type Tenure } from '../domain/people/posts.ts';
import { decide, evolve, fold, registryChanges, outlook, advance, postsInvolved } from '../domain/round/round.ts';
import { hasLanded } from '../domain/round/steps/landing.ts';
import { letterOf } from '../domain/dossier/letters.ts';
import { findingsOf, organisationOf } from '../domain/round/parts.ts';
import { type PlanFacts, planRound, type RoundPlan } from '../domain/round/steps/planning.ts';
import { ruleBook } from '../domain/round/steps/index.ts';
import type { Round } from '../domain/round/state.ts';
import { get, all } from '../domain/keyed.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { RecordedRoundEvent, RoundEvent } from '../domain/round/events.ts';
import type { Letter } from '../domain/dossier/letter.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import type { EarlierRound, Facts, FactsNeeded, PersonFacts } from '../domain/round/facts.ts';
import type { RuleName, RulePayloads } from '../domain/round/command.ts';

export interface RoundOptions {
  readonly code?: Code;
  /** How many (`O-07`, `O-08`, …), or which. */
  readonly organisations?: number | readonly Code[];
  readonly pack?: Partial<PinnedPack>;
  readonly registry?: (registry: Registry) => Registry;
  readonly now?: Instant;
  /** Begun on paper: its history is being entered. */
  readonly takeover?: true;
}

interface Told {
  readonly registry: Registry;
  readonly events: readonly RecordedRoundEvent[];
  readonly round: Round;
  readonly now: Instant;
}

/** A Monday morning, ten o'clock in Beijing. */
export const FIRST_MORNING: Instant = '2026-03-02T02:00:00.000Z';
export const secretary = holderOf('SECRETARY');
export const office = holderOf('OFFICE_STAFF');
export const upper = holderOf('UPPER_OFFICE');
export const leader = 'P-LEADER';

export function aRound(options: RoundOptions = {}): Story {
  const { code = 'R-2026-01', organisations = 1, pack, registry: vary = (same) => same, now = FIRST_MORNING } = options;
  const { takeover = false } = options;
  const codes = typeof organisations === 'number' ? organisationCodes(organisations) : organisations;
  const registry = vary(aRegistry(codes));
  const plan: RoundPlan = {
    code,
    committee: CITY,
    term: TERM,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations: codes.map((organisation) => ({ code: organisation })),
    ...(takeover ? { takeover, on: dayOf(now) } : {}),
  };
  const planned = planRound(
    plan,
    actorIn(registry, office),
    {
      committee: { ...registry.committee, posts: registry.holders.filter(({ place }) => place === CITY) },
      organisations: registry.organisations,
      pack: aPack(pack),
    },
    now,
  );
  if ('missing' in planned) throw new Error(`not planned: ${JSON.stringify(planned)}`);
  if (planned.type !== 'RoundPlanned') throw new Error(planned.type);
  const first: RecordedRoundEvent<'RoundPlanned'> = { ...planned, sequence: 1, at: now, by: office };
  return new Story({ registry, events: [first], round: fold(first, []), now });
}

const actorIn = (registry: Registry, person: Code): Actor => ({
  person,
  posts: registry.holders.filter((holder) => holder.person === person).map(({ post, place }) => ({ post, place })),
});

export class Story {
  readonly #told: Told;
  constructor(told: Told) {
    this.#told = told;
  }
  get round(): Round {
    return this.#told.round;
  }
  get events(): readonly RecordedRoundEvent[] {
    return this.#told.events;
  }
  get now(): Instant {
    return this.#told.now;
  }
  get registry(): Registry {
    return this.#told.registry;
  }

  // ——— Any command, any time ———

  /** What the rules answer; nothing happens. Anybody may be made to ask: by code, or with posts of the test's choice. */
  answer<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): readonly RoundEvent[] | Refusal {
    const actor = typeof by === 'string' ? actorIn(this.registry, by) : by;
    return decide(this.round, name, payload, actor, this.#factsFor(name, payload), this.now);
  }

  /** Carries out a command; one that is refused is a fault of the test. History is entered under the day of the story. */
  does<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): Story {
    const onPaper = isEntering(this.round) && !ruleBook[name].undated;
    const told = onPaper ? { on: dayOf(this.now), ...payload } : payload;
    const events = this.answer(by, name, told);
    if (isRefusal(events)) throw new Error(`${name} was refused: ${JSON.stringify(events)}`);
    return this.#recorded(events, typeof by === 'string' ? by : by.person);
  }

  /** Why a command is refused; one that is allowed is a fault of the test. */
  refusal<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): Refusal {
    const events = this.answer(by, name, payload);
    if (!isRefusal(events)) throw new Error(`${name} was allowed: ${JSON.stringify(events)}`);
    return events;
  }

  /** It is later now, and nobody has looked meanwhile. */
  at(now: Instant): Story {
    if (isBefore(now, this.now)) throw new Error(`${now} lies before ${this.now}`);
    return new Story({ ...this.#told, now });
  }

  /** Time passes in one leap, and what is due by then happens: an outage, if it is long. */
  passTime(to: Instant): Story {
    const later = this.at(to);
    const asked = postsInvolved(later.round, to);
    const first = registryChanges(later.round, suspendedIn(later.registry), to);
    return later.#recorded([...first, ...advance(later.round, to, holdersAmong(later.registry, asked))], 'time');
  }

  /** The registry suspends somebody, or lifts that, and the round notices. */
  suspending(person: Code, suspended = true): Story {
    const known = this.registry.people[person] ?? aPerson(person, []);
    const people = { ...this.registry.people, [person]: { ...known, suspended } };
    return this.varied((registry) => ({ ...registry, people })).passTime(this.now);
  }

  /** Time passes as in life: each moment when it comes, and every letter sent at once. */
  live(to: Instant): Story {
    let story = this.posted();
    for (;;) {
      const { wakeAt } = outlook(story.round);
      if (wakeAt === undefined || isBefore(to, wakeAt)) return story.at(to);
      story = story.passTime(isBefore(wakeAt, story.now) ? story.now : wakeAt).posted();
    }
  }

  /** The post takes every letter whose moment has come. */
  posted(): Story {
    const [letter] = this.unsent();
    if (!letter) return this;
    return this.does(theMailroom, 'letter-sent', { letter: letter.key, attempt: letter.attempt }).posted();
  }
  fails(letter: string, how: { readonly permanent?: true } = {}): Story {
    return this.does(theMailroom, 'letter-failed', { letter, attempt: letterOf(this.round, letter).attempt, ...how });
  }

  varied(change: (registry: Registry) => Registry): Story {
    return new Story({ ...this.#told, registry: change(this.registry) });
  }
  /** From now on somebody else holds a post, or nobody does. */
  withPostHeldBy(post: Post, person: Code | null, more: { readonly place?: Code; readonly hasAddress?: boolean } = {}) {
    const { place = isAtOrganisation(post) ? this.#all()[0] : CITY, hasAddress = true } = more;
    return this.varied((registry) => {
      const others = registry.holders.filter((holder) => holder.post !== post || holder.place !== place);
      const holders = person === null || !place ? others : [...others, { post, place, person, hasAddress }];
      return { ...registry, holders };
    });
  }

  // ——— What a test looks at ———

  eventsOf<T extends RecordedRoundEvent['type']>(type: T): Extract<RecordedRoundEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<RecordedRoundEvent, { type: T }> => event.type === type);
  }
  duty(key: string): Duty {
    const duty = get(this.round.duties, `${this.round.code}/${key}`);
    if (!duty) throw new Error(`no duty ${key}`);
    return duty;
  }
  letters(): Letter[] {
    return this.eventsOf('LetterWritten').map(({ data }) => letterOf(this.round, data.letter));
  }
  /** Letters whose moment has come. */
  unsent(): Letter[] {
    return this.round.outbox.map((key) => letterOf(this.round, key)).filter((letter) => letter.nextAttemptAt === null);
  }

  // ——— Milestones ———

  approved(on?: Day): Story {
    return this.round.approvedOn ? this : this.does(secretary, 'approve-round', { decision: 'D-2026-1', ...dated(on) });
  }

  /** One team for whatever has none yet: `P-LEADER`, `P-DEPUTY`, `P-INSPECTOR`. */
  withTeam(): Story {
    const story = this.approved();
    if (Object.keys(story.round.teams).length > 0) return story;
    return story.does(office, 'form-team', {
      team: 'TEAM-1',
      leader,
      deputies: ['P-DEPUTY'],
      members: ['P-INSPECTOR'],
      organisations: this.#all(),
    });
  }

  authorised(): Story {
    const story = this.withTeam();
    const today = dayOf(this.now);
    return Object.values(story.round.teams)
      .filter(({ authorization }) => !authorization)
      .reduce(
        (told, { code: team, organisations }) =>
          told.does(secretary, 'authorize-leader', {
            team,
            organisations,
            decision: 'D-2026-2',
            from: today,
            to: addToDay(today, { months: 6 }),
          }),
        story,
      );
  }

  mobilised(): Story {
    const story = this.authorised();
    return story.round.mobilisedOn ? story : story.does(office, 'mobilise', {});
  }

  undertakingsSigned(): Story {
    const story = this.withTeam();
    return Object.values(story.round.teams)
      .flatMap((team) => [team.leader, ...team.deputies, ...team.members])
      .filter((person) => !story.round.undertakings[person])
      .reduce((told, person) => told.does(person, 'sign-undertaking', { person }), story);
  }

  withNotice(organisation?: Code): Story {
    return this.mobilised().#each(organisation, 'noticeOn', (story, code) =>
      story.does(office, 'publish-entry-notice', {
        organisation: code,
        channels: ['LETTER', 'ONLINE'],
        intakeClosesOn: addToDay(dayOf(story.now), { months: 2 }),
      }),
    );
  }

  entered(organisation?: Code): Story {
    return this.withNotice(organisation)
      .undertakingsSigned()
      .#each(organisation, 'enteredOn', (story, code) => story.does(leader, 'enter', { organisation: code }));
  }

  /** A working paper of the team, brought as far as asked: `PAPER-1`, opened by the inspector, the deputy being second. */
  withPaper(paper: Code, state: 'DRAFT' | 'TEAM_REVIEWED' | 'SIGNED' = 'SIGNED', organisation: Code = 'O-07'): Story {
    const steps = ['review-paper', 'sign-paper'] as const;
    const opened = this.entered(organisation).does('P-INSPECTOR', 'open-paper', aPaper(paper, organisation));
    return steps
      .slice(0, ['DRAFT', 'TEAM_REVIEWED', 'SIGNED'].indexOf(state))
      .reduce((story, step) => story.does(leader, step, { paper }), opened);
  }

  withdrawn(organisation?: Code): Story {
    return this.entered(organisation).#each(organisation, 'withdrawnOn', (story, code) =>
      story.does(leader, 'withdraw-team', { organisation: code }),
    );
  }

  withReport(organisation?: Code): Story {
    return this.withdrawn(organisation).#each(organisation, 'reportSubmittedOn', (story, code) =>
      story.does(leader, 'submit-report', {
        organisation: code,
        used: [...all(story.round.papers)]
          .filter((paper) => paper.organisation === code && paper.state === 'SIGNED')
          .map((paper) => paper.code),
        unused: [],
        content: prose(`${code}/report`),
      }),
    );
  }

  withReportReviewed(organisation?: Code): Story {
    return this.withReport(organisation).#each(organisation, 'reportReviewedOn', (story, code) =>
      story.does(office, 'review-report', { organisation: code }),
    );
  }

  heard(organisation?: Code): Story {
    const story = this.withReportReviewed(organisation);
    return story.round.pack.hearingOrder.reduce((told, body) => {
      const waiting = told.#all(organisation).filter((code) => !organisationOf(told.round, code).heardOn[body]);
      if (waiting.length === 0) return told;
      return told.does(secretary, 'hear', { body, organisations: waiting, minutes: prose(`${body}/minutes`) });
    }, story);
  }

  /** By default two findings, and a transfer to each of the three addressees: `F-0701`, `T-0701` to DISC, OD, FD. */
  decided(organisation?: Code, results: { findings?: readonly Code[]; transfers?: readonly DecidedTransfer[] } = {}) {
    return this.heard(organisation).#each(organisation, 'decidedOn', (story, code) =>
      story.does(secretary, 'decide-results', {
        organisation: code,
        findings: (results.findings ?? [1, 2].map((i) => itemCode('F', code, i))).map(aFinding),
        transfers: results.transfers ?? threeTransfers(code),
        decision: 'D-2026-3',
      }),
    );
  }

  withFeedbackGiven(organisation?: Code, on?: Day): Story {
    const story = this.decided(organisation);
    return story.#all(organisation).reduce(
      (all, code) =>
        feedbackParties
          .filter((to) => !organisationOf(all.round, code).feedback[to])
          .reduce(
            (told, to) =>
              told.does(office, 'give-feedback', {
                organisation: code,
                to,
                content: prose(`${code}/feedback`),
                ...dated(on),
              }),
            all,
          ),
      story,
    );
  }

  withFeedbackSigned(organisation?: Code, days: { readonly principalOn?: Day; readonly bodyOn?: Day } = {}): Story {
    const on = { PRINCIPAL: days.principalOn, BODY: days.bodyOn };
    const story = this.withFeedbackGiven(organisation);
    return story
      .#all(organisation)
      .reduce(
        (all, code) =>
          feedbackParties
            .filter((as) => !organisationOf(all.round, code).feedback[as]?.signedOn)
            .reduce(
              (told, as) =>
                told.does(holderOf('PRINCIPAL', code), 'sign-feedback', { organisation: code, as, ...dated(on[as]) }),
              all,
            ),
        story,
      );
  }

  withTransfersSent(): Story {
    return this.decided().#eachTransfer(['DECIDED'], (story, transfer) =>
      story.does(office, 'send-transfer', { transfer }),
    );
  }
  withTransfersReceived(on?: Day): Story {
    return this.withTransfersSent().#eachTransfer(['SENT'], (story, transfer, to) =>
      story.does(addressee[to], 'receive-transfer', { transfer, ...dated(on) }),
    );
  }
  withTransfersHandled(): Story {
    return this.withTransfersReceived().#eachTransfer(['RECEIVED'], (story, transfer, to) =>
      to === 'DISC'
        ? story.does(addressee[to], 'set-disposal', { transfer, disposal: 'PRELIMINARY_CHECK', form: 2 })
        : story.does(addressee[to], 'set-handling', { transfer, content: prose(`${transfer}/handling`) }),
    );
  }
  withTransfersFedBack(): Story {
    return this.withTransfersHandled().#eachTransfer(['HANDLING', 'MORE_ASKED'], (story, transfer, to) =>
      story.does(addressee[to], 'feed-back-transfer', { transfer, content: prose(`${transfer}/outcome`) }),
    );
  }
  withTransfersAccepted(): Story {
    return this.withTransfersFedBack().#eachTransfer(['FED_BACK'], (story, transfer) =>
      story.does(office, 'accept-transfer', { transfer }),
    );
  }

  /** `longTerm` goes to every item of the plan. */
  withPlan(organisation?: Code, longTerm?: boolean | readonly Day[]): Story {
    return this.withFeedbackSigned(organisation).#each(organisation, 'planSubmittedOn', (story, code) =>
      story.does(holderOf('LIAISON', code), 'submit-plan', {
        organisation: code,
        items: [...findingsOf(story.round, code)].map(({ code: finding }) =>
          aPlannedItem(finding, story.now, longTerm),
        ),
      }),
    );
  }
  withPlanAccepted(organisation?: Code, longTerm?: boolean | readonly Day[]): Story {
    return this.withPlan(organisation, longTerm).#each(organisation, 'planAcceptedOn', (story, code) =>
      story.does(office, 'accept-plan', { organisation: code }),
    );
  }
  withItemsDone(organisation?: Code): Story {
    return this.withPlanAccepted(organisation).#eachFinding(organisation, 'SUBMITTED', (story, finding, of) =>
      story.does(holderOf('LIAISON', of), 'report-item', {
        finding,
        grade: 'DONE',
        content: prose(`${finding}/done`),
        evidence: [evidence(finding)],
      }),
    );
  }
  withFindingsAccepted(organisation?: Code): Story {
    return this.withItemsDone(organisation).#eachFinding(organisation, 'ACCEPTED', (story, finding) =>
      story.does(office, 'accept-finding', { finding }),
    );
  }

  withReport1(organisation?: Code, on?: Day): Story {
    return this.withFeedbackSigned(organisation).#each(organisation, 'report1On', (story, code) =>
      story.does(holderOf('LIAISON', code), 'submit-report-1', {
        organisation: code,
        content: prose(`${code}/report-1`),
        ...dated(on),
      }),
    );
  }
  withReport2(organisation?: Code, on?: Day): Story {
    return this.withFeedbackSigned(organisation).#each(organisation, 'report2On', (story, code) =>
      story.does(holderOf('PRINCIPAL', code), 'submit-report-2', {
        organisation: code,
        content: prose(`${code}/report-2`),
        ...dated(on),
      }),
    );
  }

  disclosed(organisation?: Code): Story {
    const story = this.withReport1(organisation);
    return story.#all(organisation).reduce(
      (all, code) =>
        disclosureScopes
          .filter((scope) => !organisationOf(all.round, code).disclosedOn[scope])
          .reduce(
            (told, scope) =>
              told.does(holderOf('LIAISON', code), 'disclose', {
                organisation: code,
                scope,
                channel: 'ONLINE',
                from: dayOf(told.now),
                to: addToDay(dayOf(told.now), { days: 15 }),
                content: prose(`${code}/${scope}`),
              }),
            all,
          ),
      story,
    );
  }

  /** Whatever events have opened for it is filed upward, and signed for there. */
  filed(): Story {
    const open = [...all(this.round.duties)].filter(isOpen);
    const due = open.flatMap(({ kind, about }) =>
      about && filingKinds.some((filing) => filing === kind) ? [about] : [],
    );
    const sent = open.flatMap(({ kind, about }) => (about && kind === 'filing-receipt' ? [about] : []));
    const story = due.reduce(
      (told, filing) => told.does(office, 'file-upward', { filing, content: prose(filing) }),
      this as Story,
    );
    return [...sent, ...due].reduce((told, filing) => told.does(upper, 'receipt-filing', { filing }), story);
  }

  /** Everything has landed; only the closing itself is left. */
  landed(): Story {
    return this.withTransfersAccepted().withFindingsAccepted().withReport1().withReport2().disclosed().filed();
  }
  closed(): Story {
    return this.landed().does(office, 'close-round', {});
  }

  // ——— ———

  #factsFor<N extends RuleName>(name: N, payload: RulePayloads[N]): Facts {
    const {
      people = [],
      decision,
      holders = [],
      bodies = [],
      earlierRound,
      tenures = [],
      pack,
      head,
    } = ruleBook[name].facts(this.round, payload);
    const known = people.flatMap((code) => this.registry.people[code] ?? []);
    return {
      people: Object.fromEntries(known.map((person) => [person.code, person])),
      decisionUsedBy: decision === undefined ? null : (this.registry.usedDecisions[decision] ?? null),
      holders: holdersAmong(this.registry, holders),
      bodies: bodies.filter((code) => code === UNIT || this.registry.organisations[code] !== undefined),
      earlierRound: earlierRound ? this.#earlier(earlierRound) : null,
      packChange: pack === undefined ? null : packChange(this.round, pack),
      tenures: [
        ...this.registry.former,
        ...holdersAmong(this.registry, tenures).map(({ post, place, person }) => ({
          post,
          place,
          person,
          from: TERM,
          to: null,
        })),
      ].filter(({ post, place }) => tenures.some((asked) => asked.post === post && asked.place === place)),
      head: head ? prose(`row ${this.round.sequence}`).hash : '',
    };
  }

  #earlier({ round, organisation }: NonNullable<FactsNeeded['earlierRound']>): EarlierRound | null {
    const known = this.registry.earlierRounds[round];
    if (!known) return null;
    const { committee, inspected, inspectors } = known;
    const decidedOn = inspected[organisation] ?? null;
    return { committee, decidedOn, inspectors: decidedOn === null ? [] : inspectors };
  }

  #recorded(events: readonly RoundEvent[], by: string): Story {
    const { round, now } = this.#told;
    const recorded = events.map(
      (event, i): RecordedRoundEvent => ({ ...event, sequence: round.sequence + 1 + i, at: now, by }),
    );
    return new Story({
      ...this.#told,
      events: [...this.events, ...recorded],
      round: recorded.reduce((folded, event) => evolve(folded, event), round),
    });
  }

  #all(only?: Code): readonly Code[] {
    return only === undefined ? Object.keys(this.round.organisations) : [only];
  }

  /** A step of every organisation asked for that has not taken it. */
  #each(only: Code | undefined, taken: Milestone, step: (story: Story, organisation: Code) => Story): Story {
    return this.#all(only)
      .filter((code) => organisationOf(this.round, code)[taken] === null)
      .reduce((story, code) => step(story, code), this as Story);
  }
  #eachFinding(
    only: Code | undefined,
    reached: 'SUBMITTED' | 'ACCEPTED',
    step: (story: Story, finding: Code, organisation: Code) => Story,
  ): Story {
    return this.#all(only)
      .flatMap((code) => [...findingsOf(this.round, code)])
      .filter((finding) => finding.state !== reached && !hasLanded(finding))
      .reduce((story, { code, organisation }) => step(story, code, organisation), this as Story);
  }
  #eachTransfer(
    states: readonly string[],
    step: (story: Story, transfer: Code, to: keyof typeof addressee) => Story,
  ): Story {
    return [...all(this.round.transfers)]
      .filter(({ state }) => states.includes(state))
      .reduce((story, { code, to }) => step(story, code, to), this as Story);
  }
}

type Milestone =
  | 'noticeOn'
  | 'enteredOn'
  | 'withdrawnOn'
  | 'reportSubmittedOn'
  | 'reportReviewedOn'
  | 'decidedOn'
  | 'planSubmittedOn'
  | 'planAcceptedOn'
  | 'report1On'
  | 'report2On';

export const theMailroom: Actor = { person: MAILROOM, posts: [] };
/** Somebody who reports under protection. */
export const theReporter: Actor = { person: PROTECTED, posts: [] };
export const addressee = {
  DISC: holderOf('DISCIPLINE_ORGAN'),
  OD: holderOf('ORGANISATION_DEPARTMENT'),
  FD: holderOf('FUNCTIONAL_DEPARTMENT'),
} as const;

const dated = (on?: Day) => (on === undefined ? {} : { on });

/** `F-0701`: the first finding of O-07. */
export const itemCode = (kind: 'F' | 'T', organisation: Code, number: number): Code =>
  `${kind}-${organisation.replace(/^O-/, '')}${String(number).padStart(2, '0')}`;

export const aFinding = (code: Code): DecidedFinding => ({
  code,
  area: 'CLEAN',
  category: 'CLEAN-2',
  content: prose(code),
});

export const aPaper = (paper: Code, organisation: Code) => ({
  paper,
  organisation,
  area: 'CLEAN' as const,
  category: 'CLEAN-3',
  keyMatter: 'FUND_MANAGEMENT' as const,
  power: 'ALLOCATION' as const,
  content: prose(paper),
  evidence: [evidence(paper)],
  second: 'P-DEPUTY',
});

export const threeTransfers = (organisation: Code): DecidedTransfer[] => [
  { code: itemCode('T', organisation, 1), to: 'DISC', kind: 'CLUE', content: prose('clue'), priority: true },
  { code: itemCode('T', organisation, 2), to: 'OD', kind: 'MATTER', content: prose('matter') },
  { code: itemCode('T', organisation, 3), to: 'FD', kind: 'MATTER', content: prose('matter') },
];

/** Who is responsible for an item of a plan, and their unit. */
const [IN_CHARGE, UNIT] = ['P-IN-CHARGE', 'O-UNIT'];

export const aPlannedItem = (finding: Code, now: Instant, longTerm?: boolean | readonly Day[]) => ({
  finding,
  goal: prose(`${finding}/goal`),
  measures: [{ type: 'BUILD_SYSTEM' as const, content: prose(`${finding}/measure`) }],
  leader: IN_CHARGE,
  unit: UNIT,
  dueOn: addToDay(dayOf(now), { months: 2 }),
  ...(longTerm === undefined ? {} : { longTerm }),
});

const suspendedIn = ({ people }: Registry): Code[] =>
  Object.values(people).flatMap(({ code, suspended }) => (suspended ? [code] : []));

const holdersAmong = (registry: Registry, posts: readonly { post: Post; place: Code }[]): Holder[] =>
  registry.holders.filter(({ post, place }) => posts.some((asked) => asked.post === post && asked.place === place));
// ——— What the office knows before any round: one city, its posts, its people, its organisations ———

export interface Registry {
  readonly committee: Omit<NonNullable<PlanFacts['committee']>, 'posts'>;
  readonly organisations: PlanFacts['organisations'];
  readonly people: Readonly<Record<Code, PersonFacts>>;
  readonly holders: readonly Holder[];
  /** Who held a post before. */
  readonly former: readonly Tenure[];
  /** Authorization decisions of earlier rounds, and the round that each served. */
  readonly usedDecisions: Readonly<Record<string, Code>>;
  /** Earlier rounds: when the results of each inspected organisation were decided (null: never), and by whom it was inspected. */
  readonly earlierRounds: Readonly<Record<Code, Earlier>>;
}

interface Earlier {
  readonly committee: Code;
  readonly inspected: Readonly<Record<Code, Day | null>>;
  readonly inspectors: readonly Code[];
}

export const CITY = 'C-CITY';
export const TERM: Day = '2021-09-01';

/** A free text as it travels: its reference, and its hash. */
export const prose = (ref: string): Prose => ({ ref, hash: createHash('sha256').update(ref).digest('hex') });
export const evidence = (ref: string): string => prose(ref).hash;

/** `O-07`, `O-08`, … : as many organisations as a test wants. */
export const organisationCodes = (howMany: number): Code[] =>
  Array.from({ length: howMany }, (_, i) => `O-${String(i + 7).padStart(2, '0')}`);

/** Who holds a post by default: `P-OFFICE-STAFF`, and at O-07 `P-PRINCIPAL-07`. */
export function holderOf(post: Post, organisation?: Code): Code {
  return ['P', ...post.split('_'), ...(organisation ? [organisation.replace(/^O-/, '')] : [])].join('-');
}

/** The secretary leads the leading group, with the discipline secretary as executive deputy (J-III.1b–d). */
const held: Partial<Record<Post, Code>> = {
  LG_LEADER: holderOf('SECRETARY'),
  LG_EXECUTIVE_DEPUTY: holderOf('DISCIPLINE_SECRETARY'),
  LG_DEPUTY: holderOf('ORGANISATION_HEAD'),
};

export function aRegistry(organisations: readonly Code[]): Registry {
  const atCommittee = committeePosts.map((post) => ({ post, place: CITY, person: held[post] ?? holderOf(post) }));
  const atOrganisations = organisations.flatMap((place) => [
    ...organisationPosts.map((post) => ({ post, place, person: holderOf(post, place) })),
    ...below(place).map((lower) => ({
      post: 'PRINCIPAL' as const,
      place: lower,
      person: holderOf('PRINCIPAL', lower),
    })),
  ]);
  return {
    committee: {
      code: CITY,
      level: 'CITY',
      namedByProvince: null,
      office: { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 6 },
      termFrom: TERM,
    },
    organisations: Object.fromEntries(organisations.map((code) => [code, managed(code)])),
    people: Object.fromEntries(
      [
        aPerson('P-LEADER', ['LEADER']),
        aPerson('P-DEPUTY', ['LEADER', 'TALENT']),
        aPerson('P-INSPECTOR', ['TALENT']),
        aPerson('P-INSPECTOR-2', ['TALENT']),
        aPerson('P-LEADER-2', ['LEADER']),
        aPerson('P-SPARE', ['LEADER', 'TALENT']),
        aPerson('P-NOBODY', []),
        aPerson(IN_CHARGE, []),
      ].map((person) => [person.code, person]),
    ),
    holders: [...atCommittee, ...atOrganisations].map((holder) => ({ ...holder, hasAddress: true })),
    former: [],
    usedDecisions: {},
    earlierRounds: {
      'R-2025-09': {
        committee: CITY,
        inspected: { 'O-07': '2026-03-02', 'O-08': null },
        inspectors: ['P-LEADER-2', 'P-INSPECTOR-2'],
      },
      'R-2025-88': { committee: 'C-OTHER', inspected: { 'O-07': '2025-12-01' }, inspectors: [] },
    },
  };
}

export const managed = (code: Code): Registry['organisations'][Code] => ({
  code,
  kind: 'DEPARTMENT',
  managedBy: CITY,
  managedUnder: ['C-PROV'],
  provincialTarget: false,
  nextLower: below(code),
});

/** One level below O-07 stand O-071 and O-072, whose principals are in scope. */
export const below = (organisation: Code): Code[] => [`${organisation}1`, `${organisation}2`];

export const aPerson = (code: Code, pools: readonly string[], more: Partial<PersonFacts> = {}): PersonFacts => ({
  code,
  pools,
  suspended: false,
  ties: [],
  seat: null,
  ...more,
});

/** The default pack, pinned; figures may be varied. */
export const aPack = (change: Partial<PinnedPack> = {}): PinnedPack => ({
  ...jilin2017,
  hash: createHash('sha256').update(JSON.stringify(jilin2017)).digest('hex'),
  ...change,
});
