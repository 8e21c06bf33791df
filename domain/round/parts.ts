/** The parts of a round by their codes, and the round with a part changed. */
import type { Duty } from '../dossier/duty.ts';
import { get, all, put } from '../keyed.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import type { Finding, ImmediateItem, Organisation, Round, Team, Transfer } from './state.ts';
import type { Proposal, Referral } from './referral.ts';

// The engine has refused unknown codes before any rule runs: what is absent here is a fault of the program.
export function organisationOf(round: Round, code: Code): Organisation {
  const organisation = round.organisations[code];
  if (!organisation) throw new Error(`${code} is not in ${round.code}`);
  return organisation;
}
export function findingOf(round: Round, code: Code): Finding {
  const finding = get(round.findings, code);
  if (!finding) throw new Error(`${code} is not in ${round.code}`);
  return finding;
}
export function transferOf(round: Round, code: Code): Transfer {
  const transfer = get(round.transfers, code);
  if (!transfer) throw new Error(`${code} is not in ${round.code}`);
  return transfer;
}

export function referralOf(round: Round, code: Code): Referral {
  const referral = get(round.referrals, code);
  if (!referral) throw new Error(`${code} is not in ${round.code}`);
  return referral;
}
/** The team that a person leads; asked of leaders alone. */
export function teamLedBy(round: Round, person: Code): Team {
  const team = Object.values(round.teams).find(({ leader }) => leader === person);
  if (!team) throw new Error(`${person} leads no team of ${round.code}`);
  return team;
}

/** Why the team is not on site: it has not entered, or has withdrawn. */
export function requireOnSite({ code, enteredOn, withdrawnOn }: Organisation): Refusal | undefined {
  if (enteredOn === null) return refuse('J-III.3c', 'TeamEntered', { organisation: code });
  return withdrawnOn === null ? undefined : refuse('J-III.3d', 'TeamStillOnSite', { organisation: code });
}

/** The round with one organisation changed. */
export function withOrganisation(round: Round, code: Code, change: Partial<Organisation>): Round {
  return {
    ...round,
    organisations: { ...round.organisations, [code]: { ...organisationOf(round, code), ...change } },
  };
}

export const eachOrganisation = (round: Round): { organisation: Code }[] =>
  Object.keys(round.organisations).map((organisation) => ({ organisation }));

export interface Item {
  readonly organisation: Code | null;
  readonly duty?: Duty;
  readonly finding?: Finding;
  readonly transfer?: Transfer;
}
/** What a key or a code names that can be supervised: a duty, a finding or a transfer; not the answer to a supervision. */
export function itemNamed(round: Round, name: string): Item | undefined {
  const duty = get(round.duties, name);
  if (duty)
    return get(round.supervisions, name.split('/')[1] ?? '') ? undefined : { organisation: duty.organisation, duty };
  const finding = get(round.findings, name);
  if (finding) return { organisation: finding.organisation, finding };
  const transfer = get(round.transfers, name);
  return transfer && { organisation: transfer.organisation, transfer };
}

export const eachFinding = (round: Round): { finding: Code }[] =>
  [...all(round.findings)].map(({ code }) => ({ finding: code }));
export const eachTransfer = (round: Round): { transfer: Code }[] =>
  [...all(round.transfers)].map(({ code }) => ({ transfer: code }));

export function* findingsOf(round: Round, organisation: Code): Generator<Finding> {
  for (const finding of all(round.findings)) if (finding.organisation === organisation) yield finding;
}

/** What the organisation owes the team before it leaves: immediate items without an answer, by their codes. */
export const unansweredItems = (round: Round, organisation: Code): ImmediateItem[] =>
  [...all(round.immediateItems)]
    .filter((item) => item.organisation === organisation && item.answeredOn === null)
    .sort((a, b) => (a.code < b.code ? -1 : 1));

export function withFinding(round: Round, code: Code, change: Partial<Finding>): Round {
  return { ...round, findings: put(round.findings, code, { ...findingOf(round, code), ...change }) };
}
export function withTransfer(round: Round, code: Code, change: Partial<Transfer>): Round {
  return { ...round, transfers: put(round.transfers, code, { ...transferOf(round, code), ...change }) };
}

export const isPending = ({ state }: Referral): boolean => state === 'RAISED' || state === 'WITH_DISCIPLINE';

/** The round with a referral suggested; the same suggestion twice is one, and none while there is such a referral. */
export function withProposal(round: Round, proposal: Proposal): Round {
  const isSame = ({ organisation, trigger }: Pick<Referral, 'organisation' | 'trigger'>) =>
    organisation === proposal.organisation && trigger === proposal.trigger;
  const known = round.proposals.some(isSame) || [...all(round.referrals)].some((one) => isSame(one) && isPending(one));
  return known ? round : { ...round, proposals: [...round.proposals, proposal] };
}

/** Not yet withdrawn from every organisation that is still in the round. */
export const isAtTask = (round: Round, { organisations }: Pick<Team, 'organisations'>): boolean =>
  organisations.some((code) => {
    const organisation = round.organisations[code];
    return organisation?.withdrawnOn === null && organisation.left === undefined;
  });
