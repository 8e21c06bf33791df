/** The dry run of a change of pack: every open duty with its day now and then. `change-pack` wants the hash that is shown here. */
import { Router } from 'express';
import { z } from 'zod';
import { packChange } from '../ledger/pack-change.ts';
import { viewpointOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { forbidden, invalid, invalidFields, notFound, sendProblem } from './problems.ts';

export const packQuery = z.strictObject({ pack: z.string().min(1).max(60) });

export function packChangeRoutes(ports: Ports): Router {
  const { pool, ledger } = ports;
  const routes = Router();

  routes.get('/rounds/:round/pack-change', async (request, response) => {
    const query = packQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const code = pathPart(request, 'round');
    const seen = await ledger.roundFor(code, actorOf(request, ports));
    if (!seen) return sendProblem(response, notFound('round'));
    if ((await viewpointOf(pool, seen.actor.person, code)) !== null) return sendProblem(response, committeeOnly);
    const change = packChange(seen.round, query.data.pack);
    if (!change) return sendProblem(response, invalid([{ pointer: '/pack', detail: 'there is no such pack' }]));
    const { id, version, hash } = seen.round.pack;
    response.json({
      round: code,
      sequence: seen.round.sequence,
      from: { id, version, hash },
      to: { id: change.pack.id, version: change.pack.version, hash: change.pack.hash },
      duties: change.duties,
      moved: change.duties.filter(({ from, to }) => from !== to).length,
      shown: change.shown,
    });
  });

  return routes;
}

const committeeOnly = forbidden(
  'A change of pack is looked at by the committee’s side and the teams',
  '规则包调整由党委一方和巡察组查阅（五（五））',
);
