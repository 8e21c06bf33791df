/** The sealed texts against the events: each that an event names is there, no other is, and, with the keys, each opens. */
import type { Prose } from '../../domain/vocabulary.ts';
import { openText, SHORTEST, storedColumns, type StoredText } from '../contents/contents.ts';
import { type ContentKeys } from '../contents/key-ring.ts';
import { textsNamedIn } from '../contents/named-texts.ts';
import type { Reader, Row } from './rows.ts';

interface Stored {
  readonly ref: string;
  readonly hash: string;
  readonly scheme: string | null;
  readonly keyId: string | null;
  readonly command: string;
  readonly bytes: number;
  readonly keyIsKnown: boolean;
}
/** A text that an event names, with the events' commands. */
interface Named {
  readonly where: string;
  readonly commands: Set<string>;
}

/** Opening the texts needs the keys, and is done by `damagedTexts`. */
export async function differingTexts(reader: Reader, round: string, events: readonly Row[]): Promise<string[]> {
  const { rows } = await reader.query<Stored>(
    `SELECT c.ref, c.hash, c.hash_scheme AS scheme, c.hash_key_id AS "keyId", c.command, octet_length(c.sealed) AS bytes,
       EXISTS (SELECT FROM content_keys k WHERE k.key_id = c.key_id) AS "keyIsKnown"
     FROM contents c WHERE round = $1`,
    [round],
  );
  const stored = new Map(rows.map((row) => [row.ref, row]));
  const named = new Map<string, Named>();
  const faults: string[] = [];
  for (const { sequence, type, command, data } of events)
    for (const reference of textsNamedIn(data)) {
      const { ref } = reference;
      const where = `of row ${sequence} (${type})`;
      if (!isOf(reference, stored.get(ref)))
        faults.push(`${round}: the text ${ref} ${where} is missing, or another one`);
      const known = named.get(ref) ?? { where, commands: new Set<string>() };
      if (command !== null) known.commands.add(command);
      named.set(ref, known);
    }
  for (const text of rows) {
    const event = named.get(text.ref);
    faults.push(...(event ? strangeness(round, text, event) : [`${round}: contents ${text.ref} is in no event`]));
  }
  return faults;
}

const isOf = ({ hash, scheme, keyId }: Prose, stored: Stored | undefined): boolean =>
  stored?.hash === hash && stored.scheme === (scheme ?? null) && stored.keyId === (keyId ?? null);

function strangeness(round: string, { ref, command, bytes, keyIsKnown }: Stored, { where, commands }: Named): string[] {
  const faults: string[] = [];
  if (commands.size > 0 && !commands.has(command))
    faults.push(`the text ${ref} ${where}: command is ${command}, should be ${[...commands].join(' or ')}`);
  if (!keyIsKnown) faults.push(`the text ${ref} ${where}: content_keys lacks its key_id`);
  if (bytes < SHORTEST) faults.push(`the text ${ref} ${where} is damaged: ${bytes} bytes of sealed are left`);
  return faults.map((fault) => `${round}: ${fault}`);
}

const AT_ONCE = 200;

/** Texts that do not open, or open to another text than their hash is of. */
export async function damagedTexts(reader: Reader, round: string, keys: ContentKeys): Promise<string[]> {
  const faults: string[] = [];
  for (let after = ''; ; ) {
    const { rows } = await reader.query<StoredText>(
      `SELECT ${storedColumns} FROM contents WHERE round = $1 AND ref > $2 ORDER BY ref LIMIT $3`,
      [round, after, AT_ONCE],
    );
    for (const text of rows) {
      const why = whyNotOpen(keys, text);
      if (why) faults.push(`${round}: contents ${text.ref} is damaged, or another text: ${why}`);
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return faults;
    after = last.ref;
  }
}

function whyNotOpen(keys: ContentKeys, text: StoredText): string | undefined {
  try {
    openText(keys, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
