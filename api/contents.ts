/** Reading one free text, by post; every reading is kept (J-V.5e). */
import { Router } from 'express';
import { rolesOf } from '../domain/round/command.ts';
import { bothSigned } from '../domain/round/feedback.ts';
import { isDepartment } from '../domain/posts.ts';
import { readersOf } from '../domain/readers.ts';
import { row } from '../domain/table.ts';
import { readText, recordReading } from '../ledger/contents.ts';
import { eventOfText, type TextEvent } from '../ledger/text-events.ts';
import type { RoundSeen } from '../ledger/ledger.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { forbidden, notFound, sendProblem } from './problems.ts';

export function contentRoutes(ports: Ports): Router {
  const { pool, ledger, contentKeys } = ports;
  const routes = Router();

  routes.get('/contents/*ref', async (request, response) => {
    const person = actorOf(request, ports);
    const ref = pathPart(request, 'ref');
    const stored = await readText(pool, contentKeys, ref);
    const event = stored && (await eventOfText(pool, stored.round, stored.command, ref));
    const seen = stored && (await ledger.roundAsSeenBy(stored.round, person));
    // A text that no event refers to belongs to a refused request: nobody reads it.
    if (!stored || !event || !seen) return sendProblem(response, notFound('text'));
    if (!mayRead(seen, event))
      return sendProblem(
        response,
        forbidden('None of your posts may read this text', '您现任职务无权查阅此内容（五（五））'),
      );
    await recordReading(pool, ref, person);
    response.json({ ref, hash: stored.hash, text: stored.text });
  });

  return routes;
}

function mayRead({ round, actor }: RoundSeen, { type, organisation, transfer, finding, request }: TextEvent): boolean {
  const transferTo = transfer === undefined ? undefined : row(round.transfers, transfer)?.to;
  const asked = request === undefined ? undefined : row(round.partnerRequests, request);
  const place =
    organisation ??
    (finding === undefined ? asked?.organisation : row(round.findings, finding)?.organisation) ??
    undefined;
  const inspected = place === undefined ? undefined : round.organisations[place];
  const readers = readersOf(type, {
    ...(transferTo ? { transferTo } : {}),
    ...(asked ? { askedOf: isDepartment(asked.from) ? asked.from : 'ORG' } : {}),
    fedBack: inspected !== undefined && bothSigned(inspected),
  });
  const roles = rolesOf(round, actor, { ...(place ? { organisation: place } : {}), ...(transfer ? { transfer } : {}) });
  return readers.some((role) => roles.has(role));
}
