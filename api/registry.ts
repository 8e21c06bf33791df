/** The registry: one of the API's few writes. */
import { type Response, Router } from 'express';
import { z } from 'zod';
import { registrySchema, type Settling, settlingSchemas } from '../contracts/schemas/registry.ts';
import { type RegistryPart, registryParts } from '../domain/registry/events.ts';
import type { Confirmers } from '../domain/registry/rules.ts';
import { listEntries, listPending } from '../ledger/registry/entries.ts';
import type { FilingOpened } from '../ledger/registry/director-filing.ts';
import { enterDocument } from '../ledger/registry/enter.ts';
import { isPersonKeptBy, listAppraisals, readRegistry } from '../ledger/registry/registry.ts';
import { type Settled, settleEntry } from '../ledger/registry/settle.ts';
import { standingOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, countedPageSchema, pageSchema, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { conflict, forbidden, invalid, invalidFields, named, notFound, type Problem, sendProblem } from './problems.ts';
import { requireSignature } from './signing.ts';

const part = z.enum(registryParts);
const pageQuery = z.strictObject(pageSchema);
const entriesQuery = z.strictObject({ ...countedPageSchema, subject: z.string().max(200).optional() });
const aboutPeople: ReadonlySet<RegistryPart> = new Set(['people', 'posts']);

export function registryRoutes(ports: Ports): Router {
  const { pool } = ports;
  const routes = Router();

  routes.put('/registry', async (request, response) => {
    const document = registrySchema.safeParse(request.body);
    if (!document.success) return sendProblem(response, invalidFields(document.error.issues));
    const result = await enterDocument(pool, document.data, actorOf(request));
    if ('keepsNothing' in result) return sendProblem(response, keptByOffices);
    if ('faults' in result) return sendProblem(response, invalid(result.faults));
    if ('foreign' in result) return sendProblem(response, { ...keptElsewhere, ...named(result.foreign) });
    const { filings, ...entered } = result;
    tell(ports, filings);
    response.json(entered);
  });

  routes.get('/registry/pending', async (request, response) => {
    const query = z.strictObject(countedPageSchema).safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const actor = actorOf(request);
    const { committees } = await standingOf(pool, actor);
    if (committees.length === 0) return sendProblem(response, entriesAreClosed);
    response.json(await listPending(pool, committees, Number(query.data.cursor), query.data.limit));
  });

  routes.get('/registry/entries', async (request, response) => {
    const query = entriesQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const { committees } = await standingOf(pool, actorOf(request));
    if (committees.length === 0) return sendProblem(response, entriesAreClosed);
    const { cursor, limit, subject } = query.data;
    response.json(await listEntries(pool, committees, { after: Number(cursor), limit, subject }));
  });

  for (const [what, schema] of Object.entries(settlingSchemas))
    routes.post(`/registry/entries/:entry/${what}`, async (request, response) => {
      // To take an entry of one's own back is no confirmation.
      const unsigned = what !== 'revoke' && requireSignature(request, ports);
      if (unsigned) return sendProblem(response, unsigned);
      const asked = schema.safeParse(request.body ?? {});
      if (!asked.success) return sendProblem(response, invalidFields(asked.error.issues));
      const settlement = settlementOf(what, asked.data);
      const settled = await settleEntry(pool, pathPart(request, 'entry'), settlement, actorOf(request));
      answer(response, ports, settled);
    });

  routes.get('/registry/people/:person/appraisals', async (request, response) => {
    const query = pageQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const { offices } = await standingOf(pool, actorOf(request));
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
    const { committees, rounds, offices } = await standingOf(pool, actorOf(request));
    if (aboutPeople.has(wanted.data) && committees.length + rounds.length === 0)
      return sendProblem(response, peopleAreClosed);
    response.json(await readRegistry(pool, wanted.data, offices, query.data.cursor, query.data.limit));
  });

  return routes;
}

type Asked = z.output<(typeof settlingSchemas)[Settling]>;
function settlementOf(what: string, asked: Asked) {
  if ('reason' in asked) return { what: what === 'decline' ? 'decline' : 'revoke', reason: asked.reason } as const;
  return { what: 'confirm', document: asked.document ?? null } as const;
}

function answer(response: Response, ports: Ports, settled: Settled): void {
  if ('refused' in settled) return sendProblem(response, refusals[settled.refused](settled));
  tell(ports, settled.filings);
  response.json(settled.settled);
}

/** The work of a committee whose director has changed has a filing more. */
function tell({ notifier }: Ports, filings: readonly FilingOpened[]): void {
  for (const { dossier, sequence } of filings)
    notifier.tell({ round: dossier, sequence, command: 'registry', words: '巡察办主任任免（名册）' });
}

const keptByOffices = forbidden('Only an inspection office keeps the registry', '名册由巡察办维护，请由巡察办人员办理');
const keptElsewhere = forbidden(
  'Each office keeps the registry of its own committee and of those below it: leave out what `errors` names, or have it done as it says there',
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
const entriesAreClosed = forbidden('Entries are read by the committee’s side', '名册登记情况由党委一方查阅');

type RefusedSettling = Extract<Settled, { readonly refused: string }>;
const refusals: Readonly<Record<RefusedSettling['refused'], (refused: RefusedSettling) => Problem>> = {
  UNKNOWN: () => notFound('entry'),
  OVER: () =>
    conflict(
      'This entry is over: what waits is confirmed, declined or revoked once, what took effect is revoked on its day; change it by a further entry',
      '该登记事项已经办结：待确认的只能确认、退回或者撤回一次，已生效的限当日撤回；如需变更请另行登记',
    ),
  STALE: () =>
    conflict(
      'What this entry changes has changed otherwise meanwhile: decline it, and enter it again as it shall be',
      '该登记事项所涉内容已另有变动，请退回后重新登记',
    ),
  CIRCLE: () => conflict('A committee would stand above itself: decline this entry', '将造成党委上下级循环，请退回'),
  IN_USE: () =>
    conflict('Others have named it meanwhile: take those entries back first', '已被其他登记事项引用，请先撤回有关事项'),
  NOT_YOURS: (refused) =>
    'confirmers' in refused ? { ...notYours(refused.confirmers), confirmers: refused.confirmers } : settledByOthers,
};
const settledByOthers = forbidden(
  'Somebody of another body settles this entry, who has no hand in it: `confirmers` says who',
  '该登记事项须由其他机构的人员办理，登记人和本人不得办理：见 confirmers',
);
const settledByOperator = forbidden(
  'Nobody else is there who could settle this entry: the operator does, on the machine and by a paper: npm run confirm -- ENTRY --document NUMBER',
  '现无其他机构的人员可以办理该登记事项，请系统管理员凭文件在服务器上确认：npm run confirm -- 登记号 --document 文号',
);
const notYours = ({ by }: Confirmers): Problem => (by === 'OPERATOR' ? settledByOperator : settledByOthers);
