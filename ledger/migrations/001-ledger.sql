-- The ledger of rounds. Columns of `events` are named as the program's events are.

CREATE TABLE rounds (
  code            text PRIMARY KEY,
  committee       text NOT NULL,
  fingerprint     text NOT NULL,              -- of the plan, so that the same plan again is no conflict
  sequence        int NOT NULL,               -- the head: last event and its hash
  hash            text NOT NULL,
  last_at         timestamptz NOT NULL,
  phase           text NOT NULL,
  ended           text,
  closed          boolean NOT NULL,           -- ended, and no letter unsent: its workflow is over
  wake_at         timestamptz,                -- next moment that time alone brings about
  unsent_since    timestamptz,                -- oldest letter that should be on its way
  overdue_count   int NOT NULL,
  lead_ms         bigint NOT NULL DEFAULT 0,  -- how far the round's clock runs ahead (development only)
  planned_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX rounds_open ON rounds (code) WHERE NOT closed;
CREATE INDEX rounds_by_committee ON rounds (committee, code);

CREATE TABLE events (
  round       text NOT NULL REFERENCES rounds (code),
  sequence    int NOT NULL,
  type        text NOT NULL,
  at          timestamptz NOT NULL,           -- the round's own time
  "on"        text NOT NULL,                  -- the day on which it really happened, in Beijing
  recorded_at timestamptz NOT NULL,           -- the database's clock
  by          text NOT NULL,
  clause      text NOT NULL,
  command     text,
  data        jsonb NOT NULL,
  opens       jsonb NOT NULL,
  closes      jsonb NOT NULL,
  hash        text NOT NULL,
  PRIMARY KEY (round, sequence)
);

CREATE INDEX events_by_command ON events (round, command) WHERE command IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', HINT = 'Record a further event that corrects the earlier one.';
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_not_truncated BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A command's id for ever, with what was asked (fingerprint) and what was answered.
CREATE TABLE commands (
  round       text NOT NULL REFERENCES rounds (code),
  id          text NOT NULL,
  fingerprint text NOT NULL,
  answer      jsonb NOT NULL,
  PRIMARY KEY (round, id)
);

-- Read tables: rows of the round's state, touched one by one in the transaction that appends.
CREATE TABLE inspected_organisations (
  round text NOT NULL, code text NOT NULL, phase text NOT NULL, data jsonb NOT NULL, PRIMARY KEY (round, code)
);
CREATE TABLE teams (
  round text NOT NULL, code text NOT NULL, data jsonb NOT NULL, PRIMARY KEY (round, code)
);
CREATE TABLE findings (
  round text NOT NULL, code text NOT NULL, organisation text NOT NULL, state text NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (round, code)
);
CREATE TABLE transfers (
  round text NOT NULL, code text NOT NULL, organisation text NOT NULL, state text NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (round, code)
);
CREATE TABLE duties (
  key          text PRIMARY KEY,
  round        text NOT NULL,
  committee    text NOT NULL,
  organisation text,
  owed_by      text NOT NULL,
  due_at       timestamptz,
  open         boolean NOT NULL,
  met_late     boolean NOT NULL,
  data         jsonb NOT NULL
);
CREATE INDEX duties_of_round ON duties (round, key);
CREATE INDEX duties_open_of_round ON duties (round, due_at, key) WHERE open;
CREATE INDEX duties_worklist ON duties (coalesce(due_at, 'infinity'), key) WHERE open;
CREATE TABLE letters (
  key        text PRIMARY KEY,
  round      text NOT NULL,
  state      text NOT NULL,
  written_at timestamptz NOT NULL,
  data       jsonb NOT NULL
);
CREATE INDEX letters_of_round ON letters (round, key);

-- Rules across rounds: their violation is a refusal.
CREATE TABLE authorization_decisions (
  committee text NOT NULL, decision text NOT NULL, round text NOT NULL,
  CONSTRAINT one_authorization_per_task PRIMARY KEY (committee, decision)
);
CREATE TABLE team_seats (
  person text NOT NULL, round text NOT NULL, team text NOT NULL,
  CONSTRAINT one_team_at_a_time PRIMARY KEY (person)
);

-- The registry: what the office knows before any round.
CREATE TABLE committees (
  code text PRIMARY KEY, upper text REFERENCES committees (code) DEFERRABLE INITIALLY DEFERRED, data jsonb NOT NULL
);
CREATE TABLE organisations (
  code       text PRIMARY KEY,
  managed_by text NOT NULL REFERENCES committees (code) DEFERRABLE INITIALLY DEFERRED,
  parent     text REFERENCES organisations (code) DEFERRABLE INITIALLY DEFERRED,
  data       jsonb NOT NULL
);
CREATE INDEX organisations_by_parent ON organisations (parent);
CREATE TABLE people (
  code text PRIMARY KEY, data jsonb NOT NULL
);
CREATE TABLE posts (
  person text NOT NULL REFERENCES people (code) DEFERRABLE INITIALLY DEFERRED,
  post   text NOT NULL,
  place  text NOT NULL,                       -- a committee or an organisation
  "from" text NOT NULL,
  "to"   text,
  data   jsonb NOT NULL,
  PRIMARY KEY (person, post, place, "from")
);
CREATE INDEX posts_by_place ON posts (place, post);

-- Free texts, encrypted, apart from the events that refer to them (J-V.5e).
CREATE TABLE contents (
  ref          text PRIMARY KEY,
  round        text NOT NULL,
  command      text NOT NULL,
  hash         text NOT NULL,
  key_id       text NOT NULL,
  sealed       bytea NOT NULL,
  stored_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX contents_by_command ON contents (round, command);
CREATE INDEX contents_by_age ON contents (stored_at);
CREATE TABLE content_readings (
  ref text NOT NULL, person text NOT NULL, read_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
