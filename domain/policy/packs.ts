/** The packs that a new round may name. Running rounds carry their own. */
import type { Pack } from './pack.ts';
import { countyDingyuan, countyDingyuanSources } from './packs/county-dingyuan.ts';
import { jilin2017, jilin2017Sources } from './packs/jilin-2017.ts';
import { jilin2017Watched, jilin2017WatchedSources } from './packs/jilin-2017-watched.ts';
import type { Sources } from './source.ts';

export const DEFAULT_PACK = jilin2017.id;
export const packNamed = (id: string): Pack | undefined =>
  packsWithSources.map(({ pack }) => pack).find((pack) => pack.id === id);

/** Each pack with the sources of its figures; a pack made of another one has those of the figures in which it differs. */
export const packsWithSources: readonly {
  readonly pack: Pack;
  readonly base: Pack | null;
  readonly sources: Sources;
}[] = [
  { pack: jilin2017, base: null, sources: jilin2017Sources },
  { pack: jilin2017Watched, base: jilin2017, sources: jilin2017WatchedSources },
  { pack: countyDingyuan, base: jilin2017, sources: countyDingyuanSources },
];
