/** Carrying out a command of any dossier: in the ledger, answered after its commit. The workflow is told afterwards. */
import type { Request, Response } from 'express';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { HashText, Read } from '../contracts/schemas/texts.ts';
import { isWork } from '../contracts/committee.ts';
import { workCommandNamed, workCommandTitle } from '../contracts/requests/committee.ts';
import { commandNamed, commandTitle } from '../contracts/requests/index.ts';
import type { Language } from '../domain/vocabulary.ts';
import { type Hashing, hashingNow, hashingsOfBefore } from '../ledger/contents/text-hashes.ts';
import type { CommandOutcome } from '../metrics/names.ts';
import { actorOf } from './asking.ts';
import type { Ports } from './ports.ts';
import { invalid, invalidFields, refusal, sendProblem } from './problems.ts';
import type { Asked } from './protection.ts';
import { isSigning, requireSignature } from './signing.ts';
import { outcomeOf, watched } from './watching.ts';

export const commandId = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/);

export interface Wanted {
  readonly dossier: string;
  readonly action: string;
  /** Reads the body; texts lie under the path of the command. */
  readonly read: (body: unknown, command: string, hashText: HashText) => Read<object>;
  /** What may travel on of it: who asks can be under protection. */
  readonly asks?: (asked: Asked, command: string, hashing: Hashing) => Asked;
}

export function carrier(ports: Ports) {
  const { ledger, notifier, language, contentKeys } = ports;

  return (request: Request, response: Response, wanted: Wanted): Promise<void> =>
    watched(ports, wanted.action, () => carryOut(request, response, wanted));

  async function carryOut(
    request: Request,
    response: Response,
    { dossier, action, read: readBody, asks = (asked) => asked }: Wanted,
  ): Promise<CommandOutcome> {
    const actor = actorOf(request);
    const unsigned = isSigning(action, isWork(dossier) ? 'WORK' : 'ROUND') && requireSignature(request, ports);
    if (unsigned) {
      sendProblem(response, unsigned);
      return 'UNSIGNED';
    }
    const id = commandId.safeParse(request.get('Idempotency-Key') ?? uuid());
    if (!id.success) {
      sendProblem(
        response,
        invalid([{ pointer: '', detail: 'Idempotency-Key: 1 to 80 letters, digits, points, dashes' }]),
      );
      return 'MALFORMED';
    }
    response.setHeader('Idempotency-Key', id.data);

    const command = `${dossier}/${id.data}`;
    const askedUnder = (hashing: Hashing) => {
      const read = readBody(request.body ?? {}, command, hashing.hashText);
      return 'issues' in read ? read : asks({ by: actor, ...read }, command, hashing);
    };
    const asked = askedUnder(hashingNow(contentKeys));
    if ('issues' in asked) {
      sendProblem(response, invalidFields(asked.issues));
      return 'MALFORMED';
    }
    const { by, payload, texts } = asked;
    const payloadsOfBefore = () =>
      hashingsOfBefore(contentKeys)
        .map(askedUnder)
        .flatMap((before) => ('payload' in before ? [before.payload] : []));
    const order = { round: dossier, id: id.data, by, name: action, payload, texts, payloadsOfBefore };
    const carried = await ledger.carryOut(order);
    if ('refusal' in carried) {
      sendProblem(response, refusal(carried.refusal, action));
      return outcomeOf(carried.refusal);
    }
    notifier.tell({
      round: dossier,
      sequence: carried.answer.sequence,
      command: action,
      words: inWords(action, payload, language),
    });
    response.json(carried.answer);
    return 'DONE';
  }
}

/** What was done, for the timeline in the UI: its title and the organisation, by its code. */
function inWords(action: string, payload: object, language: Language): string {
  const ofRound = commandNamed(action);
  const ofCommittee = workCommandNamed(action);
  const title = ofRound ? commandTitle(ofRound, language) : ofCommittee && workCommandTitle(ofCommittee, language);
  const organisation = 'organisation' in payload ? ` ${String(payload.organisation)}` : '';
  return `${title ?? action}${organisation}`;
}
