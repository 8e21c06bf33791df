/** Everything that a round's workflow can have done. */
import type { Ledger } from '../ledger/ledger.ts';
import { ledgerActivities } from './ledger.ts';
import { type PostOffice, postActivities } from './post.ts';

export const activities = (ledger: Ledger, office: PostOffice) => ({
  ...ledgerActivities(ledger),
  ...postActivities(office),
});
