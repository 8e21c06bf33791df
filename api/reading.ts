/** Every read comes from the ledger: rounds, what is listed of them, their events, and the worklist. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { code } from '../contracts/schemas/fields.ts';
import { roles } from '../domain/people/posts.ts';
import { phases } from '../domain/round/phase.ts';
import { accountabilityOf, sealedFor } from '../ledger/reads/accountability.ts';
import { listEvents } from '../ledger/reads/events.ts';
import { listRounds } from '../ledger/reads/list-rounds.ts';
import { lists } from '../ledger/reads/lists.ts';
import { readRound, roundExists } from '../ledger/reads/read-round.ts';
import { worklist } from '../ledger/reads/worklist.ts';
import type { Page } from '../ledger/registry/registry.ts';
import { seesNothing, standingOf, type Viewpoint, viewpointOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, countedPageSchema, pageSchema, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { forbidden, invalidFields, notFound, type Problem, sendProblem } from './problems.ts';

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
export const worklistQuery = z.strictObject({
  ...pageSchema,
  committee: code.optional(),
  overdue: z.stringbool().optional(),
  owedBy: z.union([z.enum(roles), code]).optional(),
  before: z.iso.datetime({ offset: true }).optional(),
});

export function readingRoutes(ports: Ports): Router {
  const { pool, ledger } = ports;
  const routes = Router();

  routes.get('/rounds', async (request, response) => {
    const standing = await standingOf(pool, actorOf(request, ports));
    return answer(request, response, roundsQuery, ({ cursor, limit, ...filter }) =>
      listRounds(pool, standing, filter, cursor, limit),
    );
  });
  routes.get('/duties', async (request, response) => {
    const standing = await standingOf(pool, actorOf(request, ports));
    return answer(request, response, worklistQuery, ({ cursor, limit, ...filter }) =>
      worklist(pool, standing, filter, cursor, limit),
    );
  });
  routes.get('/rounds/:round', async (request, response) => {
    const code = pathPart(request, 'round');
    const actor = actorOf(request, ports);
    const viewer = await viewpointOf(pool, actor, code);
    const [round, seen] = await Promise.all([
      seesNothing(viewer) ? undefined : readRound(pool, viewer, code),
      viewer === null ? ledger.roundFor(code, actor) : undefined,
    ]);
    if (!round) return sendProblem(response, notFound('round'));
    response.json(seen ? { ...round, ...(await accountabilityOf(pool, seen)) } : round);
  });
  routes.get('/rounds/:round/events', (request, response) =>
    ofRound(request, response, eventsQuery, async (viewer, round, { cursor, limit, after }) => {
      // The ledger tells of every clue and every hearing: it is not for the inspected.
      const seen = viewer === null ? await ledger.roundFor(round, actorOf(request, ports)) : undefined;
      if (!seen) return ledgerIsClosed;
      return listEvents(pool, round, cursor === '' ? (after ?? 0) : Number(cursor) || 0, limit, sealedFor(seen));
    }),
  );
  for (const [name, { read }] of Object.entries(lists))
    routes.get(`/rounds/:round/${name}`, (request, response) =>
      ofRound(request, response, pageQuery, (viewer, round, { cursor, limit }) =>
        read(pool, viewer, round, cursor, limit),
      ),
    );
  return routes;

  async function ofRound<T>(
    request: Request,
    response: Response,
    schema: z.ZodType<T>,
    list: (viewer: Viewpoint, round: string, query: T) => Promise<Page | Problem>,
  ) {
    const round = pathPart(request, 'round');
    const viewer = await viewpointOf(pool, actorOf(request, ports), round);
    if (seesNothing(viewer) || !(await roundExists(pool, round))) return sendProblem(response, notFound('round'));
    return answer(request, response, schema, (query) => list(viewer, round, query));
  }
}

const ledgerIsClosed = forbidden(
  'The ledger is read by the committee’s side and the teams',
  '台账由党委一方和巡察组查阅（五（五））',
);

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
