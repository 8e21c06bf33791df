/** Carrying out a command of any dossier: foreseen in the ledger, asked of the workflow, answered in either's words. */
import type { Request, Response } from 'express';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { CommandName } from '../contracts/commands.ts';
import type { WorkCommandName } from '../contracts/committee.ts';
import type { Read } from '../contracts/schemas/requests.ts';
import type { Answer, Refused } from '../contracts/messages.ts';
import { storeTexts } from '../ledger/contents/contents.ts';
import type { Pool } from '../ledger/database.ts';
import { limitPer } from '../ledger/limit-per.ts';
import { clockworkOf } from '../ledger/open-rounds.ts';
import { viewpointOf } from '../ledger/reads/viewpoint.ts';
import { actorOf } from './asking.ts';
import type { Ports } from './ports.ts';
import { invalid, invalidFields, refusal, sendOutcomeUnknown, sendProblem, sendUnavailable } from './problems.ts';
import type { Asked } from './protection.ts';

/** Ten in flight is Temporal's limit per workflow; beyond it throughput collapses. */
const UPDATES_IN_FLIGHT = 8;
/** Whoever has waited this long behind others for the same round is told to come back. */
const LONGEST_QUEUE_MS = 10_000;

export const commandId = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/);

export interface Wanted {
  readonly dossier: string;
  readonly action: CommandName | WorkCommandName;
  /** Reads the body; texts lie under the path of the command. */
  readonly read: (body: unknown, command: string) => Read<object>;
  /** What may travel on of it: who asks can be under protection. */
  readonly asks?: (asked: Asked, command: string) => Asked;
}

export function carrier(ports: Ports) {
  const { pool, ledger, rounds, contentKeys } = ports;
  const inFlight = limitPer(UPDATES_IN_FLIGHT);

  return async (
    request: Request,
    response: Response,
    { dossier, action, read: readBody, asks = (asked) => asked }: Wanted,
  ): Promise<void> => {
    const actor = actorOf(request, ports);
    const id = commandId.safeParse(request.get('Idempotency-Key') ?? uuid());
    if (!id.success)
      return sendProblem(
        response,
        invalid([{ pointer: '', detail: 'Idempotency-Key: 1 to 80 letters, digits, points, dashes' }]),
      );
    response.setHeader('Idempotency-Key', id.data);

    const command = `${dossier}/${id.data}`;
    const read = readBody(request.body ?? {}, command);
    if ('issues' in read) return sendProblem(response, invalidFields(read.issues));
    const { by, payload, texts } = asks({ by: actor, ...read }, command);
    const order = { round: dossier, id: id.data, by, name: action, payload };

    const answer = async (result: { readonly answer: Answer } | { readonly refusal: Refused }): Promise<void> => {
      if ('answer' in result) response.json(await answerSeen(pool, actor, dossier, result.answer));
      else sendProblem(response, refusal(result.refusal, action));
    };

    // Most refusals, and every repetition, are answered here, without troubling the workflow.
    const foreseen = await ledger.foresee(order);
    if (!('clear' in foreseen)) return answer(foreseen);
    await storeTexts(pool, contentKeys, dossier, id.data, texts);

    const arrived = Date.now();
    const result = await inFlight(dossier, async () => {
      if (Date.now() - arrived > LONGEST_QUEUE_MS) return { outcome: 'TOO_MANY' } as const;
      return rounds.act(dossier, action, { id: id.data, by, payload });
    });
    if ('answer' in result || 'refusal' in result) return answer(result);
    if (result.outcome === 'UNKNOWN') return sendOutcomeUnknown(response, id.data);
    if (result.outcome === 'NOT_RUNNING') {
      // A round that ended meanwhile has its answer in the ledger.
      const ended = await ledger.foresee(order);
      if (!('clear' in ended)) return answer(ended);
      // An open round whose workflow does not run: the start failed, or Temporal lost it. Starting it heals that.
      await rounds.start(dossier, (await clockworkOf(pool, dossier))?.leadMs ?? 0);
    }
    sendUnavailable(response, result.outcome === 'NOT_RUNNING' ? 'The workflow of the round' : 'The round');
  };
}

/** Somebody of an organisation is told of its own side's duties alone, though a command may have opened others as well: the
 *  opinions on a report. */
async function answerSeen(pool: Pool, person: string, dossier: string, answer: Answer): Promise<Answer> {
  const isOwn = ({ owedBy }: Answer['duties'][number]) => owedBy === 'ORG' || owedBy === 'PR';
  if (answer.duties.every(isOwn)) return answer;
  const ofOrganisations = await viewpointOf(pool, person, dossier);
  // Whoever has lost every post meanwhile gets the first answer again, as it was.
  if (!ofOrganisations?.length) return answer;
  return { ...answer, duties: answer.duties.filter(isOwn) };
}
