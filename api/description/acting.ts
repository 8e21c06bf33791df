/** How a command is described, of a round and of a committee's work alike. */
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { answerSchema } from '../../contracts/schemas/responses.ts';
import { commandId } from '../carrying-out.ts';
import { answered, commandAnswers, type RefusalShown } from './answers.ts';

/** What the rule book says of a command, by way of `api/description/actions.json`. */
export interface ActionShown {
  readonly step: string;
  readonly clause: string;
  readonly who: readonly string[];
  readonly refusals: readonly RefusalShown[];
  readonly examples: Readonly<Record<string, unknown>>;
}
export interface Action extends ActionShown {
  readonly id: string;
  readonly titles: { readonly title: string; readonly verb: string };
  readonly path: z.ZodObject;
  readonly body: z.ZodType;
  readonly signs: boolean;
}
const SIGNING = ' A signing act: by a person, within ten minutes of a sign-in; else 401 `reauthenticate`.';

const idempotency = z.object({
  'Idempotency-Key': commandId.optional().meta({
    description: 'The command’s id. The same key again gets the first answer; nothing is done twice',
  }),
});

export function describedAction(action: Action): ZodOpenApiOperationObject {
  const { id, step, clause, who, refusals, examples, titles, path, body, signs } = action;
  return {
    operationId: id,
    tags: [step],
    summary: titles.title,
    description: `${titles.verb}. By ${who.join(', ')} (${clause}).${signs ? SIGNING : ''}`,
    requestParams: { path, header: idempotency },
    requestBody: { content: { 'application/json': { schema: body, examples: named(examples) } } },
    responses: commandAnswers(refusals, { 200: answered('Done', answerSchema) }),
  };
}

/** A name in the document is of letters, digits and dashes; the row's own title is its summary. */
const named = (examples: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(examples).map(([row, value]) => [row.replaceAll(/[^\w.-]+/g, '-'), { summary: row, value }]),
  );
