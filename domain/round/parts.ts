/** The parts of a round by their codes, and the round with a part changed. */
import type { Code } from '../../contracts/basics.ts';
import type { Duty } from '../duty/duty.ts';
import { row, rows, withRow } from '../table.ts';
import type { Finding, Organisation, Proposal, Round, Transfer } from './state.ts';

// The engine has refused unknown codes before any rule runs: what is absent here is a fault of the program.
export function organisationOf(round: Round, code: Code): Organisation {
  const organisation = round.organisations[code];
  if (!organisation) throw new Error(`${code} is not in ${round.code}`);
  return organisation;
}
export function findingOf(round: Round, code: Code): Finding {
  const finding = row(round.findings, code);
  if (!finding) throw new Error(`${code} is not in ${round.code}`);
  return finding;
}
export function transferOf(round: Round, code: Code): Transfer {
  const transfer = row(round.transfers, code);
  if (!transfer) throw new Error(`${code} is not in ${round.code}`);
  return transfer;
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
  const duty = row(round.duties, name);
  if (duty)
    return row(round.supervisions, name.split('/')[1] ?? '') ? undefined : { organisation: duty.organisation, duty };
  const finding = row(round.findings, name);
  if (finding) return { organisation: finding.organisation, finding };
  const transfer = row(round.transfers, name);
  return transfer && { organisation: transfer.organisation, transfer };
}

export const eachFinding = (round: Round): { finding: Code }[] =>
  [...rows(round.findings)].map(({ code }) => ({ finding: code }));
export const eachTransfer = (round: Round): { transfer: Code }[] =>
  [...rows(round.transfers)].map(({ code }) => ({ transfer: code }));

export function* findingsOf(round: Round, organisation: Code): Generator<Finding> {
  for (const finding of rows(round.findings)) if (finding.organisation === organisation) yield finding;
}

export function withFinding(round: Round, code: Code, change: Partial<Finding>): Round {
  return { ...round, findings: withRow(round.findings, code, { ...findingOf(round, code), ...change }) };
}
export function withTransfer(round: Round, code: Code, change: Partial<Transfer>): Round {
  return { ...round, transfers: withRow(round.transfers, code, { ...transferOf(round, code), ...change }) };
}

/** The round with a referral suggested; the same suggestion twice is one. */
export function withProposal(round: Round, proposal: Proposal): Round {
  const known = round.proposals.some(
    ({ organisation, trigger }) => organisation === proposal.organisation && trigger === proposal.trigger,
  );
  return known ? round : { ...round, proposals: [...round.proposals, proposal] };
}
