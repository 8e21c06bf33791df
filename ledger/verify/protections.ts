/** What the database itself refuses: its triggers, keys and unique indexes are there, and switched on. */
import type { Reader } from './rows.ts';

/** Table, trigger, function. */
const triggers = [
  ['events', 'events_append_only', 'refuse_change'],
  ['events', 'events_not_truncated', 'refuse_change'],
  ['registry_events', 'registry_events_append_only', 'refuse_change'],
  ['registry_events', 'registry_events_not_truncated', 'refuse_change'],
  ['posts', 'posts_keep_versions', 'refuse_change_of_post'],
  ['posts', 'posts_not_truncated', 'refuse_change'],
] as const;

/** By name, with what each says. */
const constraints: Readonly<Record<string, string>> = {
  rounds_pkey: 'PRIMARY KEY (code)',
  events_pkey: 'PRIMARY KEY (round, sequence)',
  events_round_fkey: 'FOREIGN KEY (round) REFERENCES rounds(code)',
  commands_pkey: 'PRIMARY KEY (round, id)',
  commands_round_fkey: 'FOREIGN KEY (round) REFERENCES rounds(code)',
  one_authorization_per_task: 'PRIMARY KEY (committee, decision)',
  one_team_at_a_time: 'PRIMARY KEY (person)',
  contents_pkey: 'PRIMARY KEY (ref)',
  content_keys_pkey: 'PRIMARY KEY (key_id)',
  deliveries_pkey: 'PRIMARY KEY (letter)',
  registry_events_pkey: 'PRIMARY KEY (sequence)',
  registry_head_pkey: 'PRIMARY KEY (one)',
  registry_head_one_check: 'CHECK (one)',
  registry_entries_pkey: 'PRIMARY KEY (entry)',
  posts_pkey: 'PRIMARY KEY (person, post, place, "from", sequence)',
};
const uniqueIndexes = ['posts_present', 'people_by_sign_in'];

export async function missingProtections(reader: Reader): Promise<string[]> {
  return [...(await missingTriggers(reader)), ...(await missingConstraints(reader))];
}

async function missingTriggers(reader: Reader): Promise<string[]> {
  const { rows } = await reader.query<{ name: string; enabled: boolean; calls: string; refuses: boolean }>(
    `SELECT t.tgrelid::regclass || '.' || t.tgname AS name, t.tgenabled IN ('O', 'A') AS enabled, p.proname AS calls,
       p.prosrc LIKE '%RAISE EXCEPTION%restrict_violation%' AS refuses
     FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal`,
  );
  const found = new Map(rows.map((row) => [row.name, row]));
  return triggers.flatMap(([table, trigger, calls]) => {
    const is = found.get(`${table}.${trigger}`);
    if (!is) return [`${table}: its trigger ${trigger} is gone, which should refuse changes`];
    if (!is.enabled) return [`${table}: its trigger ${trigger} is disabled, and should be enabled`];
    return is.calls === calls && is.refuses
      ? []
      : [`${table}: its trigger ${trigger} no longer refuses, as the function ${calls} should`];
  });
}

async function missingConstraints(reader: Reader): Promise<string[]> {
  const { rows } = await reader.query<{ name: string; says: string }>(
    `SELECT c.conname AS name, pg_get_constraintdef(c.oid) AS says FROM pg_constraint c
     JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = current_schema() AND c.convalidated
     UNION ALL SELECT x.relname, 'UNIQUE' FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
     WHERE i.indisunique AND i.indisvalid AND NOT i.indisprimary AND x.relnamespace = current_schema()::regnamespace`,
  );
  const found = new Map(rows.map(({ name, says }) => [name, says]));
  const due = [...Object.entries(constraints), ...uniqueIndexes.map((name) => [name, 'UNIQUE'] as const)];
  return due
    .filter(([name, says]) => found.get(name) !== says)
    .map(([name, says]) => `the constraint ${name} is ${found.get(name) ?? 'gone'}, should be ${says}`);
}
