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
