/** Acting: every command of the rule book by the same route, and what may be done now. */
import { Router } from 'express';
import { z } from 'zod';
import { isWork } from '../contracts/committee.ts';
import { type CommandName, commandNamed, commandNames, commands } from '../contracts/requests/index.ts';
import { code } from '../contracts/schemas/fields.ts';
import { readRequest } from '../contracts/schemas/texts.ts';
import { possibleActions } from '../domain/round/round.ts';
import type { Round } from '../domain/round/state.ts';
import { get } from '../domain/keyed.ts';
import { type Viewpoint, viewpointOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, countedPageSchema, pathPart } from './asking.ts';
import { carrier } from './carrying-out.ts';
import type { Ports } from './ports.ts';
import { invalidFields, notFound, sendProblem } from './problems.ts';
import { askerOf, isOpenToAnybody, underProtection } from './protection.ts';
import { isSealed } from '../domain/round/targets.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import type { PossibleAction } from '../domain/round/command.ts';

/** Of everything that stands between a big round and its closing, so many items; the refusal names them all. */
const MISSING_SHOWN = 20;

export const actionsQuery = z.strictObject({ ...countedPageSchema, organisation: code.optional() });

export function actionRoutes(ports: Ports): Router {
  const { pool, ledger, contentKeys } = ports;
  const carryOut = carrier(ports);
  const routes = Router();

  routes.get('/rounds/:round/actions', async (request, response) => {
    const query = actionsQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const round = pathPart(request, 'round');
    const actor = actorOf(request, ports);
    const [seen, viewer] = await Promise.all([ledger.roundFor(round, actor), viewpointOf(pool, actor, round)]);
    if (!seen) return sendProblem(response, notFound('round'));
    const { cursor, limit, organisation } = query.data;
    response.json(pageOf(seenProspects(viewer, seen.round, seen.actor, organisation), Number(cursor) || 0, limit));
  });

  routes.post('/rounds/:round/actions/:action', async (request, response) => {
    const round = pathPart(request, 'round');
    const action = commandNamed(pathPart(request, 'action'));
    if (!action) return sendProblem(response, notFound('action'));
    if (!code.safeParse(round).success || isWork(round)) return sendProblem(response, notFound('round'));
    await carryOut(request, response, {
      dossier: round,
      action,
      read: (body, command) => readRequest<object>(commands[action].request, body, command),
      asks: (asked, command) => underProtection(action, asked, command, contentKeys),
    });
  });

  return routes;
}

function* allProspects(
  round: Round,
  actor: Actor,
  organisation?: string,
): Generator<PossibleAction & { action: CommandName }> {
  for (const action of commandNames)
    for (const prospect of possibleActions(round, action, askerOf(action, actor), organisation))
      yield { action, ...prospect };
}

/** Nothing that is sealed from the inspected, and no finding before it is fed back. */
function isOnesOwn(round: Round, target: PossibleAction['target']): boolean {
  const finding = target.finding === undefined ? undefined : get(round.findings, target.finding);
  return !isSealed(round, target) && finding?.state !== 'DECIDED';
}

/** Somebody of an organisation is told of its own business, and never that there is a clue, a working paper or a referral;
 *  anybody, of what all may do. */
function* seenProspects(viewer: Viewpoint, round: Round, actor: Actor, organisation?: string) {
  if (viewer === null) yield* allProspects(round, actor, organisation);
  for (const own of viewer ?? [])
    if (organisation === undefined || organisation === own)
      for (const prospect of allProspects(round, actor, own)) if (isOnesOwn(round, prospect.target)) yield prospect;
  if (viewer !== null && organisation === undefined)
    for (const action of commandNames.filter(isOpenToAnybody))
      for (const prospect of possibleActions(round, action, askerOf(action, actor)))
        if (prospect.target.organisation === undefined) yield { action, ...prospect };
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
      target,
      allowed: refused === undefined,
      ...(refused ? { clause: refused.clause, missing: refused.missing.slice(0, MISSING_SHOWN) } : {}),
    });
  }
  return { items, next: null };
}
