/** A committee's own work for tests, as it comes about in life: `aWork().does(...)`. Each step returns the next story. */
import {
  type Code,
  type CommitteePost,
  committeePosts,
  type Day,
  type Instant,
  MAILROOM,
} from '../domain/vocabulary.ts';
import { workOf } from '../contracts/committee.ts';
import { beginFile } from '../domain/committee/steps/beginning.ts';
import { decide, begun, evolve, outlook, advance, postsInvolved } from '../domain/committee/committee.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import { dayOf, isBefore } from '../domain/calendar.ts';
import { recordingBy } from '../domain/dossier/events.ts';
import type { Duty } from '../domain/dossier/duty.ts';
import type { ClockTerms, PinnedPack } from '../domain/policy/pack.ts';
import { jilin2017 } from '../domain/policy/packs/jilin-2017.ts';
import { type Holder, isSamePost, type PostAt, postOf } from '../domain/people/posts.ts';
import type { SignatoryNeeded } from '../domain/people/signatory.ts';
import { get, all } from '../domain/keyed.ts';
import { CITY, TERM } from './story/registry.ts';
import { FIRST_MORNING } from './story.ts';
import type { CommitteeEvent, RecordedCommitteeEvent } from '../domain/committee/events.ts';
import type { Refusal } from '../domain/refusal.ts';
import { committeeRules } from '../domain/committee/steps/index.ts';
import type { CommitteeFacts } from '../domain/committee/facts.ts';
import type { CommitteeRuleName, CommitteeRulePayloads, CommitteeRule } from '../domain/committee/command.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export const WORK = workOf(CITY);

/** What the registry and the rounds say. */
interface Known {
  readonly affected: Readonly<Record<string, readonly Code[]>>;
  readonly organisations: readonly Code[];
  readonly people: readonly Code[];
  readonly term: Day | null;
  readonly holders: readonly Holder[];
  readonly suspended: readonly Code[];
}
const personIn = (post: CommitteePost): Code => `P-${post.replaceAll('_', '-')}`;
export const holder = (post: CommitteePost): Actor => ({ person: personIn(post), posts: [{ post, place: CITY }] });
const known: Known = {
  affected: { 'GOV-2': ['O-01', 'O-02', 'O-03'], 'LEAD-1': ['O-01', 'O-02'] },
  organisations: ['O-09'],
  people: ['P-OFFICE-DIRECTOR', 'P-FORMER'],
  term: TERM,
  holders: committeePosts.map((post) => ({ post, place: CITY, person: personIn(post), hasAddress: true })),
  suspended: [],
};

interface Told {
  readonly known: Known;
  readonly events: readonly RecordedCommitteeEvent[];
  readonly work: CommitteeFile;
  readonly now: Instant;
}

export interface WorkOptions {
  readonly now?: Instant;
  readonly on?: Day;
  /** Figures in place of the pack's. */
  readonly clocks?: PinnedPack['clocks'];
}
/** A target with a figure, as a pack of one's own may have it. */
export const within = (span: ClockTerms['span']): ClockTerms => ({
  basis: 'T',
  span,
  ladder: [{ rung: 1, colour: 'red', offsetDays: 1, to: ['OFFICE_DIRECTOR'], cc: [] }],
});

export const aPack = ({ clocks = {} }: WorkOptions): PinnedPack => ({
  ...jilin2017,
  clocks: { ...jilin2017.clocks, ...clocks },
  hash: 'h',
});

export function aWork(options: WorkOptions = {}): CommitteeStory {
  const { now = FIRST_MORNING, on } = options;
  const facts = { known: true, termFrom: TERM, region: 'CN-22', pack: aPack(options) };
  const event = beginFile({ code: WORK, committee: CITY }, holder('OFFICE_STAFF'), facts, now, on);
  if ('missing' in event) throw new Error(`not begun: ${JSON.stringify(event)}`);
  const first = { ...event, sequence: 1, at: now, by: 'P-OFFICE-STAFF' };
  return new CommitteeStory({ known, events: [first], work: begun(first), now });
}

export class CommitteeStory {
  readonly #told: Told;
  constructor(told: Told) {
    this.#told = told;
  }
  get work(): CommitteeFile {
    return this.#told.work;
  }
  get events(): readonly RecordedCommitteeEvent[] {
    return this.#told.events;
  }
  get now(): Instant {
    return this.#told.now;
  }

