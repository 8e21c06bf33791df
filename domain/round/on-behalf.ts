/** What leaders sign on paper (T-8): the office enters it for them, and it is theirs when a second person has compared it with the
 *  paper. Whatever is asked of an act is asked of the person whose act it is. */
import type { Clause } from '../../opinion/clauses.ts';
import { dayOf } from '../calendar.ts';
import { requireBelievedDay } from '../dossier/arrival.ts';
import type { ActOnBehalf, OnBehalf, ProposedAct } from '../dossier/confirmation.ts';
import { isEntering } from '../dossier/dossier.ts';
import type { Actor, Context } from '../dossier/grammar.ts';
import { officePosts } from '../dossier/letters.ts';
import type { Post, Role } from '../people/posts.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import { postsGiving, rolesOf } from './actors.ts';
import type { RoundEvent } from './events.ts';
import type { Facts, FactsNeeded } from './facts.ts';
import { proposed } from '../dossier/proposing.ts';
import { officeNeeded, secondOfOffice } from '../people/second-persons.ts';
import type { Round } from './state.ts';
import { placeOf, type Target } from './targets.ts';

/** What every payload may have, and some commands take. */
interface Entered {
  readonly on?: Day | undefined;
  readonly onBehalf?: OnBehalf | undefined;
}
export const onBehalfOf = ({ onBehalf }: Entered): OnBehalf | undefined => onBehalf;

/** Who signs on paper: the posts, and the roles in which they do. */
const posts: readonly Post[] = ['SECRETARY', 'STANDING_COMMITTEE', 'LG_LEADER', 'LG_EXECUTIVE_DEPUTY'];
const signing: readonly Role[] = ['SEC', 'PSC', 'SSM', 'LGL', 'XDL'];
export const mayBeSigned = (may: readonly Role[]): readonly Role[] => may.filter((role) => signing.includes(role));

/** What must be known of the person, of the office, and of those to whom letters go. */
export const signatoryNeeded = (round: Round, onBehalf: OnBehalf | undefined): FactsNeeded =>
  onBehalf === undefined
    ? {}
    : {
        signatory: {
          person: onBehalf.person,
          holders: [
            ...posts.map((post) => ({ post, place: round.committee })),
            ...officePosts(round),
            ...officeNeeded(round.committee).holders,
          ],
        },
      };

/** A command, as far as it is done in the name of another. */
interface Acting<P> {
  readonly name: string;
  readonly clause: Clause;
  readonly whoClause?: Clause;
  readonly receipt?: true;
  readonly ownAct?: true;
  readonly mayDo: (round: Round, payload: P) => readonly Role[];
  readonly aimedAt: (payload: P) => Target;
  readonly admit: (round: Round, payload: P, actor: Actor) => Refusal | undefined;
  readonly notBefore: (round: Round, payload: P) => Day | null;
  readonly decide: (round: Round, payload: P, context: Context<Facts>) => readonly RoundEvent[] | Refusal;
  readonly confirmedBy?: (round: Round, payload: P, context: Context<Facts>) => readonly Role[];
}
type Act<P> = Omit<ProposedAct, 'payload'> & { readonly payload: P; readonly onBehalf: ActOnBehalf };

