/** A registry from before it was a dossier becomes one: what stands in the tables is taken over as it is, and the events say so. */
import { OPERATOR, type Aspect, type Fields, type RegistryPart } from '../../domain/registry/events.ts';
import { changed } from '../../domain/registry/records.ts';
import { emptyRegistry, subjectOfPost } from '../../domain/registry/registry.ts';
import type { Instant } from '../../domain/vocabulary.ts';
import { type Pool, transaction } from '../database.ts';
import { lockRegistry, recorder } from './dossier.ts';

/** Does nothing where there is nothing to take over, and nothing a second time. */
export async function takeRegistryOver(pool: Pool): Promise<number> {
  return transaction(pool, async (client) => {
    const head = await lockRegistry(client);
    if (head.sequence > 0) return 0;
    const { rows } = await client.query<{
      part: RegistryPart;
      data: Fields;
      committee: string | null;
      knownFrom: Instant | null;
    }>(
      `SELECT 'committees' AS part, data, code AS committee, NULL::timestamptz AS "knownFrom", 1 AS n, code AS key FROM committees
       UNION ALL SELECT 'organisations', data, managed_by, NULL, 2, code FROM organisations
       UNION ALL SELECT 'people', data, (SELECT coalesce(o.managed_by, h.place) FROM posts h LEFT JOIN organisations o ON o.code = h.place
           WHERE h.person = p.code AND h.post <> 'UPPER_OFFICE' ORDER BY h."to" IS NOT NULL, h."from", h.place LIMIT 1), NULL, 3, code FROM people p
       UNION ALL SELECT 'posts', h.data, coalesce(o.managed_by, h.place), h.known_from, 4, concat_ws('/', h.person, h.post, h.place, h."from")
         FROM posts h LEFT JOIN organisations o ON o.code = h.place
       ORDER BY n, key`,
    );
    if (rows.length === 0) return 0;
    const known = rows.find(({ knownFrom }) => knownFrom !== null)?.knownFrom;
    const registry = emptyRegistry();
    const record = recorder({ ...head, now: known ?? head.now }, registry);
    record.record({ type: 'RegistryTakenOver', data: { entries: rows.length } }, OPERATOR);
    for (const { part, data, committee } of rows) {
      const change = changed(
        data,
        part === 'people' && committee !== null ? { keptBy: data['keptBy'] ?? committee } : {},
      );
      const made = {
        entry: record.nextEntry(),
        part,
        subject: part === 'posts' ? subjectOfPost(data) : String(data['code']),
        aspect: aspectOf(part, data),
        before: null,
        change,
        committee,
        beneficiary: part === 'people' ? String(data['code']) : part === 'posts' ? String(data['person']) : null,
        document: null,
        awaits: null,
        replaces: null,
      };
      record.record({ type: 'EntryMade', data: made }, OPERATOR);
    }
    await client.query('DELETE FROM posts WHERE sequence = 0');
    await record.write(client);
    return rows.length;
  });
}

function aspectOf(part: RegistryPart, data: Fields): Aspect {
  if (part === 'posts') return data['committee'] == null ? 'POST_AT_ORGANISATION' : 'POST_AT_COMMITTEE';
  return ({ committees: 'COMMITTEE', organisations: 'ORGANISATION', people: 'PERSON' } as const)[part];
}
