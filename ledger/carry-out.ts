/** Carrying out a command: one transaction, decided under the lock of the dossier's head, answered after its commit. */
import type { Answer, AnsweredDuty, CarryOut, Carried } from '../contracts/messages.ts';
import type { Text } from '../contracts/schemas/texts.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { arrivalOf, outcomeByFirstDay } from '../domain/dossier/duty.ts';
import { get } from '../domain/keyed.ts';
import { seesDuty } from '../domain/round/in-sight.ts';
import type { Viewpoint } from '../domain/people/viewpoint.ts';
import { extend, type Growth, ungrown } from './append.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import { sealTexts } from './contents/contents.ts';
import { type Client, violatedConstraint } from './database.ts';
import { actorAt, dossierTime, type Earlier, earlierAnswer, lockHead } from './head.ts';
import { actOn, type OpenBook } from './open-book.ts';
import { letTimePass } from './pass-time.ts';
import { type Fingerprinted, readCommand } from './read-command.ts';
import { noSuchRound, otherRequest, refused, ruleFailed, takenMeanwhile } from './refused.ts';
import { attempt, isOurFault } from './rule-error.ts';

/** A command with the free texts that its payload refers to; they are sealed and stored in its own transaction. */
export interface Command extends CarryOut {
  readonly texts: readonly Text[];
}

export function createCarrier<D extends Dossier, E extends DomainEvent, F>(open: OpenBook<D, E, F>) {
  const { book, cache, contentKeys, log } = open;

  async function carryOutUnderLock(client: Client, order: Command, command: Fingerprinted<D, E, F>) {
    const head = await lockHead(client, order);
    if (!head) return { result: { refusal: noSuchRound } };
    const dossier = await cache.bringUpToDate(client, head);
    const actor = actorAt(head, order.by);
    // Of a dossier of which somebody sees nothing they learn nothing by acting either (T-4).
    if (attempt(() => book.viewpoint(dossier, actor)).sees === 'NOTHING') return { result: { refusal: noSuchRound } };
    const answered = (now: D, answer: Answer) => ({ answer: inSightOf(book.viewpoint(now, actor), now, answer) });
    const repeated = (earlier: Earlier) =>
      earlier.fingerprint === command.fingerprint ? answered(dossier, earlier.answer) : { refusal: otherRequest };
    if (head.earlier) return { result: repeated(head.earlier) };
    const now = dossierTime(head);
    const due = await letTimePass(client, open, ungrown(dossier, head.hash), head, now);
    const facts = await command.gather(client, due.dossier, dayOf(now));
    const decided = attempt(() => command.decide(due.dossier, actor, facts, now));
    if ('missing' in decided) {
      // What was done during the wait for the lock may have been this very command, by another process.
      const meanwhile = await earlierAnswer(client, order);
      if (meanwhile) return { result: repeated(meanwhile) };
      return { result: { refusal: refused(decided, order.name) } };
    }
    const grown = attempt(() => {
      const posts = command.postsActing(due.dossier, actor);
      return extend(book, due, decided, { now, recordedAt: head.clock, by: order.by, command: order.id, posts });
    });
    const answer = answerTo(grown.recorded.slice(due.recorded.length), grown);
    const { fingerprint } = command;
    const beside = { command: { id: order.id, fingerprint, answer }, texts: sealTexts(contentKeys, order.texts) };
    return { result: answered(grown.dossier, answer), grown, beside };
  }

  /** Carries the command out, or says why not. Throws only what the database does: nothing is done then, and the same id may
   *  be sent again. */
  return async function carryOut(order: Command): Promise<Carried> {
    const command = readCommand(book, order);
    if ('refusal' in command) return command;
    const once = () => actOn(open, order, (client) => carryOutUnderLock(client, order, command));
    try {
      return await once().catch((error: unknown) => {
        // Another process carried out the same command while this one waited for the lock: it is answered as that one was.
        if (violatedConstraint(error) === 'commands_pkey') return once();
        throw error;
      });
    } catch (error) {
      const taken = takenMeanwhile(violatedConstraint(error) ?? '', order.name);
      if (taken) return { refusal: taken };
      if (!isOurFault(error)) throw error;
      const { round, name } = order;
      log.error({ round, action: name, err: error, alarm: 'own-fault' }, 'a command failed by a fault of our own');
      return { refusal: ruleFailed };
    }
  };
}

/** What a command has opened is told as far as it is in the caller's sight (T-4): whoever hands in a report does not learn who is
 *  asked about it. The ledger keeps the whole answer. */
function inSightOf(viewpoint: Viewpoint, dossier: Dossier, answer: Answer): Answer {
  const isSeen = ({ key }: AnsweredDuty) => {
    const duty = get(dossier.duties, key);
    return duty !== undefined && seesDuty(viewpoint, duty);
  };
  return { ...answer, duties: answer.duties.filter(isSeen) };
}

/** What a command is answered: its events, and how the duties that they touched stand after them. */
export function answerTo<D extends Dossier, E extends DomainEvent>(
  recorded: readonly RecordedEvent<E>[],
  { dossier }: Pick<Growth<D, E>, 'dossier'>,
): Answer {
  const touched = recorded.flatMap(({ type, data, opens = [], closes = [] }) => [
    ...[...opens, ...closes].map(({ key }) => key),
    ...(type === 'ExtensionGranted' && 'duty' in data ? [String(data.duty)] : []),
  ]);
  return {
    sequence: dossier.sequence,
    events: recorded.map(({ sequence, type, at, on, clause }) => ({ sequence, type, at, on, clause })),
    duties: [...new Set(touched)].flatMap((key) => {
      const duty = get(dossier.duties, key);
      if (!duty) return [];
      const { kind, organisation, owedBy, dueOn, dueAt, outcome, closedOn, byArrival } = duty;
      const days = { closedOn, arrivedOn: arrivalOf(duty), outcomeByFirstDay: outcomeByFirstDay(duty) };
      return [{ key, kind, organisation, owedBy, dueOn, dueAt, outcome, ...days, ...(byArrival && { byArrival }) }];
    }),
  };
}
