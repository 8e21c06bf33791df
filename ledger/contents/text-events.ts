/** Which event a stored text belongs to, and what that event is about. */
import type { Pool } from '../database.ts';
import type { CommitteeEventType } from '../../domain/committee/events.ts';
import type { EventType } from '../../domain/round/events.ts';
import { eventOfAct } from '../../domain/round/steps/confirmation.ts';

export interface TextEvent {
  readonly type: EventType | CommitteeEventType;
  readonly organisation?: string;
  readonly finding?: string;
  readonly transfer?: string;
  readonly referral?: string;
  readonly paper?: string;
  readonly item?: string;
  readonly team?: string;
  /** The key of the duty that the event is about. */
  readonly duty?: string;
  readonly supervision?: string;
  readonly request?: string;
  /** Under which field the text stands. */
  readonly field: string;
}

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
    const about = aboutRef(data, ref, { field: '' });
    if (about) return { ...about, type: actOf(data) ?? type };
  }
  return undefined;
}

/** The texts of a proposal are read as those of the act. */
function actOf(data: unknown): EventType | undefined {
  const proposed = typeof data === 'object' && data !== null && 'proposal' in data && 'action' in data;
  return proposed ? eventOfAct(String(data.action)) : undefined;
}

type About = Omit<TextEvent, 'type'>;
type Part = Exclude<keyof About, 'field'>;

/** Walks down to the reference, remembering what it passes: which organisation, finding, transfer, referral, paper, item, team,
 *  duty, supervision and request. */
function aboutRef(data: unknown, ref: string, above: About, under = ''): About | undefined {
  if (Array.isArray(data)) {
    for (const item of data) {
      const found = aboutRef(item, ref, above, under);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(data));
  if (fields.get('ref') === ref) return { ...above, field: under };
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
    ...(under === 'findings' ? named(fields, 'code', 'finding') : {}),
    ...(under === 'transfers' ? named(fields, 'code', 'transfer') : {}),
  };
  for (const [key, value] of fields) {
    const found = aboutRef(value, ref, about, key);
    if (found) return found;
  }
  return undefined;
}

function named(fields: ReadonlyMap<string, unknown>, field: string, as: Part): Partial<About> {
  const value = fields.get(field);
  return typeof value === 'string' ? { [as]: value } : {};
}
