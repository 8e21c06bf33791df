/** The texts that events name, by their references. */
import { hashSchemes, type Prose } from '../../domain/vocabulary.ts';

export function textsNamedIn(data: unknown): Prose[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('ref' in data && 'hash' in data && typeof data.ref === 'string' && typeof data.hash === 'string') {
    const { ref, hash } = data;
    const scheme = 'scheme' in data ? hashSchemes.find((known) => known === data.scheme) : undefined;
    const keyId = 'keyId' in data && typeof data.keyId === 'string' ? data.keyId : undefined;
    return [{ ref, hash, scheme, keyId }];
  }
  return Object.values(data).flatMap(textsNamedIn);
}

/** A text is stored with the event that first names it: one that is in no table could never be read (J-V.5e). What is completed later,
 *  such as a proposed act, names texts that the dossier has had before. */
export function requireTextsStored(
  events: readonly { readonly type: string; readonly data: unknown }[],
  stored: readonly { readonly ref: string; readonly hash: string }[],
  before?: object,
): void {
  const known = new Map(stored.map(({ ref, hash }) => [ref, hash]));
  let ofBefore: ReadonlyMap<string, string> | undefined;
  for (const { type, data } of events)
    for (const { ref, hash } of textsNamedIn(data)) {
      if (known.get(ref) === hash) continue;
      ofBefore ??= new Map(textsNamedIn(before).map((text) => [text.ref, text.hash]));
      if (ofBefore.get(ref) !== hash) throw new Error(`${type} names the text ${ref}, which is not stored with it`);
    }
}
