/** The texts of a dossier that its reader may open, in the order of the ledger, by reference. */
import type { TextEvent } from '../../domain/people/texts.ts';
import type { Code, Day } from '../../domain/vocabulary.ts';
import { type Reference, textsIn } from '../contents/text-events.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { sql, statement } from '../sql.ts';
import { page } from './shared.ts';

const EVENTS_AT_ONCE = 500;

interface EventWithTexts {
  readonly sequence: number;
  readonly type: TextEvent['type'];
  readonly on: Day;
  readonly data: object;
}

/** The cursor is the place in the ledger and the place in the event, as an event may have many texts. */
export async function listTexts(
  pool: Pool,
  code: Code,
  mayRead: (event: TextEvent) => boolean,
  cursor: string,
  limit: number,
): Promise<Page> {
  const [from = 0, after = -1] = cursor === '' ? [] : cursor.split('.').map(Number);
  const found: { readonly at: string; readonly event: EventWithTexts; readonly text: TextEvent & Reference }[] = [];
  for (let sequence = from; ; ) {
    const events = await eventsFrom(pool, code, sequence);
    for (const event of events)
      for (const [index, text] of textsIn(event.type, event.data).entries()) {
        if ((event.sequence === from && index <= after) || !mayRead(text)) continue;
        found.push({ at: `${event.sequence}.${index}`, event, text });
      }
    const last = events.at(-1);
    if (!last || found.length > limit) break;
    sequence = last.sequence + 1;
  }
  return page(
    found,
    limit,
    ({ event: { sequence, type, on }, text }) => {
      const { ref, hash, field, organisation = null, finding = null, transfer = null } = text;
      return { ref, hash, sequence, type, on, field, organisation, finding, transfer };
    },
    ({ at }) => at,
  );
}

async function eventsFrom(pool: Pool, code: Code, sequence: number): Promise<EventWithTexts[]> {
  const { rows } = await pool.query<EventWithTexts>(
    statement(
      'events-with-texts',
      sql`SELECT sequence, type, "on", data FROM events
          WHERE round = ${code} AND sequence >= ${sequence} AND data::text LIKE '%"ref"%'
          ORDER BY sequence LIMIT ${EVENTS_AT_ONCE}`,
    ),
  );
  return rows;
}
