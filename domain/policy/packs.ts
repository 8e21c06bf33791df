/** The packs that a new round may name. Running rounds carry their own. */
import type { Pack } from './pack.ts';
import { countyDingyuan } from './packs/county-dingyuan.ts';
import { jilin2017 } from './packs/jilin-2017.ts';
import { jilin2017Watched } from './packs/jilin-2017-watched.ts';

export const DEFAULT_PACK = jilin2017.id;
const packs: readonly Pack[] = [jilin2017, jilin2017Watched, countyDingyuan];

export const packNamed = (id: string): Pack | undefined => packs.find((pack) => pack.id === id);