  answer<N extends CommitteeRuleName>(
    by: CommitteePost | Actor,
    name: N,
    payload: CommitteeRulePayloads[N],
  ): readonly CommitteeEvent[] | Refusal {
    const actor = typeof by === 'string' ? holder(by) : by;
    const rule: CommitteeRule<N> = committeeRules[name];
    const { category, organisation, person, holders = [], term, signatory } = rule.facts(this.work, payload);
    const { affected, organisations, people, ...rest } = this.#told.known;
    const facts: CommitteeFacts = {
      affected: (category && affected[category]) || [],
      organisationKnown: organisations.some((code) => code === organisation),
      personKnown: people.some((code) => code === person),
      holders: this.#holding(holders),
      termFrom: term ? rest.term : null,
      signatory: signatory ? this.#signatory(signatory) : null,
    };
    return decide(this.work, name, payload, actor, facts, this.now);
  }
  does<N extends CommitteeRuleName>(
    by: CommitteePost | Actor,
    name: N,
    payload: CommitteeRulePayloads[N],
  ): CommitteeStory {
    const events = this.answer(by, name, payload);
    if ('missing' in events) throw new Error(`${name} was refused: ${JSON.stringify(events)}`);
    const { person } = typeof by === 'string' ? holder(by) : by;
    return this.#recorded(events, person);
  }

  at(now: Instant): CommitteeStory {
    return new CommitteeStory({ ...this.#told, now });
  }
  knowing(more: Partial<Known>): CommitteeStory {
    return new CommitteeStory({ ...this.#told, known: { ...this.#told.known, ...more } });
  }
  alsoHeldBy(held: Omit<Holder, 'hasAddress'>): CommitteeStory {
    return this.knowing({ holders: [...this.#told.known.holders, { ...held, hasAddress: true }] });
  }
  suspending(person: Code): CommitteeStory {
    return this.knowing({ suspended: [...this.#told.known.suspended, person] });
  }
  /** Nobody holds these posts. */
  without(...posts: readonly CommitteePost[]): CommitteeStory {
    const isLeft = ({ post }: Holder): boolean => !posts.some((vacant) => vacant === post);
    return this.knowing({ holders: this.#told.known.holders.filter(isLeft) });
  }
  /** Time passes in one leap: an outage, if it is long. */
  passTime(to: Instant): CommitteeStory {
    const holders = this.#holding(postsInvolved(this.work, to));
    return this.at(to).#recorded(advance(this.work, to, holders));
  }
  /** Time passes as in life: each moment when it comes. */
  live(to: Instant): CommitteeStory {
    const { wakeAt } = outlook(this.work);
    if (wakeAt === undefined || isBefore(to, wakeAt)) return this.at(to);
    return this.passTime(isBefore(wakeAt, this.now) ? this.now : wakeAt).live(to);
  }
  mailed(): CommitteeStory {
    return this.work.outbox.reduce<CommitteeStory>(
      (story, letter) =>
        story.does({ person: MAILROOM, posts: [] }, 'letter-sent', {
          letter,
          attempt: get(story.work.letters, letter)?.attempt ?? 0,
        }),
      this,
    );
  }

  duties(): Duty[] {
    return [...all(this.work.duties)];
  }
  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** Whatever was answered, has happened. */
  takes(events: readonly CommitteeEvent[]): CommitteeStory {
    return this.#recorded(events);
  }

  #holding(posts: readonly PostAt[]): Holder[] {
    return this.#told.known.holders.filter((held) => posts.some((asked) => isSamePost(asked, held)));
  }
  /** null: the registry does not know the person. */
  #signatory({ person, holders }: NonNullable<SignatoryNeeded['signatory']>): CommitteeFacts['signatory'] {
    const { people, suspended, holders: all } = this.#told.known;
    const posts = all.filter((held) => held.person === person).map(postOf);
    if (posts.length === 0 && !people.includes(person)) return null;
    const bonds = { ties: [], service: [], day: dayOf(this.now) };
    return { person, posts, suspended: suspended.includes(person), bonds, holders: this.#holding(holders) };
  }

  #recorded(events: readonly CommitteeEvent[], by = 'P-1'): CommitteeStory {
    const { known: same, now } = this.#told;
    return events.reduce<CommitteeStory>((story, event) => {
      const next: RecordedCommitteeEvent = {
        ...event,
        sequence: story.work.sequence + 1,
        at: now,
        ...recordingBy(event, { by }),
      };
      return new CommitteeStory({ known: same, now, events: [...story.events, next], work: evolve(story.work, next) });
    }, this);
  }
}
