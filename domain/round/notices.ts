/** Whoever has signed on paper is told what was entered for them, by which paper, and until when they may object (T-8). */
import { addToDay } from '../calendar.ts';
import type { ProposedAct } from '../dossier/confirmation.ts';
import type { Context } from '../dossier/grammar.ts';
import { dutyAbout } from '../dossier/duties.ts';
import { write } from '../dossier/letters.ts';
import type { Day } from '../vocabulary.ts';
import type { RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { Round } from './state.ts';

/** The last day of objection to what became somebody's act on a day; null: the pack has no such figure. */
export const objectUntil = ({ pack }: Pick<Round, 'pack'>, on: Day): Day | null =>
  pack.objectionDays === undefined ? null : addToDay(on, { days: pack.objectionDays });

/** The letter about an act that the office has compared with the paper; to the person alone, whoever else holds the post. */
export function noticeOfAct(
  round: Round,
  { code, action, organisation, on: enteredOn, onBehalf }: ProposedAct,
  events: readonly RoundEvent[],
  { on, sequence, facts }: Pick<Context<Facts>, 'on' | 'sequence' | 'facts'>,
): RoundEvent[] {
  const post = events.flatMap(({ author }) => author?.posts ?? [])[0];
  if (!onBehalf || onBehalf.compared !== undefined || !post) return [];
  const { person, document } = onBehalf;
  const holders = (facts.signatory?.holders ?? []).filter(
    (holder) => holder.person === person || holder.post !== post.post || holder.place !== post.place,
  );
  const duty = dutyAbout(round, 'confirmation', code);
  if (!duty) return [];
  return write(round, holders, {
    kind: 'act-on-behalf',
    clause: 'J-V.5b',
    duty: duty.key,
    organisation,
    path: `${duty.key}/act-on-behalf`,
    to: [post],
    entered: {
      action,
      sequence,
      enteredOn,
      document: { number: document.number, on: document.on },
      objectUntil: objectUntil(round, on),
    },
    on,
  });
}
