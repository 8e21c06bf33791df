/** Special governance (J-V.4g): what is wrong in many organisations of a term is put right with the competent department, in
 *  the rules themselves. A tendency proposes it, the office opens it, the department answers for it, the office closes it. */
import { meets, owe } from '../../dossier/duties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { happened, type GovernanceEvents } from '../events.ts';
import type { WorkRule, WorkRulePayloads, WorkTransitions } from '../rule.ts';
import type { Governance, Work } from '../state.ts';

export const openGovernance: WorkRule<WorkRulePayloads['open-governance']> = {
  clause: 'J-V.4g',
  who: ['OFF'],
  gate(work, { governance, category }) {
    if (work.governances[governance]) return refuse('J-V.4g', 'FreshCode', { governance });
    const open = openGovernanceOf(work, category);
    return open ? refuse('J-V.4g', 'GovernanceNotYetOpen', { category, governance: open.code }) : undefined;
  },
  answers: () => null,
  facts: (_work, { category, department }) => ({ category, organisation: department }),
  decide(work, { governance, category, department, content, dueOn }, { on, sequence, facts }) {
    const { affected: organisations, organisationKnown } = facts;
    const needed = work.pack.governanceFromOrganisations;
    if (organisations.length < needed)
      return refuse('J-V.4g', 'TendencyProposed', { category, organisations: organisations.length, needed });
    if (!organisationKnown) return refuse('J-V.4g', 'OrganisationInRegistry', { organisation: department });
    if (dueOn !== undefined && dueOn < on) return refuse('J-V.4g', 'NewDayAhead', { dueOn });
    const { term } = work;
    const opened = { governance, category, department, term, organisations, content };
    const opens = [owesOutcome(work, governance, { event: 'GovernanceOpened', sequence, on }, dueOn)];
    return [happened('GovernanceOpened', 'J-V.4g', on, opened, { opens })];
  },
};

export const answerGovernance: WorkRule<WorkRulePayloads['answer-governance']> = {
  clause: 'J-V.4g',
  who: ['FD'],
  gate: (work, { governance }) => mustBe(work, governance, 'OPEN', 'GovernanceUnderWay'),
  answers: lastStep,
  decide: (work, { governance, content }, { on }) => [
    happened(
      'GovernanceAnswered',
      'J-V.4g',
      on,
      { governance, content },
      { closes: meets(work, 'governance', governance, on) },
    ),
  ],
};

export const returnGovernance: WorkRule<WorkRulePayloads['return-governance']> = {
  clause: 'J-V.4g',
  who: ['OFF'],
  gate: (work, { governance }) => mustBe(work, governance, 'ANSWERED', 'GovernanceAnswered'),
  answers: lastStep,
  decide(work, { governance, reason, dueOn }, { on, sequence }) {
    if (dueOn < on) return refuse('J-V.4g', 'NewDayAhead', { dueOn });
    const opens = [owesOutcome(work, governance, { event: 'GovernanceReturned', sequence, on }, dueOn)];
    return [happened('GovernanceReturned', 'J-V.4g', on, { governance, reason, dueOn }, { opens })];
  },
};

export const closeGovernance: WorkRule<WorkRulePayloads['close-governance']> = {
  clause: 'J-V.4g',
  who: ['OFF'],
  gate: (work, { governance }) => mustBe(work, governance, 'ANSWERED', 'GovernanceAnswered'),
  answers: lastStep,
  decide: (_work, { governance, content }, { on }) => [
    happened('GovernanceClosed', 'J-V.4g', on, { governance, content }),
  ],
};

export const governanceTransitions: WorkTransitions<GovernanceEvents> = {
  GovernanceOpened: (work, { on, data: { governance: code, category, department, term } }) =>
    withGovernance(work, { code, category, department, term, state: 'OPEN', steppedOn: on, returns: 0 }),
  GovernanceAnswered: (work, { on, data: { governance } }) =>
    withGovernance(work, { ...governanceOf(work, governance), state: 'ANSWERED', steppedOn: on }),
  GovernanceReturned(work, { on, data: { governance: code } }) {
    const governance = governanceOf(work, code);
    return withGovernance(work, { ...governance, state: 'OPEN', steppedOn: on, returns: governance.returns + 1 });
  },
  GovernanceClosed: (work, { on, data: { governance } }) =>
    withGovernance(work, { ...governanceOf(work, governance), state: 'CLOSED', steppedOn: on }),
};

/** The special governance of a category that has not come to its end. */
export const openGovernanceOf = ({ governances }: Work, category: string): Governance | undefined =>
  Object.values(governances).find((governance) => governance.category === category && governance.state !== 'CLOSED');

/** The department owes the outcome by the day that the office gave; without one, by the pack's figure, if it has one. */
const owesOutcome = (work: Work, about: Code, anchor: Parameters<typeof owe>[1]['anchor'], dueOn: Day | undefined) =>
  owe(work, {
    kind: 'governance',
    clause: 'J-V.4g',
    owedBy: 'FD',
    owedTo: 'OFF',
    anchor,
    about,
    ...(dueOn === undefined ? {} : { dueOn }),
  });

function mustBe(
  work: Work,
  code: Code,
  state: Governance['state'],
  fact: 'GovernanceUnderWay' | 'GovernanceAnswered',
): Refusal | undefined {
  const governance = work.governances[code];
  if (!governance) return refuse('J-V.4g', 'GovernanceOpened', { governance: code });
  return governance.state === state ? undefined : refuse('J-V.4g', fact, { governance: code, state: governance.state });
}

function lastStep(work: Work, { governance }: { readonly governance: Code }): Day | null {
  return work.governances[governance]?.steppedOn ?? null;
}

const withGovernance = (work: Work, governance: Governance): Work => ({
  ...work,
  governances: { ...work.governances, [governance.code]: governance },
});

function governanceOf(work: Work, code: Code): Governance {
  const governance = work.governances[code];
  if (!governance) throw new Error(`${code} is not a governance of ${work.code}`);
  return governance;
}
