/** Many rounds from a few: a round that the rule book has made is written again under another code, all its rows, by the
 *  database itself. What a chain covers says the first one's hashes: a copy is read, followed and acted on, not verified. */
import pg from 'pg';
import type { Code } from '../domain/vocabulary.ts';

export interface Copy {
  readonly model: Code;
  readonly code: Code;
  /** A piece of all codes of the model's office, and what stands in its place; the same office, unless said otherwise. */
  readonly tag?: string;
  readonly newTag?: string;
}

/** The tables whose rows belong to a round, with the columns in which codes stand beside the round's. */
const tables: Readonly<Record<string, { readonly own: string; readonly columns: readonly string[] }>> = {
  rounds: { own: 'code', columns: ['committee'] },
  events: { own: 'round', columns: ['by', 'data', 'opens', 'closes'] },
  inspected_organisations: { own: 'round', columns: ['code', 'data'] },
  teams: { own: 'round', columns: ['data'] },
  findings: { own: 'round', columns: ['organisation', 'data'] },
  duties: { own: 'round', columns: ['key', 'committee', 'organisation', 'data'] },
  letters: { own: 'round', columns: ['key', 'data'] },
};
const registry = ['committees', 'organisations', 'people', 'posts'];
const json = new Set(['data', 'opens', 'closes']);
const quoted = (name: string): string => `"${name}"`;

export async function copyRounds(url: string, copies: readonly Copy[]): Promise<void> {
  await asOwner(url, async (client) => {
    await client.query('CREATE TEMP TABLE copies (model text, code text, tag text, new_tag text)');
    await client.query(
      `INSERT INTO copies SELECT c.model, c.code, coalesce(c.tag, ''), coalesce(c."newTag", '')
       FROM jsonb_to_recordset($1) AS c (model text, code text, tag text, "newTag" text)`,
      [JSON.stringify(copies)],
    );
    for (const [table, { own, columns }] of Object.entries(tables)) {
      const renamed = (column: string) => {
        const text = json.has(column) ? `t.${quoted(column)}::text` : `t.${quoted(column)}`;
        return `replace(replace(${text}, c.model, c.code), c.tag, c.new_tag)${json.has(column) ? '::jsonb' : ''}`;
      };
      const changed = new Map(columns.map((column) => [column, renamed(column)] as const)).set(own, 'c.code');
      const all = (await columnsOf(client, table)).map(({ column }) => column);
      await client.query(
        `INSERT INTO ${table} (${all.map(quoted).join(', ')})
         SELECT ${all.map((column) => changed.get(column) ?? `t.${quoted(column)}`).join(', ')}
         FROM copies c JOIN ${table} t ON t.${own} = c.model`,
      );
    }
  });
}

/** Everybody and everything whose codes have the tag, again under each of the new tags. */
export async function copyRegistry(url: string, tag: string, newTags: readonly string[]): Promise<void> {
  await asOwner(url, async (client) => {
    for (const part of registry) {
      const all = await columnsOf(client, part);
      // What is neither text nor JSON, a number or an instant, has no code in it.
      const renamed = ({ column, type }: Column) => {
        if (type === 'jsonb') return `replace(t.${quoted(column)}::text, $1, c.tag)::jsonb`;
        return type === 'text' ? `replace(t.${quoted(column)}, $1, c.tag)` : `t.${quoted(column)}`;
      };
      await client.query(
        `INSERT INTO ${part} (${all.map(({ column }) => quoted(column)).join(', ')})
         SELECT ${all.map(renamed).join(', ')}
         FROM unnest($2::text[]) AS c (tag), ${part} t WHERE strpos(to_jsonb(t)::text, $1) > 0`,
        [tag, newTags],
      );
    }
  });
}

/** Without triggers, foreign keys and timeouts, and all at once: a worker that sweeps sees no round without its events.
 *  Afterwards the planner knows what there is. */
async function asOwner(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

interface Column {
  readonly column: string;
  readonly type: string;
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT column_name AS column, data_type AS type FROM information_schema.columns
     WHERE table_name = $1 ORDER BY ordinal_position`,
    [table],
  );
  return rows;
}
