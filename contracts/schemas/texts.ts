/** Free texts in requests: read as strings, and left behind as references. The texts themselves are sealed apart (J-V.5e). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hashSchemes, type Prose } from '../../domain/vocabulary.ts';

export interface Text extends Prose {
  readonly text: string;
}

/** How the hash of a text is made; the path is where the text lies. */
export type HashText = (path: string, text: string) => Omit<Prose, 'ref'>;

/** As before there were schemes. */
export const plainHash: HashText = (_path, text) => ({ hash: createHash('sha256').update(text).digest('hex') });

const HASH_IN_REFERENCE = 32;

/** A text by its reference. With part of the hash: a key that was refused may come back with another text, which must not
 *  find the first one. */
export function asText(command: string, name: string, text: string, hashText: HashText): Text {
  const path = `${command}/${name}`;
  const hashed = hashText(path, text);
  return { ref: `${path}-${hashed.hash.slice(0, HASH_IN_REFERENCE)}`, ...hashed, text };
}

/** Where a text lies, by its reference. */
export const pathOf = (ref: string): string => ref.slice(0, -(HASH_IN_REFERENCE + 1));

/** A text where a request has it. Its words are private: whatever copies or writes the payload sees a reference alone. */
export class WrittenText implements Prose {
  ref = '';
  hash = '';
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Gives the text its reference, and hands it out. */
  named(command: string, name: string, hashText: HashText): Text {
    const { text, ...reference } = asText(command, name, this.#text, hashText);
    Object.assign(this, reference);
    return { ...reference, text };
  }
}

export const plainText = z
  .string()
  .trim()
  .min(1)
  .max(20_000)
  .meta({ id: 'Text', description: 'A free text. It is sealed at rest, and goes on as reference and hash (J-V.5e)' });
export const writtenText: z.ZodType<Prose> = plainText.transform((text) => new WrittenText(text));
export const proseReference: z.ZodType<Prose> = z.strictObject({
  ref: z.string().max(200),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  scheme: z.enum(hashSchemes).optional(),
  keyId: z.string().max(200).optional(),
});

export type Read<T> =
  | { readonly payload: T; readonly texts: readonly Text[] }
  | { readonly issues: readonly z.core.$ZodIssue[] };

/** Reads a request: free texts are taken out and replaced by references derived from the command's id. */
export function readRequest<T>(schema: z.ZodType<T>, body: unknown, command: string, hashText: HashText): Read<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { issues: parsed.error.issues };
  const texts = writtenIn(parsed.data).map((text, i) => text.named(command, String(i + 1), hashText));
  return { payload: parsed.data, texts };
}

/** The texts of a payload, in its order. */
function writtenIn(value: unknown): WrittenText[] {
  if (value instanceof WrittenText) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(writtenIn) : [];
}
