/** Scope (J-II.5). The principals of the organisations one level below are supervised with the inspected one; whoever is
 *  left out is left out by name and with a reason. */
import type { PostAt } from '../../people/posts.ts';
import { refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type ScopeEvents } from '../events.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';

const principalsOf = (organisations: readonly Code[]): PostAt[] =>
  organisations.map((place) => ({ post: 'PRINCIPAL', place }));

export const scopeRules = {
  'remove-from-scope': command('remove-from-scope', ['organisation'], {
    clause: 'J-II.5',
    signs: true,
    who: ['OFF'],
    confirmedBy: () => ['LGL'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const { nextLower, withdrawnOn } = organisationOf(round, organisation);
      if (nextLower.length === 0) return refuse('J-II.5', 'PrincipalInScope', { organisation });
      if (withdrawnOn !== null) return refuse('J-II.5', 'TeamStillOnSite', { organisation });
      return undefined;
    },
    notBefore: (round) => round.plannedOn,
    facts: (round, { organisation }) => ({ holders: principalsOf(round.organisations[organisation]?.nextLower ?? []) }),
    decide(round, { organisation, person, reason }, { on, facts }) {
      if (organisationOf(round, organisation).outOfScope[person] !== undefined)
        return refuse('J-II.5', 'StillInScope', { organisation, person });
      const principal = facts.holders.find((holder) => holder.person === person);
      if (!principal) return refuse('J-II.5', 'PrincipalInScope', { organisation, person });
      return [happened('ScopeReduced', 'J-II.5', on, { organisation, person, principalOf: principal.place, reason })];
    },
  }),
};

export const scopeTransitions: Transitions<ScopeEvents> = {
  ScopeReduced: (round, { on, data: { organisation, person } }) =>
    withOrganisation(round, organisation, {
      outOfScope: { ...organisationOf(round, organisation).outOfScope, [person]: on },
    }),
};
