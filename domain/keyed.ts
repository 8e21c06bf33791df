/** A table of rows by key: immutable, JSON-plain, and cheap to change however large it grows.
 *
 *  A round may hold thousands of findings, and each command changes one. Copying one flat record per change would make the
 *  5,000th finding dearer than the 10th, and folding a long ledger quadratic; so rows lie in buckets, and a change copies
 *  one bucket. Rows that did not change stay the same object: the ledger projects exactly the others. */
export interface Table<Row> {
  readonly size: number;
  readonly buckets: Readonly<Record<number, Readonly<Record<string, Row>>>>;
}

const BUCKETS = 128;

export const emptyTable = { size: 0, buckets: {} } as const;

/** FNV-1a, 32 bits: spreads keys evenly, and the same on every machine. */
export function spread(key: string, over: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % over;
}

export function row<Row>(table: Table<Row>, key: string): Row | undefined {
  const bucket = table.buckets[spread(key, BUCKETS)];
  // Keys come from outside: `constructor` is no row.
  return bucket && Object.hasOwn(bucket, key) ? bucket[key] : undefined;
}

export function withRow<Row>(table: Table<Row>, key: string, value: Row): Table<Row> {
  const number = spread(key, BUCKETS);
  const bucket = table.buckets[number];
  const isNew = bucket === undefined || !Object.hasOwn(bucket, key);
  return {
    size: table.size + (isNew ? 1 : 0),
    buckets: { ...table.buckets, [number]: { ...bucket, [key]: value } },
  };
}

export function* rows<Row>(table: Table<Row>): Generator<Row> {
  for (const bucket of Object.values(table.buckets)) yield* Object.values(bucket);
}

/** The rows of `after` that `before` did not have, or had otherwise. */
export function changedRows<Row>(before: Table<Row>, after: Table<Row>): Row[] {
  if (before === after) return [];
  const changed: Row[] = [];
  for (const [number, bucket] of Object.entries(after.buckets)) {
    const old = before.buckets[Number(number)];
    if (old === bucket) continue;
    for (const [key, value] of Object.entries(bucket)) if (old?.[key] !== value) changed.push(value);
  }
  return changed;
}
