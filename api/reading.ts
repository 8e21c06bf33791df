/** Every read comes from the ledger: rounds, their duties, letters, findings, transfers and events, and the worklist. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { code } from '../contracts/requests.ts';
import {
  listDutiesOfRound,
  listEvents,
  listFindings,
  listLetters,
  listRounds,
  listTransfers,
  readRound,
  roundExists,
  worklist,
} from '../ledger/queries.ts';
import type { Page } from '../ledger/registry.ts';
import { pageSchema, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { invalidFields, notFound, sendProblem } from './problems.ts';

const pageQuery = z.strictObject(pageSchema);
const roundsQuery = z.strictObject({ ...pageSchema, committee: code.optional(), phase: z.string().max(20).optional() });
const eventsQuery = z.strictObject({ ...pageSchema, after: z.coerce.number().int().nonnegative().optional() });
const worklistQuery = z.strictObject({
  ...pageSchema,
  committee: code.optional(),
  overdue: z.stringbool().optional(),
  owedBy: z.string().max(40).optional(),
  before: z.iso.datetime({ offset: true }).optional(),
});

export function readingRoutes({ pool }: Ports): Router {
  const routes = Router();

  routes.get('/rounds', (request, response) =>
    answer(request, response, roundsQuery, ({ cursor, limit, ...filter }) => listRounds(pool, filter, cursor, limit)),
  );
  routes.get('/duties', (request, response) =>
    answer(request, response, worklistQuery, ({ cursor, limit, ...filter }) => worklist(pool, filter, cursor, limit)),
  );
  routes.get('/rounds/:round', async (request, response) => {
    const round = await readRound(pool, pathPart(request, 'round'));
    if (!round) return sendProblem(response, notFound('round'));
    response.json(round);
  });
  routes.get('/rounds/:round/events', (request, response) =>
    ofRound(request, response, eventsQuery, (round, { cursor, limit, after }) =>
      listEvents(pool, round, cursor === '' ? (after ?? 0) : Number(cursor) || 0, limit),
    ),
  );
  const lists = { duties: listDutiesOfRound, letters: listLetters, findings: listFindings, transfers: listTransfers };
  for (const [name, list] of Object.entries(lists))
    routes.get(`/rounds/:round/${name}`, (request, response) =>
      ofRound(request, response, pageQuery, (round, { cursor, limit }) => list(pool, round, cursor, limit)),
    );
  return routes;

  async function ofRound<T>(
    request: Request,
    response: Response,
    schema: z.ZodType<T>,
    list: (round: string, query: T) => Promise<Page>,
  ) {
    const round = pathPart(request, 'round');
    if (!(await roundExists(pool, round))) return sendProblem(response, notFound('round'));
    return answer(request, response, schema, (query) => list(round, query));
  }
}

async function answer<T>(
  request: Request,
  response: Response,
  schema: z.ZodType<T>,
  list: (query: T) => Promise<Page>,
): Promise<void> {
  const query = schema.safeParse(request.query);
  if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
  response.json(await list(query.data));
}
