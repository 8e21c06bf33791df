/** Who has opened which text of a round, in the order in which it happened, without the text (J-V.5e, T-4). */
import type { Code, Instant } from '../../domain/vocabulary.ts';
import { textsIn } from '../contents/text-events.ts';
import type { Pool } from '../database.ts';
import type { RoundForActor } from '../ledger.ts';
import type { Page } from '../registry/registry.ts';
import { sql, statement } from '../sql.ts';
import { type LedgerRow, sealedFor } from './accountability.ts';
import { page } from './shared.ts';

const READINGS_AT_ONCE = 500;

interface Reading {
  readonly id: number;
  readonly ref: string;
  readonly person: Code;
  readonly at: Instant;
  readonly command: string;
}
type EventOfText = LedgerRow & { readonly type: Parameters<typeof textsIn>[0] };

/** Of a text whose event is out of the caller's sight nothing is shown, nor that somebody has opened it. */
export async function listReadings(pool: Pool, seen: RoundForActor, cursor: number, limit: number): Promise<Page> {
  const found: { readonly id: number; readonly shown: object }[] = [];
  const show = sealedFor(seen);
  for (let after = cursor; ; ) {
    const readings = await readingsAfter(pool, seen.round.code, after);
    const events = await eventsOf(pool, seen.round.code, readings);
    for (const { id, ref, person, at, command } of readings) {
      const text = (events.get(command) ?? [])
        .filter((event) => show(event) === event)
        .flatMap((event) => textsIn(event.type, event.data).map((each) => ({ ...each, sequence: event.sequence })))
        .find((each) => each.ref === ref);
      if (!text) continue;
      const { sequence, type, field, organisation = null, finding = null, transfer = null } = text;
      found.push({ id, shown: { at, person, ref, sequence, type, field, organisation, finding, transfer } });
    }
    const last = readings.at(-1);
    if (!last || found.length > limit) break;
    after = last.id;
  }
  return page(
    found,
    limit,
    ({ shown }) => shown,
    ({ id }) => String(id),
  );
}

async function readingsAfter(pool: Pool, round: Code, after: number): Promise<readonly Reading[]> {
  const { rows } = await pool.query<Reading>(
    statement(
      'readings',
      sql`SELECT r.id, r.ref, r.person, r.read_at AS at, c.command
          FROM contents c JOIN content_readings r ON r.ref = c.ref
          WHERE c.round = ${round} AND r.id > ${after} ORDER BY r.id LIMIT ${READINGS_AT_ONCE}`,
    ),
  );
  return rows;
}

async function eventsOf(pool: Pool, round: Code, readings: readonly Reading[]): Promise<Map<string, EventOfText[]>> {
  const commands = [...new Set(readings.map(({ command }) => command))];
  const { rows } = await pool.query<EventOfText & { readonly command: string }>(
    statement(
      'events-of-readings',
      sql`SELECT sequence, type, by, command, data, opens, closes FROM events
          WHERE round = ${round} AND command = ANY (${commands}::text[]) ORDER BY sequence`,
    ),
  );
  const events = new Map<string, EventOfText[]>();
  for (const row of rows) events.set(row.command, [...(events.get(row.command) ?? []), row]);
  return events;
}
