/** Material and support that a round's team has asked of others; an organisation sees what it was asked itself. */
import { partnerRequestSchema } from '../../contracts/schemas/responses.ts';
import type { PartnerRequest } from '../../domain/round/state.ts';
import { partnerRequestInSight } from './in-sight.ts';
import { listOfRound } from './list-of-round.ts';

export const partnerRequests = listOfRound<PartnerRequest>({
  summary: 'Material and support that were asked for',
  item: partnerRequestSchema,
  table: 'partner_requests',
  rows: (round) => round.partnerRequests,
  key: 'code',
  inSight: partnerRequestInSight,
  show: (request) => request,
});
