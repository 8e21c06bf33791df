/** The keys of sealed texts, by their ids: the current one seals, the others still open. */

/** AES-256-GCM. The key's id is kept with each text, so that a key can be replaced and old texts still be read. */
export interface ContentKeys {
  readonly current: string;
  readonly keys: Readonly<Record<string, Buffer>>;
}

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

export function keyNamed(keys: ContentKeys['keys'], id: string): Buffer {
  const key = keys[id];
  if (!key) throw new Error(`There is no content key ${id}: add it to CONTENT_KEYS`);
  return key;
}
