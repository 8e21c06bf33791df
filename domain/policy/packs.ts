/** The packs that a new round may name. Running rounds carry their own. */
import type { Pack } from './pack.ts';
import { countyDingyuan, countyDingyuanSecond, countyDingyuanSources } from './packs/county-dingyuan.ts';
import { jilin2017, jilin2017First, jilin2017FirstSources, jilin2017Sources } from './packs/jilin-2017.ts';
import { jilin2017Watched, jilin2017WatchedSources } from './packs/jilin-2017-watched.ts';
import type { Sources } from './source.ts';

export const DEFAULT_PACK = jilin2017.id;
/** The newest version of a pack. */
export const packNamed = (id: string): Pack | undefined =>
  packsWithSources.map(({ pack }) => pack).findLast((pack) => pack.id === id);

/** Each version of each pack, in order, with the sources of its figures; one made of another has those of the figures in which it
 *  differs. */
export const packsWithSources: readonly {
  readonly pack: Pack;
  readonly base: Pack | null;
  readonly sources: Sources;
}[] = [
  { pack: jilin2017First, base: null, sources: jilin2017FirstSources },
  { pack: jilin2017, base: jilin2017First, sources: jilin2017Sources },
  { pack: jilin2017Watched, base: jilin2017, sources: jilin2017WatchedSources },
  { pack: countyDingyuanSecond, base: jilin2017, sources: countyDingyuanSources },
  { pack: countyDingyuan, base: countyDingyuanSecond, sources: {} },
];
