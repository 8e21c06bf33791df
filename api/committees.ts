/** What a committee's side asks about its term as a whole, over all of its rounds. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { workOf } from '../contracts/committee.ts';
import { day } from '../contracts/schemas/fields.ts';
import { tendencies } from '../domain/committee/tendencies.ts';
import { coverage, indicators, type Term } from '../domain/committee/coverage.ts';
import { dayOf } from '../domain/calendar.ts';
import { seesWholeRound } from '../domain/people/readers.ts';
import type { Pack } from '../domain/policy/pack.ts';
import { DEFAULT_PACK, packNamed } from '../domain/policy/packs.ts';
import { categoriesOfTerm } from '../ledger/committee-facts.ts';
import { type CommitteeInTerm, committeeInTerm, coverageFacts, outcomesOfTerm } from '../ledger/reads/coverage.ts';
import { databaseClock } from '../ledger/posts.ts';
import { isAt, standingOf } from '../ledger/reads/viewpoint.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { invalid, invalidFields, notFound, sendProblem } from './problems.ts';

export const termQuery = z.strictObject({ term: day.optional() });

export function committeeRoutes(ports: Ports): Router {
  const { pool, ledger } = ports;
  const routes = Router();

  routes.get('/committees/:committee/coverage', (request, response) =>
    ofTerm(request, response, async ({ committee }, term) => {
      const today = dayOf(await databaseClock(pool));
      const facts = await coverageFacts(pool, committee, term);
      const outcomes = await outcomesOfTerm(pool, committee.code, term.from);
      const covered = coverage(facts, defaultPack(), today);
      return { committee: committee.code, term, today, ...covered, indicators: indicators(outcomes) };
    }),
  );

  routes.get('/committees/:committee/tendencies', (request, response) =>
    ofTerm(request, response, async ({ committee: { code } }, term) => {
      const seen = await ledger.workFor(workOf(code), actorOf(request));
      const { governanceFromOrganisations: from } = seen?.work.pack ?? defaultPack();
      const governances = Object.values(seen?.work.governances ?? {}).filter((opened) => opened.term === term.from);
      const counts = await categoriesOfTerm(pool, code, term.from);
      return { committee: code, term, fromOrganisations: from, items: tendencies(counts, governances, from) };
    }),
  );

  return routes;

  /** The term asked for, else the one that is registered; only the registered one is known to have an end. */
  async function ofTerm(
    request: Request,
    response: Response,
    read: (known: CommitteeInTerm, term: Term) => Promise<object>,
  ): Promise<void> {
    const query = termQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const code = pathPart(request, 'committee');
    const known = await committeeInTerm(pool, code);
    const { scopes } = await standingOf(pool, actorOf(request));
    const sees = scopes.some(({ place, viewpoint }) => isAt(place, code) && seesWholeRound(viewpoint));
    if (!known || !sees) return sendProblem(response, notFound('committee'));
    const from = query.data.term ?? known.term?.from;
    if (from === undefined) return sendProblem(response, noTerm);
    response.json(await read(known, known.term?.from === from ? known.term : { from, plannedTo: null }));
  }
}

/** What no dossier pins. */
function defaultPack(): Pack {
  const pack = packNamed(DEFAULT_PACK);
  if (!pack) throw new Error(`there is no pack ${DEFAULT_PACK}`);
  return pack;
}

const noTerm = invalid([
  { pointer: '/term', detail: 'the registry has no term for this committee: give ?term= with its first day' },
]);
