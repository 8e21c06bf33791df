/** Special governance (J-V.4g): what is wrong in many organisations of a term is put right with the competent department, in
 *  the rules themselves. A tendency proposes it, the office opens it, the department answers for it, the office closes it. */
import { dutyAbout, meets, owe } from '../../dossier/duties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type GovernanceEvents } from '../events.ts';
import type { Governance, CommitteeFile } from '../state.ts';

export const governanceRules = {
  'open-governance': command('open-governance', {
    clause: 'J-V.4g',
    signs: true,
    who: ['OFF'],
    gate(file, { governance, category }) {
      if (file.governances[governance]) return refuse('J-V.4g', 'FreshCode', { governance });
      const open = openGovernanceOf(file, category);
      return open ? refuse('J-V.4g', 'GovernanceNotYetOpen', { category, governance: open.code }) : undefined;
    },
    notBefore: () => null,
    facts: ({ committee: place }, { category, department }) => ({
      category,
      organisation: department,
      holders: [{ post: 'FUNCTIONAL_DEPARTMENT', place, organisation: department }],
    }),
    decide(file, { governance, category, department, content, dueOn }, { on, sequence, facts }) {
      const { affected: organisations, organisationKnown } = facts;
      const needed = file.pack.governanceFromOrganisations;
      if (organisations.length < needed)
        return refuse('J-V.4g', 'TendencyProposed', { category, organisations: organisations.length, needed });
      if (!organisationKnown) return refuse('J-V.4g', 'OrganisationInRegistry', { organisation: department });
      if (dueOn !== undefined && dueOn < on) return refuse('J-V.4g', 'NewDayAhead', { dueOn });
      const { term } = file;
      const opened = { governance, category, department, term, organisations, content };
      // Where nobody holds a post that names the department, the one without a name answers.
      const isHeld = facts.holders.some((holder) => holder.organisation === department);
      const anchor = { event: 'GovernanceOpened', sequence, on };
      const opens = [owesOutcome(file, governance, anchor, { dueOn, department: isHeld ? department : undefined })];
      return [happened('GovernanceOpened', 'J-V.4g', on, opened, { opens })];
    },
  }),

  'answer-governance': command('answer-governance', {
    clause: 'J-V.4g',
    signs: true,
    who: ['FD'],
    gate: (file, { governance }) => requireState(file, governance, 'OPEN', 'GovernanceUnderWay'),
    notBefore: lastStep,
    decide: (file, { governance, content }, { on }) => [
      happened(
        'GovernanceAnswered',
        'J-V.4g',
        on,
        { governance, content },
        { closes: meets(file, 'governance', governance, on) },
      ),
    ],
  }),

  'return-governance': command('return-governance', {
    clause: 'J-V.4g',
    signs: true,
    who: ['OFF'],
    gate: (file, { governance }) => requireState(file, governance, 'ANSWERED', 'GovernanceAnswered'),
    notBefore: lastStep,
    decide(file, { governance, reason, dueOn }, { on, sequence }) {
      if (dueOn < on) return refuse('J-V.4g', 'NewDayAhead', { dueOn });
      const { department } = dutyAbout(file, 'governance', governance) ?? {};
      const anchor = { event: 'GovernanceReturned', sequence, on };
      const opens = [owesOutcome(file, governance, anchor, { dueOn, department })];
      return [happened('GovernanceReturned', 'J-V.4g', on, { governance, reason, dueOn }, { opens })];
    },
  }),

  'close-governance': command('close-governance', {
    clause: 'J-V.4g',
    signs: true,
    who: ['OFF'],
    gate: (file, { governance }) => requireState(file, governance, 'ANSWERED', 'GovernanceAnswered'),
    notBefore: lastStep,
    decide: (_work, { governance, content }, { on }) => [
      happened('GovernanceClosed', 'J-V.4g', on, { governance, content }),
    ],
  }),
};

export const governanceTransitions: Transitions<GovernanceEvents> = {
  GovernanceOpened: (file, { on, data: { governance: code, category, department, term } }) =>
    withGovernance(file, { code, category, department, term, state: 'OPEN', steppedOn: on, returns: 0 }),
  GovernanceAnswered: (file, { on, data: { governance } }) =>
    withGovernance(file, { ...governanceOf(file, governance), state: 'ANSWERED', steppedOn: on }),
  GovernanceReturned(file, { on, data: { governance: code } }) {
    const governance = governanceOf(file, code);
    return withGovernance(file, { ...governance, state: 'OPEN', steppedOn: on, returns: governance.returns + 1 });
  },
  GovernanceClosed: (file, { on, data: { governance } }) =>
    withGovernance(file, { ...governanceOf(file, governance), state: 'CLOSED', steppedOn: on }),
};

/** The special governance of a category that has not come to its end. */
export const openGovernanceOf = ({ governances }: CommitteeFile, category: string): Governance | undefined =>
  Object.values(governances).find((governance) => governance.category === category && governance.state !== 'CLOSED');

/** The department owes the outcome by the day that the office gave; without one, by the pack's figure, if it has one. */
const owesOutcome = (
  file: CommitteeFile,
  about: Code,
  anchor: Parameters<typeof owe>[1]['anchor'],
  { dueOn, department }: { readonly dueOn: Day | undefined; readonly department: Code | undefined },
) =>
  owe(file, {
    kind: 'governance',
    clause: 'J-V.4g',
    owedBy: 'FD',
    owedTo: 'OFF',
    department,
    anchor,
    about,
    ...(dueOn === undefined ? {} : { dueOn }),
  });

function requireState(
  file: CommitteeFile,
  code: Code,
  state: Governance['state'],
  fact: 'GovernanceUnderWay' | 'GovernanceAnswered',
): Refusal | undefined {
  const governance = file.governances[code];
  if (!governance) return refuse('J-V.4g', 'GovernanceOpened', { governance: code });
  return governance.state === state ? undefined : refuse('J-V.4g', fact, { governance: code, state: governance.state });
}

function lastStep(file: CommitteeFile, { governance }: { readonly governance: Code }): Day | null {
  return file.governances[governance]?.steppedOn ?? null;
}

const withGovernance = (file: CommitteeFile, governance: Governance): CommitteeFile => ({
  ...file,
  governances: { ...file.governances, [governance.code]: governance },
});

function governanceOf(file: CommitteeFile, code: Code): Governance {
  const governance = file.governances[code];
  if (!governance) throw new Error(`${code} is not a governance of ${file.code}`);
  return governance;
}
