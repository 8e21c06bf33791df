/** Acting: every command of the rule book by the same route, and what may be done now. */
import { Router } from 'express';
import { z } from 'zod';
import { isWork } from '../contracts/committee.ts';
import { type CommandName, commandNamed, commandNames, commands } from '../contracts/requests/index.ts';
import { code } from '../contracts/schemas/fields.ts';
import { readRequest } from '../contracts/schemas/texts.ts';
import { possibleActions } from '../domain/round/round.ts';
import type { RoundForActor } from '../ledger/ledger.ts';
import { actorOf, countedPageSchema, pathPart } from './asking.ts';
import { carrier } from './carrying-out.ts';
import type { Ports } from './ports.ts';
import { invalidFields, notFound, sendProblem } from './problems.ts';
import { askerOf, underProtection } from './protection.ts';
import { seesEverything } from '../domain/people/viewpoint.ts';
import { hiddenPart } from '../domain/round/in-sight.ts';
import { placeOf, type Target } from '../domain/round/targets.ts';
import type { PossibleAction } from '../domain/round/command.ts';

/** Of everything that stands between a big round and its closing, so many items; the refusal names them all. */
const MISSING_SHOWN = 20;

export const actionsQuery = z.strictObject({ ...countedPageSchema, organisation: code.optional() });

export function actionRoutes(ports: Ports): Router {
  const { ledger, contentKeys } = ports;
  const carryOut = carrier(ports);
  const routes = Router();

  routes.get('/rounds/:round/actions', async (request, response) => {
    const query = actionsQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const round = pathPart(request, 'round');
    const actor = actorOf(request);
    const seen = await ledger.roundFor(round, actor);
    if (!seen) return sendProblem(response, notFound('round'));
    const { cursor, limit, organisation } = query.data;
    response.json(pageOf(prospectsOf(seen, organisation), Number(cursor) || 0, limit));
  });

  routes.post('/rounds/:round/actions/:action', async (request, response) => {
    const round = pathPart(request, 'round');
    const action = commandNamed(pathPart(request, 'action'));
    if (!action) return sendProblem(response, notFound('action'));
    if (!code.safeParse(round).success || isWork(round)) return sendProblem(response, notFound('round'));
    await carryOut(request, response, {
      dossier: round,
      action,
      read: (body, command, hashText) => readRequest<object>(commands[action].request, body, command, hashText),
      asks: (asked, command, hashing) => underProtection(action, asked, command, contentKeys, hashing),
    });
  });

  return routes;
}

/** What may be done, and what is in the way of the rest, as far as it is in sight (T-4). Whoever does not see the whole round is told
 *  of their own business, and beyond that of what is theirs to do. */
function* prospectsOf(
  { round, actor, viewpoint }: RoundForActor,
  organisation?: string,
): Generator<PossibleAction & { action: CommandName }> {
  const seesAll = seesEverything(viewpoint);
  const business = new Set(
    viewpoint.sees === 'OWN' ? [...viewpoint.informed, ...viewpoint.inspecting] : Object.keys(round.organisations),
  );
  for (const action of commandNames)
    for (const prospect of possibleActions(round, action, askerOf(action, actor), organisation)) {
      const place = placeOf(round, prospect.target);
      const isBusiness = place !== undefined && business.has(place);
      const isTheirs = prospect.refusal?.missing[0]?.fact !== 'post';
      if (seesAll || (!hiddenPart(round, viewpoint, prospect.target) && (isBusiness || isTheirs)))
        yield { action, ...prospect };
    }
}

/** The cursor counts: what may be done changes with the round, so no key would be steadier. */
function pageOf(all: Iterable<PossibleAction & { action: CommandName }>, from: number, limit: number) {
  const items: object[] = [];
  let position = 0;
  for (const { action, target, refusal: refused } of all) {
    if (items.length === limit) return { items, next: String(position) };
    if (position++ < from) continue;
    items.push({
      action,
      target: asPosted(target),
      allowed: refused === undefined,
      ...(refused ? { clause: refused.clause, missing: refused.missing.slice(0, MISSING_SHOWN) } : {}),
    });
  }
  return { items, next: null };
}

/** A place in the ledger is a number in a request. */
const asPosted = (target: Target): object =>
  target.sequence === undefined ? target : { ...target, sequence: Number(target.sequence) };
