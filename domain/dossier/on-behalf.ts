/** What leaders sign on paper (T-8): the office enters it for them, and it is theirs when a second person has compared it with the
 *  paper. Whatever is asked of an act is asked of the person whose act it is. In rounds and in committees alike. */
import type { Clause } from '../../opinion/clauses.ts';
import { dayOf } from '../calendar.ts';
import type { Post, PostAt, Role } from '../people/posts.ts';
import { officeNeeded, secondOfOffice } from '../people/second-persons.ts';
import type { SignatoryKnown, SignatoryNeeded } from '../people/signatory.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import { requireBelievedDay } from './arrival.ts';
import type { ActOnBehalf, Confirming, OnBehalf, ProposedAct } from './confirmation.ts';
import { type Dossier, isEntering } from './dossier.ts';
import type { ConfirmationEvents, DomainEvent, EventOf } from './events.ts';
import type { Actor, Context, DossierKind } from './grammar.ts';
import { officePosts } from './letters.ts';
import { proposed } from './proposing.ts';

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
export const signatoryNeeded = (dossier: Dossier, onBehalf: OnBehalf | undefined): SignatoryNeeded =>
  onBehalf === undefined
    ? {}
    : {
        signatory: {
          person: onBehalf.person,
          holders: [
            ...posts.map((post) => ({ post, place: dossier.committee })),
            ...officePosts(dossier),
            ...officeNeeded(dossier.committee).holders,
          ],
        },
      };

/** A kind of dossier in which leaders' acts are entered for them. */
interface SigningKind extends DossierKind {
  readonly dossier: Confirming;
  readonly facts: SignatoryKnown;
}
/** A command, as far as it is done in the name of another. */
interface Acting<K extends SigningKind, P> {
  readonly name: string;
  readonly clause: Clause;
  readonly whoClause?: Clause;
  readonly receipt?: true;
  readonly ownAct?: true;
  readonly mayDo: (dossier: K['dossier'], payload: P) => readonly Role[];
  readonly rolesTowards: (dossier: K['dossier'], payload: P, actor: Actor) => ReadonlySet<Role>;
  readonly postsGiving: (dossier: K['dossier'], payload: P, actor: Actor, wanted: readonly Role[]) => readonly PostAt[];
  /** What the act is about. */
  readonly aboutOf: (dossier: K['dossier'], payload: P) => Pick<ProposedAct, 'organisation' | 'about'>;
  readonly admit: (dossier: K['dossier'], payload: P, actor: Actor) => Refusal | undefined;
  readonly notBefore: (dossier: K['dossier'], payload: P) => Day | null;
  readonly decide: (dossier: K['dossier'], payload: P, context: Context<K['facts']>) => readonly K['event'][] | Refusal;
  readonly confirmedBy?: (dossier: K['dossier'], payload: P, context: Context<K['facts']>) => readonly Role[];
}
type Act<P> = Omit<ProposedAct, 'payload'> & { readonly payload: P; readonly onBehalf: ActOnBehalf };
type Left<K extends SigningKind> = readonly (K['event'] | EventOf<ConfirmationEvents, 'ActProposed'>)[];

