/** Starting a round: its plan goes into the ledger, then its workflow starts. A repetition heals a start that failed. */
import { Router } from 'express';
import { v7 as uuid } from 'uuid';
import { planRequestSchema } from '../contracts/requests/plan.ts';
import { readRequest } from '../contracts/schemas/texts.ts';
import { planInLedger } from '../ledger/plan-round.ts';
import { readRound, roundExists } from '../ledger/reads/read-round.ts';
import { seesNothing, viewpointOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, advanceTarget, callerOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { startUnlessClosed } from './starting.ts';
import {
  clockStays,
  conflict,
  invalidFields,
  notFound,
  refusal,
  sendProblem,
  clockIsTheCommittees,
} from './problems.ts';

export function roundRoutes(ports: Ports): Router {
  const { pool, contentKeys, advance } = ports;
  const routes = Router();

  routes.post('/rounds', async (request, response) => {
    const actor = actorOf(request, ports);
    const command = uuid();
    const read = readRequest(planRequestSchema, request.body ?? {}, `plans/${command}`);
    if ('issues' in read) return sendProblem(response, invalidFields(read.issues));
    const { code } = read.payload;
    const planned = await planInLedger({ pool, contentKeys }, read.payload, read.texts, actor, command);
    if ('refusal' in planned) return sendProblem(response, refusal(planned.refusal, 'plan-round'));
    if ('conflict' in planned)
      return sendProblem(
        response,
        conflict(`${code} is another round; choose another code`, '该编号已用于另一轮巡察，请另编'),
      );
    await startUnlessClosed(ports, code);
    response
      .status(planned.planned === 'NEW' ? 201 : 200)
      .location(`/rounds/${code}`)
      // The same plan again is answered to whoever sends it: as they may see it.
      .json(await readRound(pool, await viewpointOf(pool, actor, code), code));
  });

  if (advance)
    routes.post('/rounds/:round/advance', async (request, response) => {
      const code = pathPart(request, 'round');
      const read = advanceTarget.safeParse(request.body ?? {});
      if (!read.success) return sendProblem(response, invalidFields(read.error.issues));
      const viewer = await viewpointOf(pool, actorOf(request, ports), code);
      if (seesNothing(viewer) || !(await roundExists(pool, code))) return sendProblem(response, notFound('round'));
      if (viewer !== null) return sendProblem(response, clockIsTheCommittees);
      const arrived = await advance(code, read.data, callerOf(response));
      if (typeof arrived === 'string') return sendProblem(response, clockStays(arrived));
      response.json({ ...arrived, round: await readRound(pool, null, code) });
    });

  return routes;
}
