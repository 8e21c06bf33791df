/** Material and support that a round's team has asked of others; an organisation sees what it was asked itself. */
import type { PartnerRequest } from '../../domain/round/state.ts';
import { raw, sql } from '../sql.ts';
import { listOfRound } from './list-of-round.ts';

export const listPartnerRequests = listOfRound<PartnerRequest>({
  table: 'partner_requests',
  key: 'code',
  sees: (viewer) => (viewer === null ? raw('true') : sql`organisation = ANY (${viewer})`),
  show: (request) => request,
});
