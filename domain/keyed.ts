/** Items by key: immutable, JSON-plain, and cheap to change however large it grows.
 *
 *  A round may hold thousands of findings, and each command changes one. Copying one flat record per change would make the
 *  5,000th finding dearer than the 10th, and folding a long ledger quadratic; so items lie in buckets, and a change copies
 *  one bucket. Items that did not change stay the same object: the ledger projects exactly the others. */
export interface Keyed<Item> {
  readonly size: number;
  readonly buckets: Readonly<Record<number, Bucket<Item>>>;
}
/** In the order in which the keys came; a list, since copying it costs less than an object of as many names. */
type Bucket<Item> = readonly Entry<Item>[];
interface Entry<Item> {
  readonly key: string;
  readonly item: Item;
}

const BUCKETS = 128;

export const emptyKeyed = { size: 0, buckets: {} } as const;

/** FNV-1a, 32 bits: spreads keys evenly, and the same on every machine. */
export function spread(key: string, over: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % over;
}

export function get<Item>(items: Keyed<Item>, key: string): Item | undefined {
  const bucket = items.buckets[spread(key, BUCKETS)];
  return bucket?.find((entry) => entry.key === key)?.item;
}

export const put = <Item>(items: Keyed<Item>, key: string, item: Item): Keyed<Item> => putAll(items, [[key, item]]);

/** The items with more of them, or other ones under their keys; each bucket is copied once. */
export function putAll<Item>(items: Keyed<Item>, added: Iterable<readonly [string, Item]>): Keyed<Item> {
  const fresh = new Map<number, Entry<Item>[]>();
  let { size } = items;
  for (const [key, item] of added) {
    const number = spread(key, BUCKETS);
    const bucket = fresh.get(number) ?? [...(items.buckets[number] ?? [])];
    fresh.set(number, bucket);
    const at = bucket.findIndex((entry) => entry.key === key);
    if (at === -1) size += 1;
    bucket[at === -1 ? bucket.length : at] = { key, item };
  }
  return { size, buckets: { ...items.buckets, ...Object.fromEntries(fresh) } };
}

export function* all<Item>(items: Keyed<Item>): Generator<Item> {
  for (const bucket of Object.values(items.buckets)) for (const { item } of bucket) yield item;
}

/** The items of `after`, which came of `before`, that `before` did not have, or had otherwise. */
export function changed<Item>(before: Keyed<Item>, after: Keyed<Item>): Item[] {
  if (before === after) return [];
  const found: Item[] = [];
  for (const [number, bucket] of Object.entries(after.buckets)) {
    const old = before.buckets[Number(number)] ?? [];
    // A key keeps its place.
    if (old !== bucket) for (const [i, entry] of bucket.entries()) if (old[i] !== entry) found.push(entry.item);
  }
  return found;
}
