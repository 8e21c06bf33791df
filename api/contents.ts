/** Reading one free text, by post; every reading is kept (J-V.5e). */
import { Router } from 'express';
import { openedSheet } from '../contracts/key-person.ts';
import { rolesOf as rolesTowardsWork } from '../domain/committee/actors.ts';
import { rolesOf } from '../domain/round/actors.ts';
import { bothSigned } from '../domain/round/steps/feedback.ts';
import { isTopPriority } from '../domain/round/steps/key-persons.ts';
import { isDepartment } from '../domain/people/posts.ts';
import { readersOf } from '../domain/people/readers.ts';
import { get } from '../domain/keyed.ts';
import { readText, recordReading } from '../ledger/contents/contents.ts';
import { eventOfText, type TextEvent } from '../ledger/contents/text-events.ts';
import type { RoundForActor, WorkForActor } from '../ledger/ledger.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { forbidden, notFound, sendProblem } from './problems.ts';
import { placeOf } from '../domain/round/targets.ts';

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
    const [ofRound, ofWork] = [await ledger.roundFor(stored.round, person), await ledger.workFor(stored.round, person)];
    const may = (ofRound && mayRead(ofRound, event)) ?? (ofWork && mayReadOfWork(ofWork, event));
    if (!may)
      return sendProblem(
        response,
        forbidden('None of your posts may read this text', '您现任职务无权查阅此内容（五（五））'),
      );
    await recordReading(pool, ref, person);
    const { hash, text } = stored;
    response.json({ ref, hash, text, ...(event.type === 'KeyPersonSealed' ? { sheet: shownSheet(text) } : {}) });
  });

  return routes;
}

/** A key-person sheet as its three readers see it: whether it is 重中之重 is derived, never kept (J-V.2a). */
function shownSheet(text: string) {
  const sheet = openedSheet(text);
  return { ...sheet, topPriority: isTopPriority(sheet) };
}

function mayReadOfWork({ work, actor }: WorkForActor, { type, field }: TextEvent): boolean {
  const roles = rolesTowardsWork(work, actor);
  return readersOf(type, { field }).some((role) => roles.has(role));
}

function mayRead(
  { round, actor }: RoundForActor,
  { type, organisation, team, referral, field, ...about }: TextEvent,
): boolean {
  const supervision = about.supervision === undefined ? undefined : get(round.supervisions, about.supervision);
  const key = about.duty ?? supervision?.duty;
  const duty = key === undefined ? undefined : get(round.duties, key);
  const transfer = about.transfer ?? duty?.transfer ?? undefined;
  const transferTo = transfer === undefined ? undefined : get(round.transfers, transfer)?.to;
  const referred = referral === undefined ? undefined : get(round.referrals, referral);
  const asked = about.request === undefined ? undefined : get(round.partnerRequests, about.request);
  const place = organisation ?? referred?.organisation ?? placeOf(round, about) ?? duty?.organisation ?? undefined;
  const inspected = place === undefined ? undefined : round.organisations[place];
  const readers = readersOf(type, {
    field,
    ...(transferTo ? { transferTo } : {}),
    ...(referred ? { referral: referred } : {}),
    ...(asked ? { askedOf: isDepartment(asked.from) ? asked.from : 'ORG' } : {}),
    fedBack: inspected !== undefined && bothSigned(inspected),
    ...(duty ? { owedBy: duty.owedBy } : {}),
  });
  const roles = rolesOf(round, actor, {
    ...(place ? { organisation: place } : {}),
    ...(transfer ? { transfer } : {}),
    ...(team ? { team } : {}),
  });
  return readers.some((role) => roles.has(role));
}
