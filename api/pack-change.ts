/** The dry run of a change of pack: every open duty with its day now and then. `change-pack` wants the hash that is shown here. */
import { Router } from 'express';
import { z } from 'zod';
import { packChange } from '../ledger/pack-change.ts';
import { get } from '../domain/keyed.ts';
import { seesWholeRound } from '../domain/people/readers.ts';
import { seesDuty } from '../domain/round/in-sight.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { forbidden, invalid, invalidFields, notFound, sendProblem } from './problems.ts';

export const packQuery = z.strictObject({ pack: z.string().min(1).max(60) });

export function packChangeRoutes(ports: Ports): Router {
  const { ledger } = ports;
  const routes = Router();

  routes.get('/rounds/:round/pack-change', async (request, response) => {
    const query = packQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const code = pathPart(request, 'round');
    const seen = await ledger.roundFor(code, actorOf(request));
    if (!seen) return sendProblem(response, notFound('round'));
    if (!seesWholeRound(seen.viewpoint)) return sendProblem(response, committeeOnly);
    const change = packChange(seen.round, query.data.pack);
    if (!change) return sendProblem(response, invalid([{ pointer: '/pack', detail: 'there is no such pack' }]));
    const duties = change.duties.filter(({ duty: key }) => {
      const duty = get(seen.round.duties, key);
      return duty !== undefined && seesDuty(seen.viewpoint, duty);
    });
    const { id, version, hash } = seen.round.pack;
    response.json({
      round: code,
      sequence: seen.round.sequence,
      from: { id, version, hash },
      to: { id: change.pack.id, version: change.pack.version, hash: change.pack.hash },
      duties,
      moved: duties.filter(({ from, to }) => from !== to).length,
      shown: change.shown,
    });
  });

  return routes;
}

const committeeOnly = forbidden(
  'A change of pack is looked at by the committee’s side',
  '规则包调整由党委一方查阅（五（五））',
);
