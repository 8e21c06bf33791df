/** The rule book of a committee's work, and its one door: may this actor do this now, and what happens then? */
import { dayOf } from '../calendar.ts';
import { row } from '../keyed.ts';
import { type Role, rolesOfPost, THE_POST } from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Actor } from '../round/rule.ts';
import { withdrawals } from '../round/steps/letters.ts';
import type { Instant } from '../vocabulary.ts';
import type { CommitteeEvent } from './events.ts';
import type { WorkFacts, WorkRule, WorkRuleName, WorkRulePayloads, WorkRules } from './rule.ts';
import type { Work } from './state.ts';
import { beginTerm } from './steps/beginning.ts';
import { adoptDocument } from './steps/documents.ts';
import { fileUpward, receiptFiling, reportDirectorChange } from './steps/filing.ts';
import { answerGovernance, closeGovernance, openGovernance, returnGovernance } from './steps/governance.ts';
import { letterRules } from './steps/letters.ts';
import { recordStudy } from './steps/study.ts';

/** Every command, one definition each. A name in `contracts/committee.ts` without one does not compile. */
export const workRules: WorkRules = {
  'begin-term': beginTerm,
  'record-study': recordStudy,
  'adopt-document': adoptDocument,
  'report-director-change': reportDirectorChange,
  'file-upward': fileUpward,
  'receipt-filing': receiptFiling,
  'open-governance': openGovernance,
  'answer-governance': answerGovernance,
  'return-governance': returnGovernance,
  'close-governance': closeGovernance,
  ...letterRules,
};

/** The command's events, or why not. `now` is the dossier's own time. */
export function decide<N extends WorkRuleName>(
  work: Work,
  name: N,
  payload: WorkRulePayloads[N],
  actor: Actor,
  facts: WorkFacts,
  now: Instant,
): readonly CommitteeEvent[] | Refusal {
  const rule: WorkRule<WorkRulePayloads[N]> = workRules[name];
  const may = typeof rule.who === 'function' ? rule.who(payload) : rule.who;
  const roles = rolesOf(work, actor, 'letter' in payload ? payload.letter : undefined);
  if (!may.some((role) => roles.has(role))) return refuse(rule.clause, 'post', { oneOf: may.join(' ') });
  const refusal = rule.gate(work, payload);
  if (refusal) return refusal;

  const on = payload.on ?? dayOf(now);
  if (on > dayOf(now)) return refuse(rule.clause, 'onNotInFuture', { on, today: dayOf(now) });
  const answered = rule.answers(work, payload);
  if (answered !== null && on < answered) return refuse(rule.clause, 'onNotBeforeWhatItAnswers', { on, answered });

  const events = rule.decide(work, payload, { on, now, facts, sequence: work.sequence + 1 });
  if ('missing' in events) return events;
  const closed = new Set(events.flatMap(({ closes = [] }) => closes.map(({ key }) => key)));
  return [...events, ...withdrawals(work, { closed, moved: new Set(), cancelled: false }, on)];
}

/** What the actor is towards the committee: by post at it, or as the addressee of a letter. */
export function rolesOf(work: Work, actor: Actor, letter?: string): ReadonlySet<Role> {
  const roles = new Set<Role>();
  for (const { post, place } of actor.posts)
    if (place === work.committee) for (const role of rolesOfPost[post]) roles.add(role);
  if (actor.person === THE_POST) roles.add('POST');
  const to = letter === undefined ? undefined : row(work.letters, letter)?.to;
  const holdsThePost = actor.posts.some(({ post, place }) => post === to?.post && place === to.place);
  if (to && (holdsThePost || to.person === actor.person)) roles.add('ADDRESSEE');
  return roles;
}
