/** How a story goes on, whatever part of the process it tells: any command, any time. A story never changes, each step returns
 *  the next one; `S` is the story as a whole, with the milestones of every part. */
import { dayOf, isBefore } from '../../domain/calendar.ts';
import { isEntering } from '../../domain/dossier/dossier.ts';
import { isAwaited } from '../../domain/dossier/confirmation.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import { recordingBy } from '../../domain/dossier/events.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { Letter } from '../../domain/dossier/letter.ts';
import { letterOf } from '../../domain/dossier/letters.ts';
import { all, get } from '../../domain/keyed.ts';
import { isAtOrganisation, type Post, type PostAt } from '../../domain/people/posts.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { RuleName, RulePayloads } from '../../domain/round/definition.ts';
import type { RecordedRoundEvent, RoundEvent } from '../../domain/round/events.ts';
import type { EarlierRound, Facts, FactsNeeded } from '../../domain/round/facts.ts';
import { organisationOf } from '../../domain/round/parts.ts';
import { advance, decide, evolve, outlook, postsInvolved, registryChanges } from '../../domain/round/round.ts';
import type { Round } from '../../domain/round/state.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { type Code, type Day, type Instant, MAILROOM, PROTECTED } from '../../domain/vocabulary.ts';
import { packChange } from '../../ledger/pack-change.ts';
import { prose } from './prose.ts';
import {
  actorIn,
  aPerson,
  bondsIn,
  CITY,
  holdersAmong,
  signatoryIn,
  type Registry,
  suspendedIn,
  TERM,
  UNIT,
} from './registry.ts';

export interface Told {
  readonly registry: Registry;
  readonly events: readonly RecordedRoundEvent[];
  readonly round: Round;
  readonly now: Instant;
}

export abstract class Telling<S extends Telling<S>> {
  protected readonly told: Told;
  constructor(told: Told) {
    this.told = told;
  }
  /** The story as it stands. */
  protected abstract get self(): S;
  /** The story as it goes on. */
  protected abstract next(told: Told): S;

  get round(): Round {
    return this.told.round;
  }
  get events(): readonly RecordedRoundEvent[] {
    return this.told.events;
  }
  get now(): Instant {
    return this.told.now;
  }
  get registry(): Registry {
    return this.told.registry;
  }

  // ——— Any command, any time ———

