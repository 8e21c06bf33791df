/** Items by key: immutable, JSON-plain, and cheap to change however large it grows.
 *
 *  A round may hold thousands of findings, and each command changes one. Copying one flat record per change would make the
 *  5,000th finding dearer than the 10th, and folding a long ledger quadratic; so items lie in buckets, and a change copies
 *  one bucket. Items that did not change stay the same object: the ledger projects exactly the others. */
export interface Keyed<Item> {
  readonly size: number;
  readonly buckets: Readonly<Record<number, Readonly<Record<string, Item>>>>;
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
  // Keys come from outside: `constructor` is no item.
  return bucket && Object.hasOwn(bucket, key) ? bucket[key] : undefined;
}

export function put<Item>(items: Keyed<Item>, key: string, value: Item): Keyed<Item> {
  const number = spread(key, BUCKETS);
  const bucket = items.buckets[number];
  const isNew = bucket === undefined || !Object.hasOwn(bucket, key);
  return {
    size: items.size + (isNew ? 1 : 0),
    buckets: { ...items.buckets, [number]: { ...bucket, [key]: value } },
  };
}

export function* all<Item>(items: Keyed<Item>): Generator<Item> {
  for (const bucket of Object.values(items.buckets)) yield* Object.values(bucket);
}

/** The items of `after` that `before` did not have, or had otherwise. */
export function changed<Item>(before: Keyed<Item>, after: Keyed<Item>): Item[] {
  if (before === after) return [];
  const found: Item[] = [];
  for (const [number, bucket] of Object.entries(after.buckets)) {
    const old = before.buckets[Number(number)];
    if (old === bucket) continue;
    for (const [key, value] of Object.entries(bucket)) if (old?.[key] !== value) found.push(value);
  }
  return found;
}
