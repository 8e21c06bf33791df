/** The registry: one of the API's few writes. */
import { Router } from 'express';
import { z } from 'zod';
import { type RegistryPart, registryParts, registrySchema } from '../contracts/schemas/registry.ts';
import { dayOf } from '../domain/calendar.ts';
import { databaseClock, postsOf } from '../ledger/posts.ts';
import {
  callerInRegistry,
  isPersonKeptBy,
  isRegistryEmpty,
  listAppraisals,
  putRegistry,
  readRegistry,
} from '../ledger/registry/registry.ts';
import { standingOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, pageSchema, pathPart } from './asking.ts';
import { identifyForDevelopment, isFromLoopback } from './identify.ts';
import type { Ports } from './ports.ts';
import {
  forbidden,
  invalid,
  invalidFields,
  named,
  notFound,
  sendProblem,
  suspended,
  unauthorized,
} from './problems.ts';

const part = z.enum(registryParts);
const pageQuery = z.strictObject(pageSchema);
const aboutPeople: ReadonlySet<RegistryPart> = new Set(['people', 'posts']);
const OFFICE = new Set(['OFFICE_DIRECTOR', 'OFFICE_STAFF']);

/** Writing stands before the door: an empty registry knows nobody. */
export function registryWriting({ pool, identify }: Ports): Router {
  const routes = Router();

  routes.put('/registry', async (request, response) => {
    const actor = identify(request);
    // Nobody can be known to an empty registry: in development the first document is taken from this machine.
    const isFirst = identify === identifyForDevelopment && isFromLoopback(request) && (await isRegistryEmpty(pool));
    let keepers: string[] | undefined;
    if (!isFirst) {
      const caller = actor === undefined ? 'UNKNOWN' : await callerInRegistry(pool, actor);
      if (actor === undefined || caller === 'UNKNOWN') return sendProblem(response, unauthorized);
      if (caller === 'SUSPENDED') return sendProblem(response, suspended);
      const posts = await postsOf(pool, actor, dayOf(await databaseClock(pool)));
      keepers = posts.filter(({ post }) => OFFICE.has(post)).map(({ place }) => place);
      if (keepers.length === 0) return sendProblem(response, keptByOffices);
    }
    const document = registrySchema.safeParse(request.body);
    if (!document.success) return sendProblem(response, invalidFields(document.error.issues));
    const result = await putRegistry(pool, document.data, keepers);
    if ('faults' in result) return sendProblem(response, invalid(result.faults));
    if ('foreign' in result) return sendProblem(response, { ...keptElsewhere, ...named(result.foreign) });
    response.json(result);
  });

  return routes;
}

export function registryReading(ports: Ports): Router {
  const { pool } = ports;
  const routes = Router();

  routes.get('/registry/people/:person/appraisals', async (request, response) => {
    const query = pageQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const { offices } = await standingOf(pool, actorOf(request, ports));
    if (offices.length === 0) return sendProblem(response, recordIsClosed);
    const person = pathPart(request, 'person');
    // Of a person whom another office keeps there is no record here, no more than of one who is not there.
    if (!(await isPersonKeptBy(pool, offices, person))) return sendProblem(response, notFound('person'));
    const { cursor, limit } = query.data;
    response.json(await listAppraisals(pool, person, cursor, limit));
  });

  routes.get('/registry/:part', async (request, response) => {
    const wanted = part.safeParse(pathPart(request, 'part'));
    if (!wanted.success) return sendProblem(response, notFound('part of the registry'));
    const query = pageQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const { committees, rounds, offices } = await standingOf(pool, actorOf(request, ports));
    if (aboutPeople.has(wanted.data) && committees.length + rounds.length === 0)
      return sendProblem(response, peopleAreClosed);
    response.json(await readRegistry(pool, wanted.data, offices, query.data.cursor, query.data.limit));
  });

  return routes;
}

const keptByOffices = forbidden('Only an inspection office keeps the registry', '名册由巡察办维护，请由巡察办人员办理');
const keptElsewhere = forbidden(
  'Each office keeps the registry of its own committee and of those below it: leave out what `errors` names, or have their office do it',
  '各巡察办只维护本级党委及其下级的名册：请去掉 errors 所列各项，或者请有关巡察办办理',
);
const peopleAreClosed = forbidden(
  'Who is who is read by the committee’s side and the teams',
  '人员和任职名册由党委一方和巡察组查阅（五（五））',
);
const recordIsClosed = forbidden(
  'The record of the pool is read by the committee’s side',
  '人才库考核记录由党委一方查阅（三（四））',
);
