/** The ledger's three acts, as local activities. Their bodies are one transaction each; they live in the ledger. */
import { commandNames } from '../contracts/commands.ts';
import { workCommandNames } from '../contracts/committee.ts';
import { deliveryReports } from '../contracts/messages.ts';
import type { Ledger } from '../ledger/ledger.ts';

export const ledgerActivities = ({ carryOut, passTime, look }: Ledger) => ({
  ...underTheirOwnNames(carryOut),
  passTime,
  look,
});

/** Carrying out is known by the name of what is carried out: so the Temporal UI's timeline reads like the round. */
function underTheirOwnNames(carryOut: Ledger['carryOut']): Orders {
  return Object.fromEntries([...commandNames, ...workCommandNames, ...deliveryReports].map((name) => [name, carryOut]));
}
export type Orders = Readonly<Record<string, Ledger['carryOut']>>;
