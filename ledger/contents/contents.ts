/** Free texts, sealed and stored apart from the events that refer to them (J-V.5e). Read by post, and every reading is
 *  kept. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Text } from '../../contracts/schemas/texts.ts';
import { first, type Pool } from '../database.ts';

/** AES-256-GCM. The key's id is kept with each text, so that a key can be replaced and old texts still be read. */
export interface ContentKeys {
  readonly current: string;
  readonly keys: Readonly<Record<string, Buffer>>;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keys from `id:base64` pairs, the first being the current one. */
export function contentKeys(setting: string): ContentKeys {
  const pairs = setting.split(',').map((pair): [string, Buffer] => {
    const [id = '', base64 = ''] = pair.trim().split(':');
    const key = Buffer.from(base64, 'base64');
    if (!id || key.length !== 32)
      throw new Error('CONTENT_KEYS must be id:base64 pairs of 32-byte keys, separated by commas');
    return [id, key];
  });
  return { current: pairs[0]?.[0] ?? '', keys: Object.fromEntries(pairs) };
}

/** A text as it is stored: sealed under the current key, in base64 on its way to the database. */
export interface SealedText {
  readonly ref: string;
  readonly hash: string;
  readonly key_id: string;
  readonly sealed: string;
}

export function sealTexts(keys: ContentKeys | undefined, texts: readonly Text[]): SealedText[] {
  if (texts.length === 0) return [];
  if (!keys) throw new Error('Free texts came with a command, and there is no content key');
  return texts.map(({ ref, hash, text }) => ({
    ref,
    hash,
    key_id: keys.current,
    sealed: seal(keys, ref, text).toString('base64'),
  }));
}

export interface StoredText {
  readonly round: string;
  readonly command: string;
  readonly hash: string;
  readonly text: string;
}

/** Opens a text; a changed one is not handed out. */
export async function readText(pool: Pool, keys: ContentKeys, ref: string): Promise<StoredText | undefined> {
  const row = await first<{ round: string; command: string; hash: string; key_id: string; sealed: Buffer }>(pool, {
    name: 'read-text',
    text: 'SELECT round, command, hash, key_id, sealed FROM contents WHERE ref = $1',
    values: [ref],
  });
  if (!row) return undefined;
  const text = unseal(keys, row.key_id, ref, row.sealed);
  if (createHash('sha256').update(text).digest('hex') !== row.hash)
    throw new Error(`The text ${ref} does not have its hash`);
  return { round: row.round, command: row.command, hash: row.hash, text };
}

export async function recordReading(pool: Pool, ref: string, person: string): Promise<void> {
  await pool.query({ text: 'INSERT INTO content_readings (ref, person) VALUES ($1, $2)', values: [ref, person] });
}

/** Whether a text was sealed with the key that now has this id. */
export function opens(keys: ContentKeys, keyId: string, ref: string, sealed: Buffer): boolean {
  try {
    unseal(keys, keyId, ref, sealed);
    return true;
  } catch {
    return false; // AES-GCM tells another key by its tag
  }
}

function seal({ current, keys }: ContentKeys, ref: string, text: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyNamed(keys, current), iv).setAAD(Buffer.from(ref));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function unseal({ keys }: ContentKeys, keyId: string, ref: string, sealed: Buffer): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyNamed(keys, keyId), iv).setAAD(Buffer.from(ref)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

function keyNamed(keys: ContentKeys['keys'], id: string): Buffer {
  const key = keys[id];
  if (!key) throw new Error(`There is no content key ${id}: add it to CONTENT_KEYS`);
  return key;
}
