/** What a round would become under another pack, with the hash that says it was shown. */
import type { PinnedPack } from '../domain/policy/pack.ts';
import { packNamed } from '../domain/policy/packs.ts';
import { type Reprojection, reprojected } from '../domain/round/steps/pack-change.ts';
import type { Round } from '../domain/round/state.ts';
import { canonical, sha256 } from './chain.ts';

export interface PackChange {
  readonly pack: PinnedPack;
  readonly duties: readonly Reprojection[];
  /** Over the pack and every line shown: whatever happens to the round in between makes it another one. */
  readonly shown: string;
}

/** null: there is no such pack. */
export function packChange(round: Round, id: string): PackChange | null {
  const pack = pinned(id);
  if (!pack) return null;
  const duties = reprojected(round, pack);
  return { pack, duties, shown: sha256(canonical({ pack: pack.hash, duties })) };
}

/** The pack with the hash that pins it. */
export function pinned(id: string): PinnedPack | null {
  const pack = packNamed(id);
  return pack ? { ...pack, hash: sha256(canonical(pack)) } : null;
}
