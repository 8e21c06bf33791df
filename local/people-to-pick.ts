/** Who can sign in at the identity provider for development: whoever the registry has, services and mistaken entries left out. */
import { createPool } from '../ledger/database.ts';
import { isHeldOn, postsHeld, TODAY } from '../ledger/posts.ts';
import { sql, statement } from '../ledger/sql.ts';
import type { Listed } from './identity-pages.ts';

const MOST = 200;

export function peopleToPick(databaseUrl: string, say: (line: string) => void) {
  const pool = createPool(databaseUrl, 1, () => say('The identity provider has lost the database, and asks it again'));
  return {
    async people(words: string): Promise<readonly Listed[]> {
      const { rows } = await pool.query<Listed>(
        statement(
          'people-to-pick',
          sql`SELECT * FROM (
                SELECT coalesce(p.data->>'signIn', p.code) AS subject, p.code, p.data->>'name' AS name,
                  ARRAY(SELECT DISTINCT h.post || ' ' || h.place FROM ${postsHeld('h')}
                    WHERE h.person = p.code AND ${isHeldOn('h', TODAY)} ORDER BY 1) AS posts
                FROM people p
                WHERE NOT p.data ? 'revoked' AND coalesce(p.data->>'kind', 'PERSON') <> 'SERVICE') listed
              WHERE strpos(concat_ws(' ', name, code, array_to_string(posts, ' ')), ${words}) > 0
              ORDER BY code LIMIT ${MOST}`,
        ),
      );
      return rows;
    },
    stop: () => pool.end(),
  };
}
