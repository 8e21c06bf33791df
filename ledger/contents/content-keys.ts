/** Before anything is sealed or opened: every key is the one that its id has always meant, and none is missing. A wrong key
 *  under a known id would seal texts that nobody can open. */
import { createHmac } from 'node:crypto';
import { type Client, first, type Pool } from '../database.ts';
import { opens } from './contents.ts';
import { type ContentKeys } from './key-ring.ts';

export async function requireContentKeys(pool: Pool, keys: ContentKeys): Promise<void> {
  for (const [id, key] of Object.entries(keys.keys)) {
    const check = checkValue(id, key);
    await pool.query('INSERT INTO content_keys (key_id, check_value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      id,
      check,
    ]);
    const noted = await first<{ check_value: Buffer | null }>(pool, {
      text: 'SELECT check_value FROM content_keys WHERE key_id = $1',
      values: [id],
    });
    const value = noted?.check_value ?? null;
    const isRight = value === null ? await opensOne(pool, keys, id) : value.equals(check);
    if (!isRight) throw new Error(wrong(id));
    if (value === null)
      await pool.query('UPDATE content_keys SET check_value = $2 WHERE key_id = $1 AND check_value IS NULL', [
        id,
        check,
      ]);
  }
  const { rows: missing } = await pool.query<{ key_id: string }>(
    `SELECT key_id FROM content_keys k WHERE key_id <> ALL ($1)
       AND EXISTS (SELECT FROM contents c WHERE c.key_id = k.key_id) ORDER BY 1`,
    [Object.keys(keys.keys)],
  );
  if (missing.length > 0)
    throw new Error(
      `The content key ${missing.map(({ key_id }) => key_id).join(', ')} is missing, and texts are sealed with it: add it to CONTENT_KEYS, behind the current one.`,
    );
}

/** The keys at hand against what was noted of them. */
export async function differingKeys(reader: Client | Pool, { keys }: ContentKeys): Promise<string[]> {
  const { rows } = await reader.query<{ key_id: string; check_value: Buffer | null }>(
    'SELECT key_id, check_value FROM content_keys ORDER BY key_id',
  );
  return rows.flatMap(({ key_id: id, check_value: value }) => {
    const key = keys[id];
    return key && value && !value.equals(checkValue(id, key))
      ? [`content_keys ${id}: check_value is not that of the key at hand`]
      : [];
  });
}

const wrong = (id: string): string =>
  `The content key ${id} in CONTENT_KEYS is not the one that texts were sealed with under this id: give the right one, or give the new key an id of its own.`;

const checkValue = (id: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(`xuncha content key ${id}`).digest();

/** True, too, when no text is left that the key has sealed. */
async function opensOne(pool: Pool, keys: ContentKeys, id: string): Promise<boolean> {
  const text = await first<{ ref: string; sealed: Buffer }>(pool, {
    text: 'SELECT ref, sealed FROM contents WHERE key_id = $1 LIMIT 1',
    values: [id],
  });
  return text === undefined || opens(keys, id, text.ref, text.sealed);
}
