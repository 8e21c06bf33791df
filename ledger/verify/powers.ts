/** What the roles of the programs may beyond what they should: whoever could change the ledger's past might have done so. */
import { powers, PROGRAMS } from '../privileges.ts';
import type { Reader } from './rows.ts';

interface Held {
  readonly role: string;
  readonly superuser: boolean;
  readonly table: string | null;
  readonly owns: boolean;
  readonly may: readonly string[];
}

/** Every role that is a member of the programs' role, however indirectly, and the role itself. The owner is meant where it has been
 *  made a member, and it is not where it has merely made the role. */
const HELD = `
WITH RECURSIVE programs (oid) AS (
  SELECT oid FROM pg_roles WHERE rolname = $1
  UNION SELECT m.member FROM pg_auth_members m JOIN programs p ON m.roleid = p.oid
    WHERE coalesce((to_jsonb(m)->>'inherit_option')::boolean, true) OR coalesce((to_jsonb(m)->>'set_option')::boolean, true))
SELECT r.rolname AS role, r.rolsuper AS superuser, c.relname AS "table", coalesce(pg_has_role(r.oid, c.relowner, 'MEMBER'), false) AS owns,
  ARRAY(SELECT p FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
    WHERE has_table_privilege(r.oid, c.oid, p)
      OR (p IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(r.oid, c.oid, p))) AS may
FROM programs JOIN pg_roles r USING (oid)
LEFT JOIN pg_class c ON c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY 1, 3`;

export async function excessivePowers(reader: Reader): Promise<string[]> {
  const { rows } = await reader.query<Held>(HELD, [PROGRAMS]);
  if (rows.length === 0)
    return [`${PROGRAMS}: there is no such role, by which API and workers should reach the ledger`];
  const above = new Set(rows.filter(({ superuser }) => superuser).map(({ role }) => role));
  return [
    ...[...above].map((role) => `${role} is a superuser, and should be a member of ${PROGRAMS} and nothing else`),
    ...rows.filter(({ role }) => !above.has(role)).flatMap(excessIn),
    ...(await widerColumns(reader)),
  ];
}

function excessIn({ role, table, owns, may }: Held): string[] {
  if (table === null) return [];
  if (owns) return [`${table}: ${role} is its owner, and should be a member of ${PROGRAMS} and nothing else`];
  const allowed: readonly string[] = powers[table]?.may ?? [];
  const excess = may.filter((power) => !allowed.includes(power));
  return excess.length === 0 ? [] : [`${table}: ${role} may ${excess.join(', ')}, which the programs may not`];
}

/** Where the programs may change some columns, others stay as they are. */
async function widerColumns(reader: Reader): Promise<string[]> {
  const faults: string[] = [];
  for (const [table, { columns }] of Object.entries(powers)) {
    if (!columns) continue;
    const { rows } = await reader.query<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute WHERE attrelid = to_regclass($2) AND attnum > 0 AND NOT attisdropped
         AND attname <> ALL ($3) AND has_column_privilege($1::name, attrelid, attnum, 'UPDATE') ORDER BY attnum`,
      [PROGRAMS, table, columns],
    );
    if (rows.length > 0)
      faults.push(
        `${table}: ${PROGRAMS} may UPDATE ${rows.map(({ column }) => column).join(', ')}, which the programs may not`,
      );
  }
  return faults;
}
