/** The one statement that writes: a part of it for each table, and only the parts that have rows. One JSON document carries
 *  all of them. */
import type { QueryConfig } from './database.ts';
import { itemTables } from './reads/lists.ts';

type Row = object;
export interface Written {
  /** Of `rounds`: the columns that change. */
  readonly head: Row;
  readonly [part: string]: Row | readonly Row[] | readonly string[];
}

/** Columns and their types, as the JSON document has them. */
type Columns = Readonly<Record<string, string>>;

const columnsOf = (columns: Columns): string => Object.keys(columns).map(quoted).join(', ');
const typed = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `${quoted(name)} ${type}`)
    .join(', ');
const quoted = (name: string): string => `"${name}"`;

/** New rows of a table; `instead` says where a column's value comes from, if not from the document as it is. */
function insert(part: string, table: string, columns: Columns, instead: Columns = {}): string {
  const values = Object.keys(columns).map((name) => instead[name] ?? `x.${quoted(name)}`);
  return `INSERT INTO ${table} (round, ${columnsOf(columns)})
    SELECT $1, ${values.join(', ')} FROM jsonb_to_recordset($2::jsonb->'${part}') AS x (${typed(columns)})`;
}

/** Rows of a read table, new or changed: rows that are there get all columns but their key. */
function upsert(part: string, { table, key, columns }: ReadTable): string {
  const changes = Object.keys(columns)
    .filter((name) => name !== key)
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`);
  const conflict = key === 'key' ? '(key)' : `(round, ${key})`;
  return `${insert(part, table, columns)} ON CONFLICT ${conflict} DO UPDATE SET ${changes.join(', ')}`;
}

export interface ReadTable {
  readonly table: string;
  /** A key tells rows of all rounds apart, a code those of one. */
  readonly key: 'code' | 'key';
  readonly columns: Columns;
}
const ITEM: Columns = { code: 'text', organisation: 'text', state: 'text', data: 'jsonb' };

/** The read tables, each by the part of a dossier that it shows. */
export const readTables: Readonly<Record<string, ReadTable>> = {
  organisations: {
    table: 'inspected_organisations',
    key: 'code',
    columns: { code: 'text', phase: 'text', data: 'jsonb' },
  },
  teams: { table: 'teams', key: 'code', columns: { code: 'text', data: 'jsonb' } },
  substitutes: { table: 'substitutes', key: 'code', columns: { code: 'text', data: 'jsonb' } },
  ...Object.fromEntries(
    Object.entries(itemTables).map(([part, { table }]) => [part, { table, key: 'code', columns: ITEM }]),
  ),
  duties: {
    table: 'duties',
    key: 'key',
    columns: {
      key: 'text',
      committee: 'text',
      organisation: 'text',
      owed_by: 'text',
      due_at: 'timestamptz',
      open: 'boolean',
      met_late: 'boolean',
      data: 'jsonb',
    },
  },
  letters: {
    table: 'letters',
    key: 'key',
    columns: { key: 'text', state: 'text', written_at: 'timestamptz', data: 'jsonb' },
  },
};

const HEAD: Columns = {
  sequence: 'int',
  hash: 'text',
  last_at: 'timestamptz',
  phase: 'text',
  ended: 'text',
  closed: 'boolean',
  wake_at: 'timestamptz',
  unsent_since: 'timestamptz',
  overdue_count: 'int',
  takeover: 'text',
  sealed_sheets: 'int',
};
/** Only of a run that is answered with what is written. */
const FOLLOWED: Columns = { followed_sequence: 'int', followed_run: 'text' };
const updateHead = (columns: Columns): string =>
  `UPDATE rounds SET ${Object.keys(columns)
    .map((name) => `${name} = h.${name}`)
    .join(', ')} FROM jsonb_to_record($2::jsonb->'head') AS h (${typed(columns)}) WHERE code = $1`;

/** How long whoever has taken a letter may need for it: longer than the mail server may take. */
export const LEASE = `interval '45 seconds'`;

/** Part of the document → its part of the statement. A further table is a further line. */
const parts: Readonly<Record<string, string>> = {
  lines: insert('lines', 'events', {
    sequence: 'int',
    type: 'text',
    at: 'timestamptz',
    on: 'text',
    recorded_at: 'timestamptz',
    by: 'text',
    posts: 'jsonb',
    for: 'text',
    clause: 'text',
    command: 'text',
    data: 'jsonb',
    opens: 'jsonb',
    closes: 'jsonb',
    hash: 'text',
  }),
  commands: insert('commands', 'commands', { id: 'text', fingerprint: 'text', answer: 'jsonb' }),
  contents: `${insert(
    'contents',
    'contents',
    {
      ref: 'text',
      command: 'text',
      hash: 'text',
      hash_scheme: 'text',
      hash_key_id: 'text',
      key_id: 'text',
      sealed: 'text',
    },
    { sealed: `decode(x.sealed, 'base64')` },
  )} ON CONFLICT (ref) DO NOTHING`,
  ...Object.fromEntries(Object.entries(readTables).map(([part, table]) => [part, upsert(part, table)])),
  seatsTaken: insert('seatsTaken', 'team_seats', { person: 'text', team: 'text' }),
  seatsLeft: `DELETE FROM team_seats WHERE round = $1
    AND person IN (SELECT jsonb_array_elements_text($2::jsonb->'seatsLeft'))`,
  decisions: insert('decisions', 'authorization_decisions', { committee: 'text', decision: 'text' }),
  claimed: `INSERT INTO deliveries (letter, round, attempt, tries, until)
    SELECT x.letter, $1, x.attempt, 1, clock_timestamp() + ${LEASE}
    FROM jsonb_to_recordset($2::jsonb->'claimed') AS x (letter text, attempt int) ON CONFLICT (letter) DO NOTHING`,
  delivered: `DELETE FROM deliveries WHERE letter IN (SELECT jsonb_array_elements_text($2::jsonb->'delivered'))`,
};
const partNames = Object.keys(parts);

/** Statements by the parts that they have: a few dozen in practice, each prepared once per connection. */
const statements = new Map<string, { readonly name: string; readonly text: string }>();

function statementOf(present: readonly string[], followed: boolean) {
  const name = `write ${followed ? 'followed ' : ''}${present.map((part) => partNames.indexOf(part)).join(' ')}`;
  const known = statements.get(name);
  if (known) return known;
  const writes = present.map((part) => `${quoted(part)} AS (${parts[part]})`);
  const head = updateHead(followed ? { ...HEAD, ...FOLLOWED } : HEAD);
  const made = { name, text: writes.length === 0 ? head : `WITH ${writes.join(',\n')}\n${head}` };
  statements.set(name, made);
  return made;
}

/** The statement that writes everything that has changed; the head is there already, and locked. */
export function writing(code: string, written: Written): QueryConfig {
  const present = partNames.filter((part) => {
    const rows = written[part];
    return Array.isArray(rows) && rows.length > 0;
  });
  const { name, text } = statementOf(present, 'followed_run' in written.head);
  const document = Object.fromEntries(['head', ...present].map((part) => [part, written[part]]));
  return { name, text, values: [code, JSON.stringify(document)] };
}
