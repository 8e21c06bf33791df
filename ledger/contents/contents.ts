/** Free texts, sealed and stored apart from the events that refer to them (J-V.5e). Read by post, and every reading is
 *  kept. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pathOf, type Text } from '../../contracts/schemas/texts.ts';
import { first, type Pool } from '../database.ts';
import { type ContentKeys, keyNamed } from './key-ring.ts';
import { hashedBy } from './text-hashes.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** A sealed text of no words at all. */
export const SHORTEST = IV_BYTES + TAG_BYTES;

/** A text as it is stored: sealed under the current key, in base64 on its way to the database. */
export interface SealedText {
  readonly ref: string;
  readonly hash: string;
  /** How the hash was made, and with which key; null: SHA-256. */
  readonly hash_scheme: string | null;
  readonly hash_key_id: string | null;
  readonly key_id: string;
  readonly sealed: string;
}

export function sealTexts(keys: ContentKeys | undefined, texts: readonly Text[]): SealedText[] {
  if (texts.length === 0) return [];
  if (!keys) throw new Error('Free texts came with a command, and there is no content key');
  return texts.map(({ ref, hash, scheme, keyId, text }) => ({
    ref,
    hash,
    hash_scheme: scheme ?? null,
    hash_key_id: keyId ?? null,
    key_id: keys.current,
    sealed: seal(keys, ref, text).toString('base64'),
  }));
}

/** A text as it lies in the database, sealed. */
export interface StoredText extends Omit<SealedText, 'sealed'> {
  readonly round: string;
  readonly command: string;
  readonly sealed: Buffer;
}
export const storedColumns = 'ref, round, command, hash, hash_scheme, hash_key_id, key_id, sealed';

export const storedText = (pool: Pool, ref: string): Promise<StoredText | undefined> =>
  first<StoredText>(pool, {
    name: 'stored-text',
    text: `SELECT ${storedColumns} FROM contents WHERE ref = $1`,
    values: [ref],
  });

/** Opens a text; a changed one is not handed out. */
export function openText(keys: ContentKeys, stored: StoredText): string {
  const { ref, hash, hash_scheme: scheme, hash_key_id: keyId, key_id, sealed } = stored;
  const text = unseal(keys, key_id, ref, sealed);
  if (hashedBy(keys, { scheme, keyId })(pathOf(ref), text).hash !== hash)
    throw new Error(`The text ${ref} does not have its hash`);
  return text;
}

/** Who has opened a text so far, or asked to. */
export async function readersSoFar(pool: Pool, ref: string): Promise<string[]> {
  const { rows } = await pool.query<{ person: string }>({
    name: 'readers-so-far',
    text: 'SELECT DISTINCT person FROM content_readings WHERE ref = $1',
    values: [ref],
  });
  return rows.map(({ person }) => person);
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
