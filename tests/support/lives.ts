/** Random lives of a round, for properties: mostly valid, so that they get deep, with wild commands, failing letters, changing
 *  posts and passing time between. A walk is data (`Move[]`), so that a failing one can be shrunk and told again. */
import { isEntering } from '../../domain/dossier/dossier.ts';
import { fc } from '@fast-check/vitest';
import type { Instant } from '../../domain/vocabulary.ts';
import { type CommandName, commandNames } from '../../contracts/requests/index.ts';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { jilin2017Watched } from '../../domain/policy/packs/jilin-2017-watched.ts';
import type { Post } from '../../domain/people/posts.ts';
import { possibleActions, outlook } from '../../domain/round/round.ts';
import type { Target } from '../../domain/round/targets.ts';
import { aRound, type RoundOptions, type Story } from '../../examples/story.ts';
import { inRegion } from '../../examples/story/registry.ts';
import { type Asked, payloads } from './payloads.ts';
import { pick } from './pick.ts';
import { signable } from './signable.ts';
import { actorIn } from '../../examples/story/registry.ts';
import { aDocument, theMailroom, theReporter } from '../../examples/story/telling.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { OnBehalf } from '../../domain/dossier/confirmation.ts';
import { withHeirs } from '../../examples/rows/leaving.ts';
import { paper } from '../../examples/rows/on-behalf.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { PossibleAction } from '../../domain/round/command.ts';
import type { RulePayloads } from '../../domain/round/definition.ts';

export interface Move {
  readonly kind: 'allowed' | 'paper' | 'dated' | 'wild' | 'days' | 'moment' | 'post' | 'registry' | 'foresee';
  readonly n: number;
  readonly m: number;
}

type Begin = (options?: RoundOptions) => Story;
const { silentDays, clocks } = jilin2017Watched;
/** In the province where the looser pack may be taken: by the pack of the house, and by the one that watches for silence;
 *  with organisations beside those of the round. */
const begins: readonly Begin[] = [{}, { pack: { silentDays, clocks } }].map(
  (watching) => (options) =>
    aRound({ ...options, ...watching, registry: (registry) => inRegion('CN-34')(withHeirs(registry)) }),
);
const starts: readonly ((begun: Begin) => Story)[] = [
  (begun) => begun({ organisations: 2 }),
  (begun) => begun({ organisations: 2 }).heard('O-07'),
  (begun) => begun({ organisations: 2 }).entered('O-07'),
  (begun) => begun({ organisations: 2 }).withFeedbackSigned('O-07'),
  (begun) => begun().withTransfersReceived().withPlanAccepted('O-07', ['2026-09-01']),
  (begun) => begun().withFeedbackSigned().withTransfersFedBack(),
  (begun) => begun().withItemsDone().withTransfersFedBack().withReport1(),
  (begun) => begun().decided('O-07', { findings: [], transfers: [] }).withFeedbackSigned().withReport2().disclosed(),
  (begun) => begun().withPlan('O-07', ['2026-09-01']).withTransfersAccepted(),
  (begun) => begun().landed(),
  (begun) => begun({ organisations: 2, takeover: true }).heard('O-07'),
  (begun) => begun({ takeover: true }).withFeedbackSigned().withTransfersReceived(),
];
/** A life that has already begun. */
export const aStart: fc.Arbitrary<number> = fc.nat(starts.length * begins.length - 1);
export const startOf = (start: number): Story => pick(starts, start)(pick(begins, Math.floor(start / starts.length)));

