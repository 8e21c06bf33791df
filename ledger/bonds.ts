/** What the registry knows of a person from which ties to the organisations of a round follow (T-3). */
import { raw, sql, type Sql } from './sql.ts';

/** `{ ties, service }` as JSON; `person` and `round` are expressions. Of posts counts what is known now: one that was entered by
 *  mistake and taken back is not there. The post at a functional department is one at the organisation that the department is. */
export const bondsOf = (person: Sql, round: Sql): Sql => sql`jsonb_build_object(
  'ties', coalesce((SELECT jsonb_agg(t || jsonb_build_object('reaches', ${reachesOf(raw(`t->>'organisation'`), round)}))
    FROM people b, jsonb_array_elements(b.data->'ties') t WHERE b.code = ${person}), '[]'),
  'service', coalesce((SELECT jsonb_agg(jsonb_build_object('organisation', o.code, 'from', h."from", 'to', h."to",
      'reaches', ${reachesOf(raw('o.code'), round)}))
    FROM posts h JOIN organisations o ON o.code = coalesce(h.data->>'organisation', h.place)
    WHERE h.known_to IS NULL AND h.person = ${person}), '[]'))`;

/** The organisations of the round one level above this one, or below it. */
const reachesOf = (organisation: Sql, round: Sql): Sql => sql`to_jsonb(ARRAY(
  SELECT i.code FROM inspected_organisations i JOIN organisations n ON n.code = i.code
  WHERE i.round = ${round} AND (n.parent = ${organisation} OR i.data->'nextLower' ? (${organisation})
    OR i.code = (SELECT up.parent FROM organisations up WHERE up.code = ${organisation})) ORDER BY 1))`;
