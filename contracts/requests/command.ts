/** How a command is declared: once. What people send, what travels to the ledger and the types of both follow from it. */
import { z } from 'zod';
import type { Prose } from '../../domain/vocabulary.ts';
import { paperOfEntry } from '../schemas/fields.ts';
import { proseReference, writtenText } from '../schemas/texts.ts';

export interface Command<Payload extends z.ZodType = z.ZodType> {
  /** What the command is called in the API and in the Temporal UI. */
  readonly title: string;
  /** What it is called in Chinese, as in a refusal (不得…). */
  readonly verb: string;
  /** Reads what people send: free texts are strings, and leave the schema as references. */
  readonly request: z.ZodType<z.output<Payload>>;
  /** Reads what then travels to the ledger: references. */
  readonly payload: Payload;
}

interface Declaration<Fields extends z.ZodRawShape> {
  readonly title: string;
  readonly verb: string;
  /** What the command carries. It is called twice: with texts as people write them, and with texts as they travel. */
  readonly fields: (prose: z.ZodType<Prose>) => Fields;
}

export function command<Fields extends z.ZodRawShape>({ title, verb, fields }: Declaration<Fields>) {
  return {
    title,
    verb,
    request: z.strictObject(fields(writtenText)),
    payload: z.strictObject(fields(proseReference)),
  };
}

/** A decision, a receipt or a disposal: entered from paper, it names the paper. Elsewhere `document` is refused. */
export function commandOnPaper<Fields extends z.ZodRawShape>({ fields, ...called }: Declaration<Fields>) {
  return command({ ...called, fields: (prose) => ({ ...fields(prose), document: paperOfEntry(prose).optional() }) });
}

/** What commands carry, by their names. */
export type PayloadsOf<Commands extends Readonly<Record<string, Command>>> = {
  readonly [N in keyof Commands]: Unchanged<z.output<Commands[N]['payload']>>;
};
/** The same, to be read only: lists and all. */
type Unchanged<T> = { readonly [K in keyof T]: Unchanged<T[K]> };