const number = fc.nat(9_999);
const move = (kind: Move['kind']): fc.Arbitrary<Move> => fc.record({ kind: fc.constant(kind), n: number, m: number });
export const someMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: move('allowed') },
    { weight: 3, arbitrary: move('paper') },
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
  /** A leader has signed on paper; sometimes somebody else has, or it is the clerk who says so. */
  paper(story, { n, m }) {
    const target = leaderMay(story, n);
    if (!target) return story;
    const clerk = pick(actorsOf(story).filter(isOfOffice), m) ?? target.by;
    const person = m % 9 === 0 ? pick(actorsOf(story), m).person : target.by.person;
    const entered = { ...target, by: clerk, onBehalf: { person, document: { ...paper, on: dayOf(story.now) } } };
    return isRefusal(attempt(story, entered, m)) ? story : carriedOut(story, entered, m);
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

const later = (now: Instant, minutes: number): Instant => new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** Everybody who holds a post or a seat. */
function actorsOf(story: Story): Actor[] {
  const { holders } = story.registry;
  const seated = Object.values(story.round.teams).flatMap((team) => [team.leader, ...team.deputies, ...team.members]);
  const people = [...new Set([...holders.map(({ person }) => person), ...seated])];
  const byName = people.map((person) => actorIn(story.registry, person, dayOf(story.now)));
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
  'name-substitute',
];

/** Some command that somebody may carry out now. */
function somethingAllowed(story: Story, n: number, actors = actorsOf(story)): Aimed | undefined {
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

/** From here on one person acts alone, whatever the rules let them; now and then a day passes. */
export function goesOnAlone(start: Story, by: Actor, moves: readonly Pick<Move, 'n' | 'm'>[]): Story {
  return moves.reduce((story, { n, m }) => {
    if (m % 9 === 0) return story.passTime(later(story.now, 24 * 60));
    const target = somethingAllowed(story, n, [by]);
    return target && !isRefusal(attempt(story, target, m)) ? carriedOut(story, target, m) : story;
  }, start);
}

/** What a leader may do now, of what can be signed on paper. */
function leaderMay(story: Story, n: number): Aimed | undefined {
  const leaders = actorsOf(story).filter(({ posts }) => posts.some(({ post }) => signing.includes(post)));
  for (let i = 0; i < signable.length; i++) {
    const name = pick(signable, n + i);
    if (seldom.includes(name) && n % 20 !== 0) continue;
    for (const by of leaders)
      for (const prospect of possibleActions(story.round, name, by))
        if (!prospect.refusal) return { ...prospect, name, by };
  }
  return undefined;
}
const signing: readonly Post[] = ['SECRETARY', 'STANDING_COMMITTEE', 'LG_LEADER', 'LG_EXECUTIVE_DEPUTY'];
const isOfOffice = ({ posts }: Actor): boolean =>
  posts.some(({ post }) => post === 'OFFICE_DIRECTOR' || post === 'OFFICE_STAFF');

/** Something aimed at, that the office may enter for somebody. */
type Entered = Aimed & { readonly onBehalf?: OnBehalf };
const attempt = (story: Story, { name, by, target, onBehalf }: Entered, n: number, on?: string) =>
  story.answer(by, name, signedBy(onBehalf, payloadOf(name, story, { ...target, by: by.person }, n, on)));
const carriedOut = (story: Story, { name, by, target, onBehalf }: Entered, n: number, on?: string) =>
  story.does(by, name, signedBy(onBehalf, payloadOf(name, story, { ...target, by: by.person }, n, on)));
const signedBy = <P extends object>(onBehalf: OnBehalf | undefined, payload: P): P =>
  onBehalf ? { ...payload, onBehalf } : payload;

function payloadOf<N extends CommandName>(
  name: N,
  story: Story,
  target: Asked,
  n: number,
  on?: string,
): RulePayloads[N] {
  const payload = payloads[name](story, target, n);
  const day = on ?? (isEntering(story.round) ? dayOf(story.now) : undefined);
  if (day === undefined || ruleBook[name].undated) return payload;
  const document = isEntering(story.round) && ruleBook[name].onPaper ? { document: aDocument } : {};
  return { ...payload, ...document, on: day };
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
    for: pick(['LG_LEADER', 'OFFICE_STAFF', 'DISCIPLINE_ORGAN'], n),
    on: pick(['PLAN', 'REPORT'], n),
  };
}
