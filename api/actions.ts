/** Acting: every command of the rule book by the same route, and what may be done now. */
import { type Response, Router } from 'express';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { type CommandName, commandNamed, commandNames } from '../contracts/commands.ts';
import { code, readRequest, requestSchemas } from '../contracts/requests.ts';
import type { Answer, Refused } from '../contracts/round-messages.ts';
import { prospects } from '../domain/round/decide.ts';
import type { Actor, Prospect } from '../domain/round/rule.ts';
import type { Round } from '../domain/round/state.ts';
import { storeTexts } from '../ledger/contents.ts';
import { limitPer } from '../ledger/limit-per.ts';
import { clockworkOf } from '../ledger/open-rounds.ts';
import { type Viewpoint, viewpointOf } from '../ledger/viewpoint.ts';
import type { Ports } from './ports.ts';
import { actorOf, pageSchema, pathPart } from './asking.ts';
import {
  invalid,
  invalidFields,
  notFound,
  refusal,
  sendOutcomeUnknown,
  sendProblem,
  sendUnavailable,
} from './problems.ts';

/** Ten in flight is Temporal's limit per workflow; beyond it throughput collapses. */
const UPDATES_IN_FLIGHT = 8;
/** Whoever has waited this long behind others for the same round is told to come back. */
const LONGEST_QUEUE_MS = 10_000;

/** Of everything that stands between a big round and its closing, so many items; the refusal names them all. */
const MISSING_SHOWN = 20;

export const commandId = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/);
export const actionsQuery = z.strictObject({ ...pageSchema, organisation: code.optional() });

export function actionRoutes(ports: Ports): Router {
  const { pool, ledger, rounds, contentKeys } = ports;
  const inFlight = limitPer(UPDATES_IN_FLIGHT);
  const routes = Router();

  routes.get('/rounds/:round/actions', async (request, response) => {
    const query = actionsQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const round = pathPart(request, 'round');
    const seen = await ledger.roundAsSeenBy(round, actorOf(request, ports));
    if (!seen) return sendProblem(response, notFound('round'));
    const viewer = await viewpointOf(pool, seen.actor.person, round);
    const { cursor, limit, organisation } = query.data;
    response.json(pageOf(seenProspects(viewer, seen.round, seen.actor, organisation), Number(cursor) || 0, limit));
  });

  routes.post('/rounds/:round/actions/:action', async (request, response) => {
    const by = actorOf(request, ports);
    const round = pathPart(request, 'round');
    const action = commandNamed(pathPart(request, 'action'));
    if (!action) return sendProblem(response, notFound('action'));
    const id = commandId.safeParse(request.get('Idempotency-Key') ?? uuid());
    if (!id.success)
      return sendProblem(
        response,
        invalid([{ pointer: '', detail: 'Idempotency-Key: 1 to 80 letters, digits, points, dashes' }]),
      );
    response.setHeader('Idempotency-Key', id.data);
    if (!code.safeParse(round).success) return sendProblem(response, notFound('round'));

    const read = readCommandRequest(action, request.body ?? {}, `${round}/${id.data}`);
    if ('issues' in read) return sendProblem(response, invalidFields(read.issues));
    const { payload, texts } = read;

    // Most refusals, and every repetition, are answered here, without troubling the workflow.
    const foreseen = await ledger.foresee({ round, id: id.data, by, name: action, payload });
    if (!('clear' in foreseen)) return answer(response, foreseen, action);
    await storeTexts(pool, contentKeys, round, id.data, texts);

    const arrived = Date.now();
    const result = await inFlight(round, async () => {
      if (Date.now() - arrived > LONGEST_QUEUE_MS) return { outcome: 'TOO_MANY' } as const;
      return rounds.act(round, action, { id: id.data, by, payload });
    });
    if ('answer' in result || 'refusal' in result) return answer(response, result, action);
    if (result.outcome === 'UNKNOWN') return sendOutcomeUnknown(response, id.data);
    if (result.outcome === 'NOT_RUNNING') {
      // A round that ended meanwhile has its answer in the ledger.
      const ended = await ledger.foresee({ round, id: id.data, by, name: action, payload });
      if (!('clear' in ended)) return answer(response, ended, action);
      // An open round whose workflow does not run: the start failed, or Temporal lost it. Starting it heals that.
      await rounds.start(round, (await clockworkOf(pool, round))?.leadMs ?? 0);
    }
    sendUnavailable(response, result.outcome === 'NOT_RUNNING' ? 'The workflow of the round' : 'The round');
  });

  return routes;
}

function answer(
  response: Response,
  result: { readonly answer: Answer } | { readonly refusal: Refused },
  action: CommandName,
): void {
  if ('answer' in result) response.json(result.answer);
  else sendProblem(response, refusal(result.refusal, action));
}

const readCommandRequest = <N extends CommandName>(action: N, body: unknown, ref: string) =>
  readRequest(requestSchemas[action], body, ref);

function* allProspects(
  round: Round,
  actor: Actor,
  organisation?: string,
): Generator<Prospect & { action: CommandName }> {
  for (const action of commandNames)
    for (const prospect of prospects(round, action, actor, organisation)) yield { action, ...prospect };
}

/** Somebody of an organisation is told of its own business, and never that there is a clue. */
function* seenProspects(viewer: Viewpoint, round: Round, actor: Actor, organisation?: string) {
  if (viewer === null) yield* allProspects(round, actor, organisation);
  for (const own of viewer ?? [])
    if (organisation === undefined || organisation === own)
      for (const prospect of allProspects(round, actor, own))
        if (prospect.target.transfer === undefined) yield prospect;
}

/** The cursor counts: what may be done changes with the round, so no key would be steadier. */
function pageOf(all: Iterable<Prospect & { action: CommandName }>, from: number, limit: number) {
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
