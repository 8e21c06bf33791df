/** Substitutes (T-3, J-III.4a). Where every holder of a post is tied to an organisation of the round, somebody else is named who acts
 *  by that post in this round: by the leading group's leader, for the leader by the committee, or by the office above. Nobody names
 *  themselves, nobody who is tied is named, and no holder who is free is passed over. */
import type { Context } from '../../dossier/grammar.ts';
import { postHeldFor } from '../../dossier/letters.ts';
import { naming } from '../../people/departments.ts';
import { leaders, leadersAndDeputies } from '../../people/leading-group.ts';
import { type Post, type Role, rolesOfPost } from '../../people/posts.ts';
import { tieTo } from '../../people/ties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, substitutedPosts, type SubstitutedPost } from '../../vocabulary.ts';
import { rolesOf } from '../actors.ts';
import { command, type Transitions } from '../command.ts';
import type { RulePayloads } from '../definition.ts';
import { happened, type SubstituteEvents } from '../events.ts';
import type { Facts } from '../facts.ts';
import { namedByCommittee, namedByLeader, requireUntied } from '../recusal.ts';
import type { Round } from '../state.ts';

export const substituteRules = {
  'name-substitute': command('name-substitute', ['for'], {
    clause: 'J-III.4a',
    signs: true,
    who: (_round, { for: post }) => namersOf(post),
    inPerson: true,
    // The clocks of departments run on while the round is suspended.
    goesOnSuspended: true,
    targets: () => substitutedPosts.map((post) => ({ for: post })),
    gate: () => undefined,
    notBefore: (round) => round.plannedOn,
    facts: ({ committee: place }, { for: post, department, person }) => ({
      people: [person],
      holders: [
        ...postsOfRole(post).map((held) => postHeldFor(place, { for: held, department })),
        ...leadersAndDeputies.map((held) => ({ post: held, place })),
      ],
      holdersAsPeople: true,
    }),
    decide(round, { for: post, department, person, reason }, context) {
      if (department !== undefined && post !== 'FUNCTIONAL_DEPARTMENT')
        return refuse('J-III.4a', 'DepartmentOfPost', { for: post, department });
      const refused =
        requireSubstitute(round, { for: post, department, person }, context) ??
        (post === 'LG_LEADER' ? requireOfLeadingGroup(person, context.facts) : undefined) ??
        requireHoldersBarred(round, post, context);
      if (refused) return refused;
      return [
        happened('SubstituteNamed', 'J-III.4a', context.on, { for: post, ...naming({ department }), person, reason }),
      ];
    },
  }),
};

export const substituteTransitions: Transitions<SubstituteEvents> = {
  SubstituteNamed: (round, { on, data: { for: post, department, person } }) => ({
    ...round,
    substitutes: [...round.substitutes, { for: post, ...naming({ department }), person, on }],
  }),
};

const isOfLeaders = (post: SubstitutedPost): boolean => post === 'LG_LEADER' || post === 'LG_EXECUTIVE_DEPUTY';
const namersOf = (post: SubstitutedPost): readonly Role[] => (isOfLeaders(post) ? namedByCommittee : namedByLeader);

/** Director and staff of the office act by the same role: either stands in for the other without being named. */
const postsOfRole = (post: SubstitutedPost): readonly SubstitutedPost[] =>
  substitutedPosts.filter((other) => rolesOfPost[other].some((role) => rolesOfPost[post].includes(role)));

const holdersOf = ({ holders }: Facts, posts: readonly Post[]): readonly Code[] =>
  holders.filter((holder) => posts.includes(holder.post)).map(({ person }) => person);

type Named = Pick<RulePayloads['name-substitute'], 'for' | 'department' | 'person'>;
/** Another person, whom the registry knows, who is free to act on every organisation of the round. */
function requireSubstitute(
  round: Round,
  { for: post, department, person }: Named,
  { by, facts, arrivedOn }: Context<Facts>,
): Refusal | undefined {
  if (person === by) return refuse('J-III.4a', 'NamedByAnother', { person });
  const known = facts.people[person];
  if (!known) return refuse('J-III.4a', 'PersonInRegistry', { person });
  if (known.suspended) return refuse('J-III.4d', 'NotSuspended', { person });
  const isNamed = round.substitutes.some(
    (other) => other.for === post && other.department === department && other.person === person,
  );
  if (isNamed || holdersOf(facts, postsOfRole(post)).includes(person))
    return refuse('J-III.4a', 'NotYetActing', { person, for: post });
  for (const organisation of Object.keys(round.organisations)) {
    const tie = tieTo(organisation, known, round.pack, arrivedOn);
    if (tie) return refuse('J-III.4a', 'NoTie', { person, organisation, tie });
  }
  return undefined;
}

/** In the place of the leader of the leading group stands one who could lead it, or a deputy leader (J-III.1b–d). */
const requireOfLeadingGroup = (person: Code, facts: Facts): Refusal | undefined =>
  holdersOf(facts, leadersAndDeputies).includes(person)
    ? undefined
    : refuse('J-III.1b', 'DeputyOfLeadingGroup', { person });

/** There is an organisation on which no holder may act: each is tied to it, or does not lead by right. Whoever is tied to it as well
 *  does not say who acts there. */
function requireHoldersBarred(
  round: Round,
  post: SubstitutedPost,
  { actor, facts, arrivedOn }: Context<Facts>,
): Refusal | undefined {
  const holders = holdersOf(facts, postsOfRole(post));
  const mayLead = holdersOf(facts, leaders);
  const isBarred = (organisation: Code) => (holder: Code) => {
    const known = facts.people[holder];
    const isTied = known !== undefined && tieTo(organisation, known, round.pack, arrivedOn) !== undefined;
    return isTied || (post === 'LG_LEADER' && !mayLead.includes(holder));
  };
  const barredFrom = Object.keys(round.organisations).filter((organisation) => holders.every(isBarred(organisation)));
  if (holders.length === 0 || barredFrom.length === 0) return refuse('J-III.4a', 'HolderBarred', { for: post });
  const naming = namersOf(post).filter((role) => rolesOf(round, actor, {}).has(role));
  const refusals = barredFrom.map((organisation) => requireUntied(round, actor, { organisation }, naming));
  return refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined;
}
