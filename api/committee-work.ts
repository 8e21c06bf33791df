/** A committee's own work: its dossier is begun once, acted on and read like a round, by the committee's side. */
import { type Request, type Response, Router } from 'express';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { workOf } from '../contracts/committee.ts';
import { workCommandNamed, workCommands, workRequestSchema } from '../contracts/requests/committee.ts';
import { code } from '../contracts/schemas/fields.ts';
import { readRequest } from '../contracts/schemas/texts.ts';
import { seesWholeRound } from '../domain/people/readers.ts';
import { mayReadOfWork } from '../domain/people/texts.ts';
import { beginInLedger } from '../ledger/begin-work.ts';
import type { WorkForActor } from '../ledger/ledger.ts';
import { duties } from '../ledger/reads/duties.ts';
import { listEvents } from '../ledger/reads/events.ts';
import { letters } from '../ledger/reads/letters.ts';
import { readWork } from '../ledger/reads/read-committee.ts';
import { listTexts } from '../ledger/reads/texts.ts';
import { actorOf, advanceTarget, callerOf, pageSchema, pathPart } from './asking.ts';
import { carrier } from './carrying-out.ts';
import type { CommandOutcome } from '../metrics/names.ts';
import type { Ports } from './ports.ts';
import {
  clockIsTheCommittees,
  clockStays,
  invalidFields,
  isProblem,
  ledgerIsClosed,
  notFound,
  refusal,
  sendProblem,
} from './problems.ts';
import { textsQuery } from './reading.ts';
import { startUnlessClosed } from './starting.ts';
import { outcomeOf, watched } from './watching.ts';

const pageQuery = z.strictObject(pageSchema);

export function committeeWorkRoutes(ports: Ports): Router {
  const { pool, ledger, advance } = ports;
  const carryOut = carrier(ports);
  const routes = Router();

  routes.post('/committees/:committee/work', (request, response) =>
    watched(ports, 'begin-work', () => beginWork(request, response)),
  );

  routes.post('/committees/:committee/actions/:action', async (request, response) => {
    const action = workCommandNamed(pathPart(request, 'action'));
    if (!action) return sendProblem(response, notFound('action'));
    const committee = code.safeParse(pathPart(request, 'committee'));
    if (!committee.success) return sendProblem(response, notFound('committee'));
    await carryOut(request, response, {
      dossier: workOf(committee.data),
      action,
      read: (body, command, hashText) => readRequest<object>(workCommands[action].request, body, command, hashText),
    });
  });

  routes.get('/committees/:committee', (request, response) =>
    ofWork(request, response, pageQuery, async (seen) => readWork(pool, seen)),
  );
  for (const [name, { read }] of Object.entries({ duties, letters }))
    routes.get(`/committees/:committee/${name}`, (request, response) =>
      ofWork(request, response, pageQuery, ({ work, viewpoint }, { cursor, limit }) =>
        read(pool, viewpoint, work.code, cursor, limit),
      ),
    );
  routes.get('/committees/:committee/texts', (request, response) =>
    ofWork(request, response, textsQuery, ({ work, actor }, { cursor, limit }) =>
      listTexts(pool, work.code, (event) => mayReadOfWork(work, actor, event), cursor, limit),
    ),
  );
  routes.get('/committees/:committee/events', (request, response) =>
    ofWork(request, response, pageQuery, async ({ work, viewpoint }, { cursor, limit }) =>
      seesWholeRound(viewpoint)
        ? listEvents(pool, work.code, Number(cursor) || 0, limit, (event) => event)
        : ledgerIsClosed,
    ),
  );

  if (advance)
    routes.post('/committees/:committee/advance', async (request, response) => {
      const read = advanceTarget.safeParse(request.body ?? {});
      if (!read.success) return sendProblem(response, invalidFields(read.error.issues));
      return ofWork(request, response, pageQuery, async ({ work: { code: work }, viewpoint, actor }) => {
        if (!seesWholeRound(viewpoint)) return clockIsTheCommittees;
        const arrived = await advance(work, read.data, callerOf(response));
        return typeof arrived === 'string'
          ? clockStays(arrived)
          : { ...arrived, work: await shown(work, actor.person) };
      });
    });

  return routes;

  async function beginWork(request: Request, response: Response): Promise<CommandOutcome> {
    const committee = code.safeParse(pathPart(request, 'committee'));
    if (!committee.success) {
      sendProblem(response, notFound('committee'));
      return 'MALFORMED';
    }
    const read = workRequestSchema.safeParse(request.body ?? {});
    if (!read.success) {
      sendProblem(response, invalidFields(read.error.issues));
      return 'MALFORMED';
    }
    const actor = actorOf(request);
    const begun = await beginInLedger(pool, committee.data, read.data, actor, uuid());
    if ('refusal' in begun) {
      sendProblem(response, refusal(begun.refusal, 'begin-work'));
      return outcomeOf(begun.refusal);
    }
    const work = workOf(committee.data);
    await startUnlessClosed(ports, work);
    response
      .status(begun.begun === 'NEW' ? 201 : 200)
      .location(`/committees/${committee.data}`)
      .json(await shown(work, actor));
    return 'DONE';
  }

  async function shown(work: string, actor: string): Promise<object> {
    const seen = await ledger.workFor(work, actor);
    if (!seen) throw new Error(`${work} is not in the ledger`);
    return readWork(pool, seen);
  }

  /** Of a committee whose work has begun, as far as the caller sees it; else there is none. */
  async function ofWork<T>(
    request: Request,
    response: Response,
    schema: z.ZodType<T>,
    read: (seen: WorkForActor, query: T) => Promise<object>,
  ): Promise<void> {
    const query = schema.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const seen = await ledger.workFor(workOf(pathPart(request, 'committee')), actorOf(request));
    if (!seen) return sendProblem(response, notFound('work of this committee'));
    const found = await read(seen, query.data);
    if (isProblem(found)) return sendProblem(response, found);
    response.json(found);
  }
}
