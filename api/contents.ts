/** Reading one free text, by post; every reading is kept (J-V.5e). A text that is not for the caller is answered as one that is not
 *  there (T-4), and is opened only once it is known to be for them. */
import { Router } from 'express';
import { openedSheet } from '../contracts/key-person.ts';
import { isOpenedByTwo, mayRead, mayReadOfWork, type TextEvent } from '../domain/people/texts.ts';
import { isTopPriority } from '../domain/round/steps/key-persons.ts';
import { openText, readersSoFar, recordReading, type StoredText, storedText } from '../ledger/contents/contents.ts';
import { eventOfText } from '../ledger/contents/text-events.ts';
import type { RoundForActor } from '../ledger/ledger.ts';
import { actorOf, pathPart } from './asking.ts';
import type { Ports } from './ports.ts';
import { conflict, notFound, sendProblem, textIsDamaged } from './problems.ts';

export function contentRoutes(ports: Ports): Router {
  const { pool, log, ledger, contentKeys } = ports;
  const routes = Router();

  routes.get('/contents/*ref', async (request, response) => {
    const person = actorOf(request);
    const ref = pathPart(request, 'ref');
    const stored = await storedText(pool, ref);
    // A text that no event refers to belongs to a refused request: nobody reads it.
    const event = stored && (await eventOfText(pool, stored.round, stored.command, ref));
    if (!stored || !event) return sendProblem(response, noSuchText);
    const [ofRound, ofWork] = [await ledger.roundFor(stored.round, person), await ledger.workFor(stored.round, person)];
    const may = ofRound
      ? mayRead(ofRound.round, ofRound.actor, event)
      : ofWork && mayReadOfWork(ofWork.work, ofWork.actor, event);
    if (!may) return sendProblem(response, noSuchText);
    await recordReading(pool, ref, person);
    if (ofRound && event.field === 'reporter' && !(await bothHaveOpened(ofRound, ref)))
      return sendProblem(response, waitsForTheSecond);
    const text = opened(stored);
    if (text === undefined) return sendProblem(response, textIsDamaged);
    response.json({ ref, hash: stored.hash, text, ...shownSheet(event, text) });
  });

  return routes;

  /** Undefined where it does not open, or is not the text that its hash is of. */
  function opened(stored: StoredText): string | undefined {
    try {
      return openText(contentKeys, stored);
    } catch (error) {
      log.error({ ref: stored.ref, err: error, alarm: 'text-damaged' }, 'a text is damaged');
      return undefined;
    }
  }

  /** Who reports retaliation is told to nobody alone: whoever opens it waits until the other one has. */
  async function bothHaveOpened({ round }: RoundForActor, ref: string): Promise<boolean> {
    const people = await readersSoFar(pool, ref);
    const seen = await Promise.all(people.map((each) => ledger.roundFor(round.code, each)));
    return isOpenedByTwo(
      round,
      seen.flatMap((opener) => opener?.actor ?? []),
    );
  }
}

/** A key-person sheet as its three readers see it: whether it is 重中之重 is derived, never kept (J-V.2a). */
function shownSheet({ type }: TextEvent, text: string): object {
  if (type !== 'KeyPersonSealed') return {};
  const sheet = openedSheet(text);
  return { sheet: { ...sheet, topPriority: isTopPriority(sheet) } };
}

const noSuchText = notFound('text');
const waitsForTheSecond = conflict(
  'The leading group’s leader and the discipline organ open this together: your opening is recorded, and the text follows once the other one has opened it too',
  '反映人身份须由领导小组组长和纪检监察机关人员分别登录打开：您的打开已记录，待另一方打开后方可查阅',
);
