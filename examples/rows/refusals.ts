/** Every refusal that a row promises: each gate, a second time, a day that cannot be, and everybody who may not. */
import type { Clause } from '../../opinion/clauses.ts';
import { isAtOrganisation } from '../../domain/people/posts.ts';
import { CITY } from '../story/registry.ts';
import { theMailroom } from '../story/telling.ts';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { everyPost, NEXT_WEEK, O, type Row, seats } from './row.ts';
import type { FactName } from '../../domain/wordings.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { RoundEvent } from '../../domain/round/events.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';

export interface PromisedRefusal {
  readonly because: string;
  readonly answer: () => Refusal | readonly RoundEvent[];
  /** Absent where the clause is the command's own. */
  readonly clause?: Clause;
  readonly missing: FactName;
}

export const promisedRefusals = (rule: Row): PromisedRefusal[] => [
  ...rule.gates.map(({ because, refusal, clause, missing }) => ({ because, answer: refusal, clause, missing })),
  ...secondTime(rule),
  ...impossibleDays(rule),
  ...strangersTo(rule).map(({ who, actor }) => ({
    ...(rule.hiddenFrom?.posts.some((post) => post === who)
      ? { because: `it does not exist for ${who}`, clause: rule.hiddenFrom.clause, missing: rule.hiddenFrom.missing }
      : ({ because: `it is none of the business of ${who}`, clause: rule.whoClause, missing: 'post' } as const)),
    answer: () => rule.answer(rule.given(), actor),
  })),
];

/** A command whose `on` is no day happens today. */
function impossibleDays(rule: Row): PromisedRefusal[] {
  if (rule.undated) return [];
  return [
    {
      because: 'its day has not come',
      answer: () => rule.answer(rule.given(), rule.by, addToDay(dayOf(rule.given().now), { days: 1 })),
      missing: 'onNotInFuture',
    },
    {
      because: 'its day lies before what it answers',
      answer: () => rule.answer(rule.given().at(NEXT_WEEK), rule.by, '2026-03-01'),
      missing: 'onNotBeforeWhatItAnswers',
    },
  ];
}

function secondTime(rule: Row): PromisedRefusal[] {
  if (rule.again === 'allowed') return [];
  const [clause, missing] = rule.again;
  return [
    { because: 'it has been done', answer: () => rule.answer(rule.does(rule.given()), rule.by), clause, missing },
  ];
}

/** Everybody who might ask: each post at its place, each seat of the team, and the right posts elsewhere. */
export function strangersTo(rule: Row): { readonly who: string; readonly actor: Actor }[] {
  const may: readonly string[] = [...rule.may, ...rule.did];
  const posts = everyPost.map((post) => ({ post, place: isAtOrganisation(post) ? O : CITY }));
  return [
    ...posts
      .filter(({ post }) => !may.includes(post))
      .map((held) => ({ who: held.post, actor: { person: 'P-STRANGER', posts: [held] } })),
    ...Object.entries(seats)
      .filter(([seat]) => !may.includes(seat))
      .map(([seat, person]) => ({ who: `team ${seat}`, actor: { person, posts: [] } })),
    ...posts
      .filter(({ post }) => may.includes(post))
      .map(({ post }) => ({
        who: `${post} elsewhere`,
        actor: { person: 'P-STRANGER', posts: [{ post, place: isAtOrganisation(post) ? 'O-99' : 'C-OTHER' }] },
      })),
    { who: 'nobody', actor: { person: 'P-STRANGER', posts: [] } },
    { who: 'the mailroom', actor: theMailroom },
  ];
}
