/** Starting a round: its plan goes into the ledger, then its workflow starts. A repetition heals a start that failed. */
import { type Request, type Response, Router } from 'express';
import { v7 as uuid } from 'uuid';
import { planRequestSchema } from '../contracts/requests/plan.ts';
import { readRequest } from '../contracts/schemas/texts.ts';
import { type Hashing, hashingNow, hashingsOfBefore } from '../ledger/contents/text-hashes.ts';
import { planInLedger } from '../ledger/plan-round.ts';
import { readRound } from '../ledger/reads/read-round.ts';
import { seesWholeRound } from '../domain/people/readers.ts';
import { actorOf, advanceTarget, callerOf, pathPart } from './asking.ts';
import type { CommandOutcome } from '../metrics/names.ts';
import type { Ports } from './ports.ts';
import { startUnlessClosed } from './starting.ts';
import { outcomeOf, watched } from './watching.ts';
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
  const { pool, ledger, contentKeys, advance } = ports;
  const routes = Router();

  routes.post('/rounds', (request, response) => watched(ports, 'plan-round', () => plan(request, response)));

  async function plan(request: Request, response: Response): Promise<CommandOutcome> {
    const actor = actorOf(request);
    const body: unknown = request.body ?? {};
    const readUnder = ({ hashText }: Hashing) =>
      readRequest(planRequestSchema, body, `plans/${codeIn(body)}`, hashText);
    const read = readUnder(hashingNow(contentKeys));
    if ('issues' in read) {
      sendProblem(response, invalidFields(read.issues));
      return 'MALFORMED';
    }
    const { code } = read.payload;
    const plansOfBefore = () =>
      hashingsOfBefore(contentKeys)
        .map(readUnder)
        .flatMap((before) => ('payload' in before ? [before.payload] : []));
    const asked = { plan: read.payload, texts: read.texts, plansOfBefore };
    const planned = await planInLedger({ pool, contentKeys }, asked, actor, uuid());
    if ('refusal' in planned) {
      sendProblem(response, refusal(planned.refusal, 'plan-round'));
      return outcomeOf(planned.refusal);
    }
    if ('conflict' in planned) {
      sendProblem(
        response,
        conflict(`${code} is another round; choose another code`, '该编号已用于另一轮巡察，请另编'),
      );
      return 'REFUSED';
    }
    await startUnlessClosed(ports, code);
    response
      .status(planned.planned === 'NEW' ? 201 : 200)
      .location(`/rounds/${code}`)
      .json(await shown(code, actor));
    return 'DONE';
  }

  if (advance)
    routes.post('/rounds/:round/advance', async (request, response) => {
      const code = pathPart(request, 'round');
      const read = advanceTarget.safeParse(request.body ?? {});
      if (!read.success) return sendProblem(response, invalidFields(read.error.issues));
      const actor = actorOf(request);
      const seen = await ledger.roundFor(code, actor);
      if (!seen) return sendProblem(response, notFound('round'));
      const { viewpoint } = seen;
      const movesIt = seesWholeRound(viewpoint) || (viewpoint.sees === 'OWN' && viewpoint.teams.length > 0);
      if (!movesIt) return sendProblem(response, clockIsTheCommittees);
      const arrived = await advance(code, read.data, callerOf(response));
      if (typeof arrived === 'string') return sendProblem(response, clockStays(arrived));
      response.json({ ...arrived, round: await shown(code, actor) });
    });

  return routes;

  /** As whoever asks may see it. */
  async function shown(code: string, actor: string): Promise<object | undefined> {
    const seen = await ledger.roundFor(code, actor);
    return seen && readRound(pool, seen.viewpoint, code);
  }
}

/** Texts of a plan lie under its round, so that the same plan again has the same ones. */
const codeIn = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' ? body.code : '';
