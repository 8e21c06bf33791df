/** Hand-over (J-V.4b, 新官理旧账): rectification is the organisation's main responsibility, whoever leads it. When its principal
 *  changes, what is open is listed, the new principal signs for it, and the old one's period stays on record. Letters go to
 *  whoever holds the post, before and after. */
import { meets, openDuties, owe, supersedes } from '../../dossier/duties.ts';
import { postAt } from '../../dossier/letters.ts';
import type { Tenure } from '../../people/posts.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type HandOverEvents } from '../events.ts';
import { eachOrganisation, findingsOf, organisationOf, withOrganisation } from '../parts.ts';
import type { Principal, Round } from '../state.ts';
import { hasLanded } from './landing.ts';

export const handOverRules = {
  'hand-over': command('hand-over', ['organisation'], {
    clause: 'J-V.4b',
    who: ['ORG', 'OFF'],
    // Principals change whether or not the round is halted.
    goesOnSuspended: true,
    targets: eachOrganisation,
    // Only who it is handed to can stand in the way.
    gate: () => undefined,
    notBefore(round, { organisation }) {
      const { handOver, principals } = organisationOf(round, organisation);
      return handOver?.on ?? principals.at(-1)?.from ?? round.plannedOn;
    },
    facts: (round, { organisation, newPrincipal }) => ({
      people: [newPrincipal],
      tenures: [postAt(round, 'PRINCIPAL', { organisation })],
    }),
    decide(round, { organisation, newPrincipal: to }, { on, facts, sequence }) {
      const { principals, handOver } = organisationOf(round, organisation);
      if (!facts.people[to]) return refuse('J-V.4b', 'PersonInRegistry', { person: to });
      const inOffice = principals.at(-1)?.person ?? onlyHolder(facts.tenures, round.plannedOn);
      if (inOffice === to) return refuse('J-V.4b', 'AnotherPrincipal', { organisation, person: to });
      if (handOver?.to === to) return refuse('J-V.4b', 'HandOverNotYetOpen', { organisation, person: to });
      const signature = owe(round, {
        kind: 'hand-over',
        clause: 'J-V.4b',
        owedBy: 'PR',
        owedTo: 'OFF',
        organisation,
        anchor: { event: 'HandedOver', sequence, on },
      });
      const from = principals.at(-1) ?? principalBefore(facts.tenures, to, on);
      const handed = { organisation, from, to, ...openItems(round, organisation) };
      // The signature of the earlier hand-over is no longer owed.
      const closes = supersedes(round, 'hand-over', organisation, on);
      return [happened('HandedOver', 'J-V.4b', on, handed, { opens: [signature], closes })];
    },
  }),

  'sign-hand-over': command('sign-hand-over', ['organisation'], {
    clause: 'J-V.4b',
    signs: true,
    receipt: true,
    // The very person to whom it is handed over, once they hold the post.
    who: (round, { organisation }) => (organisationOf(round, organisation).handOver ? ['INCOMING'] : ['PR']),
    targets: eachOrganisation,
    gate: (round, { organisation }) =>
      organisationOf(round, organisation).handOver ? undefined : refuse('J-V.4b', 'HandedOver', { organisation }),
    notBefore: (round, { organisation }) => organisationOf(round, organisation).handOver?.on ?? null,
    decide(round, { organisation }, { on, by }) {
      const closes = meets(round, 'hand-over', organisation, on);
      return [happened('HandOverSigned', 'J-V.4b', on, { organisation, principal: by }, { closes })];
    },
  }),
};

export const handOverTransitions: Transitions<HandOverEvents> = {
  HandedOver(round, { on, data: { organisation, from, to } }) {
    const { principals } = organisationOf(round, organisation);
    return withOrganisation(round, organisation, {
      handOver: { to, on },
      principals: principals.length > 0 || from === null ? principals : [from],
    });
  },
  HandOverSigned(round, { on, data: { organisation, principal: person } }) {
    const { principals } = organisationOf(round, organisation);
    const before = principals.map((each, i) =>
      i === principals.length - 1 && each.to === null ? { ...each, to: on } : each,
    );
    return withOrganisation(round, organisation, {
      handOver: null,
      principals: [...before, { person, from: on, to: null }],
    });
  },
};

/** Who held the post last, of those to whom it is not handed over. */
function principalBefore(tenures: readonly Tenure[], incoming: Code, on: Day): Principal | null {
  const earlier = tenures.filter(({ person, from }) => person !== incoming && from <= on);
  const last = earlier.sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  return last ? { person: last.person, from: last.from, to: last.to } : null;
}

/** Who has held the post since before the round, if nobody else ever has. */
function onlyHolder(tenures: readonly Tenure[], plannedOn: Day): Code | undefined {
  const [first, ...others] = tenures;
  const isAlone = others.every(({ person }) => person === first?.person);
  return first && isAlone && tenures.some(({ from }) => from < plannedOn) ? first.person : undefined;
}

/** What the organisation still has to do: its findings that have not landed, and what it and its principal owe. */
function openItems(round: Round, organisation: Code) {
  const findings = [...findingsOf(round, organisation)]
    .filter((finding) => !hasLanded(finding) && finding.state !== 'DECIDED')
    .map(({ code }) => code);
  const duties = [...openDuties(round)]
    .filter(({ organisation: of, owedBy, kind }) => of === organisation && ownSide.has(owedBy) && kind !== 'hand-over')
    .map(({ key }) => key);
  return { findings: findings.sort(), duties: duties.sort() };
}
const ownSide: ReadonlySet<string> = new Set(['ORG', 'PR']);