  /** What the rules answer; nothing happens. Anybody may be made to ask: by code, or with posts of the test's choice. */
  answer<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): readonly RoundEvent[] | Refusal {
    const actor = typeof by === 'string' ? actorIn(this.registry, by, dayOf(this.now)) : by;
    return decide(this.round, name, payload, actor, this.factsFor(name, payload), this.now);
  }

  /** Carries out a command; one that is refused is a fault of the test. History is entered under the day of the story. */
  does<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): S {
    const onPaper = isEntering(this.round) && !ruleBook[name].undated;
    const document = ruleBook[name].onPaper ? { document: aDocument } : {};
    const told = onPaper ? { on: dayOf(this.now), ...document, ...payload } : payload;
    const events = this.answer(by, name, told);
    if (isRefusal(events)) throw new Error(`${name} was refused: ${JSON.stringify(events)}`);
    const actor = typeof by === 'string' ? actorIn(this.registry, by, dayOf(this.now)) : by;
    return this.recorded(events, actor.person, ruleBook[name].postsActing(this.round, told, actor));
  }

  /** What was proposed last is confirmed. */
  confirmed(by: Code | Actor, on?: Day): S {
    const awaited = [...all(this.round.proposedActs)].filter(isAwaited).sort((a, b) => b.sequence - a.sequence);
    return this.does(by, 'confirm', { proposal: awaited[0]?.code ?? '', ...(on === undefined ? {} : { on }) });
  }

  /** Why a command is refused; one that is allowed is a fault of the test. */
  refusal<N extends RuleName>(by: Code | Actor, name: N, payload: RulePayloads[N]): Refusal {
    const events = this.answer(by, name, payload);
    if (!isRefusal(events)) throw new Error(`${name} was allowed: ${JSON.stringify(events)}`);
    return events;
  }

  /** It is later now, and nobody has looked meanwhile. */
  at(now: Instant): S {
    if (isBefore(now, this.now)) throw new Error(`${now} lies before ${this.now}`);
    return this.next({ ...this.told, now });
  }

  /** Time passes in one leap, and what is due by then happens: an outage, if it is long. */
  passTime(to: Instant): S {
    const later = this.at(to);
    const asked = postsInvolved(later.round, to);
    const first = registryChanges(later.round, suspendedIn(later.registry), to);
    return later.recorded([...first, ...advance(later.round, to, holdersAmong(later.registry, asked))], 'time');
  }

  /** The registry suspends somebody, or lifts that, and the round notices. */
  suspending(person: Code, suspended = true): S {
    const known = this.registry.people[person] ?? aPerson(person, []);
    const people = { ...this.registry.people, [person]: { ...known, suspended } };
    return this.varied((registry) => ({ ...registry, people })).passTime(this.now);
  }

  /** Time passes as in life: each moment when it comes, and every letter sent at once. */
  live(to: Instant): S {
    let story = this.mailed();
    for (;;) {
      const { wakeAt } = outlook(story.round);
      if (wakeAt === undefined || isBefore(to, wakeAt)) return story.at(to);
      story = story.passTime(isBefore(wakeAt, story.now) ? story.now : wakeAt).mailed();
    }
  }

  /** The mailroom takes every letter whose moment has come. */
  mailed(): S {
    const [letter] = this.unsent();
    if (!letter) return this.self;
    return this.does(theMailroom, 'letter-sent', { letter: letter.key, attempt: letter.attempt }).mailed();
  }
  fails(letter: string, how: { readonly permanent?: true } = {}): S {
    return this.does(theMailroom, 'letter-failed', { letter, attempt: letterOf(this.round, letter).attempt, ...how });
  }

  varied(change: (registry: Registry) => Registry): S {
    return this.next({ ...this.told, registry: change(this.registry) });
  }
  /** From now on somebody else holds a post, or nobody does. */
  withPostHeldBy(post: Post, person: Code | null, more: { readonly place?: Code; readonly hasAddress?: boolean } = {}) {
    const { place = isAtOrganisation(post) ? this.all()[0] : CITY, hasAddress = true } = more;
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

  // ——— For the parts of the process ———

  protected all(only?: Code): readonly Code[] {
    return only === undefined ? Object.keys(this.round.organisations) : [only];
  }

  /** A step of every organisation asked for that has not taken it. */
  protected each(only: Code | undefined, taken: Milestone, step: (story: S, organisation: Code) => S): S {
    return this.all(only)
      .filter((code) => organisationOf(this.round, code)[taken] === null)
      .reduce((story, code) => step(story, code), this.self);
  }

  protected recorded(events: readonly RoundEvent[], by: string, held: readonly PostAt[] = []): S {
    const { round, now } = this.told;
    const posts = held.length > 0 ? { posts: held } : {};
    const recorded = events.map(
      (event, i): RecordedRoundEvent => ({
        ...event,
        sequence: round.sequence + 1 + i,
        at: now,
        ...recordingBy(event, { by, ...posts }),
      }),
    );
    return this.next({
      ...this.told,
      events: [...this.events, ...recorded],
      round: recorded.reduce((folded, event) => evolve(folded, event), round),
    });
  }

  private factsFor<N extends RuleName>(name: N, payload: RulePayloads[N]): Facts {
    const {
      people = [],
      decision,
      holders = [],
      holdersAsPeople = false,
      bodies = [],
      managers = [],
      earlierRound,
      tenures = [],
      pack,
      region,
      head,
      signatory,
    } = ruleBook[name].facts(this.round, payload);
    // Whoever holds a post is in the registry.
    const held = holdersAsPeople ? holdersAmong(this.registry, holders).map(({ person }) => person) : [];
    const isHolder = (code: Code) => this.registry.holders.some(({ person }) => person === code);
    const known = [...people, ...held].flatMap(
      (code) => this.registry.people[code] ?? (holdersAsPeople && isHolder(code) ? aPerson(code, []) : []),
    );
    return {
      people: Object.fromEntries(
        known.map((person) => [person.code, { ...person, ...bondsIn(this.registry, person.code) }]),
      ),
      decisionUsedBy: decision === undefined ? null : (this.registry.usedDecisions[decision] ?? null),
      holders: holdersAmong(this.registry, holders),
      bodies: bodies.filter((code) => code === UNIT || this.registry.organisations[code] !== undefined),
      managers: managers.flatMap((organisation) => {
        const known = this.registry.organisations[organisation];
        return known ? [{ organisation, committee: known.managedBy }] : [];
      }),
      earlierRound: earlierRound ? this.earlier(earlierRound) : null,
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
      region: region ? this.registry.committee.region : null,
      head: head ? prose(`row ${this.round.sequence}`).hash : '',
      signatory: signatory ? signatoryIn(this.registry, signatory, dayOf(this.now)) : null,
    };
  }

  private earlier({ round, organisation }: NonNullable<FactsNeeded['earlierRound']>): EarlierRound | null {
    const known = this.registry.earlierRounds[round];
    if (!known) return null;
    const { committee, inspected, inspectors } = known;
    const decidedOn = inspected[organisation] ?? null;
    return { committee, decidedOn, inspectors: decidedOn === null ? [] : inspectors };
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

/** The paper of what is entered from paper. */
export const aDocument = { number: 'D-2026-PAPER', on: '2026-03-02', kept: prose('archive') };

export const theMailroom: Actor = { person: MAILROOM, posts: [] };
/** Somebody who reports under protection. */
export const theReporter: Actor = { person: PROTECTED, posts: [] };

/** The day of a command, where a test gives one. */
export const dated = (on?: Day) => (on === undefined ? {} : { on });
