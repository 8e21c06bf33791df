/** Hashes of sealed texts. A plain hash would confirm a guess of what a text says, so a hash is keyed, and bound to the place of its
 *  text: the same words elsewhere have another one. The key's id stands beside it, so that a key can be replaced (J-V.5e). */
import { createHmac, hkdfSync } from 'node:crypto';
import { type HashText, plainHash } from '../../contracts/schemas/texts.ts';
import { type HashScheme, hashSchemes } from '../../domain/vocabulary.ts';
import { type ContentKeys, keyNamed } from './key-ring.ts';

const [SCHEME] = hashSchemes;
const PURPOSE = 'xuncha hash of a text';
const KEY_BYTES = 32;

/** A way of hashing the texts of a request, with the key that is in use under it. */
export interface Hashing {
  readonly keyId: string;
  readonly hashText: HashText;
}

/** How texts are hashed now. */
export const hashingNow = (keys: ContentKeys): Hashing => ({
  keyId: keys.current,
  hashText: keyed(keys, keys.current),
});

/** How they may have been hashed earlier: under each key that was current once, and before there were schemes. A request that comes
 *  again after a change of key is known by one of these. */
export function hashingsOfBefore(keys: ContentKeys): Hashing[] {
  const ids = Object.keys(keys.keys);
  return [
    ...ids.filter((keyId) => keyId !== keys.current).map((keyId) => ({ keyId, hashText: keyed(keys, keyId) })),
    ...ids.map((keyId) => ({ keyId, hashText: plainHash })),
  ];
}

/** How a hash was made, by what stands beside it. */
export function hashedBy(
  keys: ContentKeys,
  { scheme, keyId }: { readonly scheme: string | null; readonly keyId: string | null },
): HashText {
  if (scheme === null && keyId === null) return plainHash;
  if (scheme !== SCHEME || keyId === null)
    throw new Error(`There is no scheme ${scheme} of hashes with the key ${keyId}`);
  return keyed(keys, keyId);
}

function keyed(keys: ContentKeys, keyId: string): HashText {
  const scheme: HashScheme = SCHEME;
  const key = derivedFrom(keyNamed(keys.keys, keyId));
  return (path, text) => ({
    hash: createHmac('sha256', key).update(`${path}\n${text}`).digest('hex'),
    scheme,
    keyId,
  });
}

/** Deriving a key takes longer than all hashes of a request. */
const derived = new WeakMap<Buffer, Uint8Array>();
function derivedFrom(contentKey: Buffer): Uint8Array {
  const known = derived.get(contentKey) ?? new Uint8Array(hkdfSync('sha256', contentKey, '', PURPOSE, KEY_BYTES));
  derived.set(contentKey, known);
  return known;
}
