/** Which event a stored text belongs to, and what that event is about. */
import type { Pool } from '../database.ts';
import type { TextEvent } from '../../domain/people/texts.ts';
import type { EventType } from '../../domain/round/events.ts';
import { eventOfAct } from '../../domain/round/steps/confirmation.ts';

export async function eventOfText(
  pool: Pool,
  round: string,
  command: string,
  ref: string,
): Promise<TextEvent | undefined> {
  const { rows } = await pool.query<{ type: TextEvent['type']; data: unknown }>({
    name: 'events-of-command',
    text: 'SELECT type, data FROM events WHERE round = $1 AND command = $2 ORDER BY sequence',
    values: [round, command],
  });
  for (const { type, data } of rows) {
    const text = textsIn(type, data).find((each) => each.ref === ref);
    if (text) return text;
  }
  return undefined;
}

/** Every text of an event, with what it is about. The texts of a proposal are read as those of the act. */
export function textsIn(type: TextEvent['type'], data: unknown): (TextEvent & Reference)[] {
  const of = actOf(data) ?? type;
  return [...referencesIn(data, { field: '' })].map((found) => ({ ...found, type: of }));
}

function actOf(data: unknown): EventType | undefined {
  const proposed = typeof data === 'object' && data !== null && 'proposal' in data && 'action' in data;
  return proposed ? eventOfAct(String(data.action), 'payload' in data ? data.payload : undefined) : undefined;
}

export interface Reference {
  readonly ref: string;
  readonly hash: string;
}
type About = Omit<TextEvent, 'type'>;
type Part = Exclude<keyof About, 'field' | 'organisations'>;

/** Walks down to the references, remembering what it passes: which organisation, finding, transfer, referral, paper, item, team,
 *  duty, supervision, request and governance. */
function* referencesIn(data: unknown, above: About, under = ''): Generator<About & Reference> {
  if (Array.isArray(data)) {
    for (const item of data) yield* referencesIn(item, above, under);
    return;
  }
  if (typeof data !== 'object' || data === null) return;
  const fields = new Map<string, unknown>(Object.entries(data));
  const [ref, hash] = [fields.get('ref'), fields.get('hash')];
  if (typeof ref === 'string' && typeof hash === 'string') {
    yield { ...above, field: under, ref, hash };
    return;
  }
  const about: About = {
    ...above,
    ...named(fields, 'organisation', 'organisation'),
    ...named(fields, 'finding', 'finding'),
    ...named(fields, 'transfer', 'transfer'),
    ...named(fields, 'referral', 'referral'),
    ...named(fields, 'paper', 'paper'),
    ...named(fields, 'item', 'item'),
    ...named(fields, 'team', 'team'),
    ...named(fields, 'duty', 'duty'),
    ...named(fields, 'supervision', 'supervision'),
    ...named(fields, 'request', 'request'),
    ...named(fields, 'governance', 'governance'),
    ...severalIn(fields.get('organisations')),
    ...(under === 'findings' ? named(fields, 'code', 'finding') : {}),
    ...(under === 'transfers' ? named(fields, 'code', 'transfer') : {}),
    ...(under === 'organisations' ? named(fields, 'code', 'organisation') : {}),
  };
  for (const [key, value] of fields) yield* referencesIn(value, about, key);
}

function named(fields: ReadonlyMap<string, unknown>, field: string, as: Part): Partial<About> {
  const value = fields.get(field);
  return typeof value === 'string' ? { [as]: value } : {};
}

/** The codes of a list of organisations. */
function severalIn(value: unknown): Partial<About> {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const organisations = items.filter((item): item is string => typeof item === 'string');
  return organisations.length === 0 ? {} : { organisations };
}
