/** The ledger's three acts, as local activities. Their bodies are one transaction each; they live in the ledger. */
import type { Ledger } from '../ledger/ledger.ts';

export const ledgerActivities = ({ carryOut, passTime, look }: Ledger) => ({ carryOut, passTime, look });
