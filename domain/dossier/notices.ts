/** Whoever has signed on paper is told what was entered for them, by which paper, and until when they may object (T-8). */
import { addToDay } from '../calendar.ts';
import type { SignatoryKnown } from '../people/signatory.ts';
import type { Day } from '../vocabulary.ts';
import type { ProposedAct } from './confirmation.ts';
import type { Dossier } from './dossier.ts';
import { dutyAbout } from './duties.ts';
import type { DomainEvent, EventOf, LetterEvents } from './events.ts';
import type { Context } from './grammar.ts';
import { write } from './letters.ts';

/** The last day of objection to what became somebody's act on a day; null: the pack has no such figure. */
export const objectUntil = ({ pack }: Pick<Dossier, 'pack'>, on: Day): Day | null =>
  pack.objectionDays === undefined ? null : addToDay(on, { days: pack.objectionDays });

/** The letter about an act that the office has compared with the paper; to the person alone, whoever else holds the post. */
export function noticeOfAct(
  dossier: Dossier,
  { code, action, organisation, on: enteredOn, onBehalf }: ProposedAct,
  events: readonly DomainEvent[],
  { on, sequence, facts }: Pick<Context<SignatoryKnown>, 'on' | 'sequence' | 'facts'>,
): EventOf<LetterEvents, keyof LetterEvents>[] {
  const post = events.flatMap(({ author }) => author?.posts ?? [])[0];
  if (!onBehalf || onBehalf.compared !== undefined || !post) return [];
  const { person, document } = onBehalf;
  const holders = (facts.signatory?.holders ?? []).filter(
    (holder) => holder.person === person || holder.post !== post.post || holder.place !== post.place,
  );
  const duty = dutyAbout(dossier, 'confirmation', code);
  if (!duty) return [];
  return write(dossier, holders, {
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
      objectUntil: objectUntil(dossier, on),
    },
    on,
  });
}