export function inNameOfSignatories<K extends SigningKind, P extends Entered>(acting: Acting<K, P>) {
  const decideFor = decidingFor(acting);
  const { name, clause, aboutOf } = acting;
  return {
    admit: (
      dossier: K['dossier'],
      payload: P,
      onBehalf: OnBehalf,
      asked: Pick<Context<K['facts']>, 'by' | 'facts' | 'now'>,
    ) => requireSignatory(acting, dossier, payload, { onBehalf, ...asked }),

    /** What one of the office has entered is left to another. */
    enter(dossier: K['dossier'], payload: P, onBehalf: OnBehalf, context: Context<K['facts']>): Left<K> | Refusal {
      const events = decideFor(dossier, payload, onBehalf.person, context);
      if (isRefusal(events)) return events;
      // Entered as of today, it is of the day on which it is compared; an earlier day stays what it is.
      const { onBehalf: _said, on, ...undated } = payload;
      const act = on !== undefined && on < context.arrivedOn ? { on, ...undated } : undated;
      const confirmedBy = secondsOf(context, onBehalf.person);
      const left = { action: name, payload: act, ...aboutOf(dossier, payload), confirmedBy, onBehalf };
      return [proposed(dossier, left, clause, context)];
    },

    /** It agrees with the paper: the act follows, or waits for the second person that it needs from whoever does it. */
    complete(dossier: K['dossier'], act: Act<P>, context: Context<K['facts']>): Left<K> | Refusal {
      const { payload, onBehalf, by, action } = act;
      const { person } = onBehalf;
      const actor = signatoryOf(context.facts, person);
      const may = mayBeSigned(acting.mayDo(dossier, payload));
      const author = { by, for: person, posts: acting.postsGiving(dossier, payload, actor, may) };
      const signed = <E extends DomainEvent>(events: readonly E[]): E[] =>
        events.map((event) => ({ ...event, author }));
      const inTheirName = { ...context, by: person, actor };
      if (onBehalf.compared !== undefined) {
        const events = acting.decide(dossier, payload, inTheirName);
        return isRefusal(events) ? events : signed(events);
      }
      const { second: compared, ...alone } = { ...context, on: payload.on ?? context.on };
      const refusal = requireSignatory(acting, dossier, payload, { ...alone, onBehalf, by });
      if (refusal) return refusal;
      const events = decideFor(dossier, payload, person, alone);
      if (isRefusal(events)) return events;
      const confirmedBy = acting.confirmedBy?.(dossier, payload, inTheirName) ?? [];
      if (confirmedBy.length === 0 || compared === undefined) return signed(events);
      const again = { action, payload, ...aboutOf(dossier, payload), confirmedBy, onBehalf: { ...onBehalf, compared } };
      return signed([proposed(dossier, again, clause, context)]);
    },
  };
}

interface Signed<F> extends Pick<Context<F>, 'by' | 'facts' | 'now'> {
  readonly onBehalf: OnBehalf;
}
/** The person may do it, as of today and as the dossier stands. */
function requireSignatory<K extends SigningKind, P extends Entered>(
  { clause, whoClause = clause, mayDo, rolesTowards, admit }: Acting<K, P>,
  dossier: K['dossier'],
  payload: P,
  { onBehalf: { person, document }, by, facts, now }: Signed<K['facts']>,
): Refusal | undefined {
  const today = dayOf(now);
  // Of the paper years the office enters everything, and goes live with it.
  if (isEntering(dossier)) return refuse(clause, 'EnteredAsHistory');
  if (person === by) return refuse(whoClause, 'SignedByAnother', { person });
  if (document.on > today) return refuse(clause, 'onNotInFuture', { on: document.on, today });
  if (!facts.signatory) return refuse(whoClause, 'PersonInRegistry', { person });
  if (facts.signatory.suspended) return refuse('J-III.4d', 'NotSuspended', { person });
  const actor = signatoryOf(facts, person);
  const may = mayBeSigned(mayDo(dossier, payload));
  const roles = rolesTowards(dossier, payload, actor);
  if (!may.some((role) => roles.has(role)))
    return refuse(whoClause, 'SignatoryInPost', { person, oneOf: may.join(' ') });
  return admit(dossier, payload, actor);
}

/** The act as if the person had come to do it, under a day on which they could. */
const decidingFor =
  <K extends SigningKind, P extends Entered>(acting: Acting<K, P>) =>
  (dossier: K['dossier'], payload: P, person: Code, context: Context<K['facts']>): readonly K['event'][] | Refusal => {
    const { clause, receipt = false, ownAct = false } = acting;
    const { on, arrivedOn } = context;
    const answered = acting.notBefore(dossier, payload);
    if (answered !== null && on < answered) return refuse(clause, 'onNotBeforeWhatItAnswers', { on, answered });
    const actor = signatoryOf(context.facts, person);
    const events = acting.decide(dossier, payload, { ...context, by: person, actor });
    if (isRefusal(events)) return events;
    const roles = acting.rolesTowards(dossier, payload, actor);
    return requireBelievedDay(dossier, events, { clause, on, arrivedOn, roles, receipt, ownAct }) ?? events;
  };

/** The person, as one who acts today. */
const signatoryOf = ({ signatory }: SignatoryKnown, person: Code): Actor => ({
  person,
  posts: signatory?.posts ?? [],
  ...(signatory ? { bonds: signatory.bonds } : {}),
});

/** Whoever may compare with the paper what one of the office has entered: never the person whose act it is. */
const secondsOf = ({ facts, by }: Context<SignatoryKnown>, person: Code): readonly Role[] =>
  secondOfOffice({ holders: (facts.signatory?.holders ?? []).filter((holder) => holder.person !== person) }, by);
