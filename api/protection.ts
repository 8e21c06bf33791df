/** Whoever reports retaliation stays unknown (J-VI.4b). Behind this door the command is nobody's: no Update, no event, no log and
 *  no fingerprint has the reporter's code. Who it was becomes one more sealed text, which the leading group's leader alone may
 *  open (`domain/people/readers.ts`). */
import { createHmac } from 'node:crypto';
import type { CommandName } from '../contracts/requests/index.ts';
import { asText, type Text } from '../contracts/schemas/texts.ts';
import { type ContentKeys, keyNamed } from '../ledger/contents/key-ring.ts';
import type { Hashing } from '../ledger/contents/text-hashes.ts';
import { PROTECTED } from '../domain/vocabulary.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export interface Asked {
  readonly by: string;
  readonly payload: object;
  readonly texts: readonly Text[];
}

/** What needs no post, and is asked under protection alone. */
export const isOpenToAnybody = (action: CommandName): boolean => action === 'report-retaliation';

/** Who asks for this, as far as the rules may know. */
export const askerOf = (action: CommandName, actor: Actor): Actor =>
  isOpenToAnybody(action) ? { person: PROTECTED, posts: [] } : actor;

/** The request as it may travel on; `command` is the path of its texts. */
export function underProtection(
  action: CommandName,
  asked: Asked,
  command: string,
  keys: ContentKeys,
  { keyId, hashText }: Hashing,
): Asked {
  if (!isOpenToAnybody(action)) return asked;
  const sealed = asText(command, 'reporter', `${asked.by} ${salt(command, keys, keyId)}`, hashText);
  const { text: _whoAsks, ...reporter } = sealed;
  return { by: PROTECTED, payload: { ...asked.payload, reporter }, texts: [...asked.texts, sealed] };
}

/** The plain hash of a bare code would tell it to whoever tries every code. Made from a key and the command, so that the same
 *  request again is the same. */
const salt = (command: string, { keys }: ContentKeys, keyId: string): string =>
  createHmac('sha256', keyNamed(keys, keyId)).update(command).digest('hex');
