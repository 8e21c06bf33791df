/** Reading one free text, by post; every reading is kept (J-V.5e). */
import { Router } from 'express';
import { rolesOf as rolesTowardsWork } from '../domain/committee/decide.ts';
import { rolesOf } from '../domain/round/command.ts';
import { bothSigned } from '../domain/round/feedback.ts';
import { readersOf } from '../domain/readers.ts';
import { row } from '../domain/table.ts';
import { readText, recordReading } from '../ledger/contents.ts';
import { eventOfText, type TextEvent } from '../ledger/text-events.ts';
import type { RoundSeen, WorkSeen } from '../ledger/ledger.ts';
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
    // A text that no event refers to belongs to a refused request: nobody reads it.
    if (!stored || !event) return sendProblem(response, notFound('text'));
    const [ofRound, ofWork] = [
      await ledger.roundAsSeenBy(stored.round, person),
      await ledger.workAsSeenBy(stored.round, person),
    ];
    const may = (ofRound && mayRead(ofRound, event)) ?? (ofWork && mayReadOfWork(ofWork, event));
    if (!may)
      return sendProblem(
        response,
        forbidden('None of your posts may read this text', '您现任职务无权查阅此内容（五（五））'),
      );
    await recordReading(pool, ref, person);
    response.json({ ref, hash: stored.hash, text: stored.text });
  });

  return routes;
}

function mayReadOfWork({ work, actor }: WorkSeen, { type }: TextEvent): boolean {
  const roles = rolesTowardsWork(work, actor);
  return readersOf(type, {}).some((role) => roles.has(role));
}

function mayRead({ round, actor }: RoundSeen, { type, organisation, transfer, finding }: TextEvent): boolean {
  const transferTo = transfer === undefined ? undefined : row(round.transfers, transfer)?.to;
  const place = organisation ?? (finding === undefined ? undefined : row(round.findings, finding)?.organisation);
  const inspected = place === undefined ? undefined : round.organisations[place];
  const readers = readersOf(type, {
    ...(transferTo ? { transferTo } : {}),
    fedBack: inspected !== undefined && bothSigned(inspected),
  });
  const roles = rolesOf(round, actor, { ...(place ? { organisation: place } : {}), ...(transfer ? { transfer } : {}) });
  return readers.some((role) => roles.has(role));
}