export function inNameOfSignatories<P extends Entered>(acting: Acting<P>) {
  const { name, clause, whoClause = clause, mayDo, aimedAt } = acting;
  const rolesSigning = (round: Round, payload: P) => mayBeSigned(mayDo(round, payload));

  /** The person may do it, as of today and as the round stands. */
  function admit(
    round: Round,
    payload: P,
    { person, document }: OnBehalf,
    { by, facts, now }: Pick<Context<Facts>, 'by' | 'facts' | 'now'>,
  ): Refusal | undefined {
    const today = dayOf(now);
    // Of the paper years the office enters everything, and goes live with it.
    if (isEntering(round)) return refuse(clause, 'EnteredAsHistory');
    if (person === by) return refuse(whoClause, 'SignedByAnother', { person });
    if (document.on > today) return refuse(clause, 'onNotInFuture', { on: document.on, today });
    if (!facts.signatory) return refuse(whoClause, 'PersonInRegistry', { person });
    if (facts.signatory.suspended) return refuse('J-III.4d', 'NotSuspended', { person });
    const actor = signatoryOf(facts, person);
    const may = rolesSigning(round, payload);
    const roles = rolesOf(round, actor, aimedAt(payload));
    if (!may.some((role) => roles.has(role)))
      return refuse(whoClause, 'SignatoryInPost', { person, oneOf: may.join(' ') });
    return acting.admit(round, payload, actor);
  }

  /** The act as if the person had come to do it, under a day on which they could. */
  function decideFor(round: Round, payload: P, person: Code, context: Context<Facts>) {
    const { on, arrivedOn } = context;
    const answered = acting.notBefore(round, payload);
    if (answered !== null && on < answered) return refuse(clause, 'onNotBeforeWhatItAnswers', { on, answered });
    const actor = signatoryOf(context.facts, person);
    const events = acting.decide(round, payload, { ...context, by: person, actor });
    if (isRefusal(events)) return events;
    const roles = rolesOf(round, actor, aimedAt(payload));
    const { receipt = false, ownAct = false } = acting;
    return requireBelievedDay(round, events, { clause, on, arrivedOn, roles, receipt, ownAct }) ?? events;
  }

  return {
    admit,

    /** What one of the office has entered is left to another. */
    enter(round: Round, payload: P, onBehalf: OnBehalf, context: Context<Facts>): readonly RoundEvent[] | Refusal {
      const events = decideFor(round, payload, onBehalf.person, context);
      if (isRefusal(events)) return events;
      // Entered as of today, it is of the day on which it is compared; an earlier day stays what it is.
      const { onBehalf: _said, on, ...undated } = payload;
      const act = on !== undefined && on < context.arrivedOn ? { on, ...undated } : undated;
      const organisation = placeOf(round, aimedAt(payload)) ?? null;
      const confirmedBy = secondsOf(context, onBehalf.person);
      return [proposed(round, { action: name, payload: act, organisation, confirmedBy, onBehalf }, clause, context)];
    },

    /** It agrees with the paper: the act follows, or waits for the second person that it needs from whoever does it. */
    complete(round: Round, act: Act<P>, context: Context<Facts>): readonly RoundEvent[] | Refusal {
      const { payload, onBehalf, by } = act;
      const { person } = onBehalf;
      const actor = signatoryOf(context.facts, person);
      const posts = postsGiving(round, actor, aimedAt(payload), rolesSigning(round, payload));
      const signed = (events: readonly RoundEvent[]): RoundEvent[] =>
        events.map((event) => ({ ...event, author: { by, for: person, posts } }));
      const inTheirName = { ...context, by: person, actor };
      if (onBehalf.compared !== undefined) {
        const events = acting.decide(round, payload, inTheirName);
        return isRefusal(events) ? events : signed(events);
      }
      const { second: compared, ...alone } = { ...context, on: payload.on ?? context.on };
      const refusal = admit(round, payload, onBehalf, { ...alone, by });
      if (refusal) return refusal;
      const events = decideFor(round, payload, person, alone);
      if (isRefusal(events)) return events;
      const confirmedBy = acting.confirmedBy?.(round, payload, inTheirName) ?? [];
      if (confirmedBy.length === 0 || compared === undefined) return signed(events);
      const { action, organisation } = act;
      const again = { action, payload, organisation, confirmedBy, onBehalf: { ...onBehalf, compared } };
      return signed([proposed(round, again, clause, context)]);
    },
  };
}

/** The person, as one who acts today. */
const signatoryOf = ({ signatory }: Facts, person: Code): Actor => ({
  person,
  posts: signatory?.posts ?? [],
  ...(signatory ? { bonds: signatory.bonds } : {}),
});

/** Whoever may compare with the paper what one of the office has entered: never the person whose act it is. */
const secondsOf = ({ facts, by }: Context<Facts>, person: Code): readonly Role[] =>
  secondOfOffice({ holders: (facts.signatory?.holders ?? []).filter((holder) => holder.person !== person) }, by);
