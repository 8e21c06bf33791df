/** A policy pack with the hash that pins it. */
import type { PinnedPack } from '../domain/policy/pack.ts';
import { packNamed } from '../domain/policy/packs.ts';
import { canonical, sha256 } from './chain.ts';

/** null: there is no such pack. */
export function pinned(id: string): PinnedPack | null {
  const pack = packNamed(id);
  return pack ? { ...pack, hash: sha256(canonical(pack)) } : null;
}
