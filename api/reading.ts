/** Every read comes from the ledger: rounds, what is listed of them, their events, and the worklist. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { code, instantAsked } from '../contracts/schemas/fields.ts';
import { roles } from '../domain/people/posts.ts';
import { mayRead } from '../domain/people/texts.ts';
import { rolesOf } from '../domain/round/actors.ts';
import { phases } from '../domain/round/phase.ts';
import type { RoundForActor } from '../ledger/ledger.ts';
import { accountabilityOf, readsLedger, sealedFor } from '../ledger/reads/accountability.ts';
import { listEvents } from '../ledger/reads/events.ts';
import { listRounds } from '../ledger/reads/list-rounds.ts';
import { lists } from '../ledger/reads/lists.ts';
import { readRound } from '../ledger/reads/read-round.ts';
import { listReadings } from '../ledger/reads/readings.ts';
import { listTexts } from '../ledger/reads/texts.ts';
import { worklist } from '../ledger/reads/worklist.ts';
import type { Page } from '../ledger/registry/registry.ts';
import { standingOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, countedPageSchema, pageSchema, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { invalidFields, ledgerIsClosed, notFound, type Problem, sendProblem } from './problems.ts';

export const pageQuery = z.strictObject(pageSchema);
export const roundsQuery = z.strictObject({
  ...pageSchema,
  committee: code.optional(),
  phase: z.enum([...phases, 'REJECTED', 'CANCELLED', 'SUSPENDED']).optional(),
});
export const eventsQuery = z.strictObject({
  ...countedPageSchema,
  after: z.coerce.number().int().nonnegative().optional(),
});
export const textsQuery = z.strictObject({
  ...pageSchema,
  cursor: z
    .string()
    .regex(/^(\d{1,12}\.\d{1,6})?$/, '`next` of the page before')
    .default(''),
});
export const readingsQuery = z.strictObject(countedPageSchema);
export const worklistQuery = z.strictObject({
  ...pageSchema,
  committee: code.optional(),
  overdue: z.stringbool().optional(),
  owedBy: z.union([z.enum(roles), code]).optional(),
  before: instantAsked.optional(),
});

export function readingRoutes(ports: Ports): Router {
  const { pool, ledger } = ports;
  const routes = Router();

  routes.get('/rounds', async (request, response) => {
    const standing = await standingOf(pool, actorOf(request));
    return answer(request, response, roundsQuery, ({ cursor, limit, ...filter }) =>
      listRounds(pool, standing, filter, cursor, limit),
    );
  });
  routes.get('/duties', async (request, response) => {
    const standing = await standingOf(pool, actorOf(request));
    return answer(request, response, worklistQuery, ({ cursor, limit, ...filter }) =>
      worklist(pool, standing, filter, cursor, limit),
    );
  });
  routes.get('/rounds/:round', async (request, response) => {
    const code = pathPart(request, 'round');
    const actor = actorOf(request);
    const seen = await ledger.roundFor(code, actor);
    if (!seen) return sendProblem(response, notFound('round'));
    const [round, accountability] = await Promise.all([
      readRound(pool, seen.viewpoint, code),
      accountabilityOf(pool, seen),
    ]);
    response.json({ ...round, ...accountability });
  });
  routes.get('/rounds/:round/events', (request, response) =>
    ofRound(request, response, eventsQuery, async (seen, round, { cursor, limit, after }) => {
      if (!readsLedger(seen)) return ledgerIsClosed;
      return listEvents(pool, round, cursor === '' ? (after ?? 0) : Number(cursor) || 0, limit, sealedFor(seen));
    }),
  );
  routes.get('/rounds/:round/texts', (request, response) =>
    ofRound(request, response, textsQuery, async ({ round, actor }, code, { cursor, limit }) =>
      listTexts(pool, code, (event) => mayRead(round, actor, event), cursor, limit),
    ),
  );
  routes.get('/rounds/:round/readings', (request, response) =>
    ofRound(request, response, readingsQuery, async (seen, _code, { cursor, limit }) =>
      rolesOf(seen.round, seen.actor, {}).has('OFF')
        ? listReadings(pool, seen, Number(cursor) || 0, limit)
        : notFound('round'),
    ),
  );
  for (const [name, { read }] of Object.entries(lists))
    routes.get(`/rounds/:round/${name}`, (request, response) =>
      ofRound(request, response, pageQuery, ({ viewpoint }, round, { cursor, limit }) =>
        read(pool, viewpoint, round, cursor, limit),
      ),
    );
  return routes;

  async function ofRound<T>(
    request: Request,
    response: Response,
    schema: z.ZodType<T>,
    list: (seen: RoundForActor, round: string, query: T) => Promise<Page | Problem>,
  ) {
    const round = pathPart(request, 'round');
    const seen = await ledger.roundFor(round, actorOf(request));
    if (!seen) return sendProblem(response, notFound('round'));
    return answer(request, response, schema, (query) => list(seen, round, query));
  }
}

async function answer<T>(
  request: Request,
  response: Response,
  schema: z.ZodType<T>,
  list: (query: T) => Promise<Page | Problem>,
): Promise<void> {
  const query = schema.safeParse(request.query);
  if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
  const listed = await list(query.data);
  if ('kind' in listed) return sendProblem(response, listed);
  response.json(listed);
}
