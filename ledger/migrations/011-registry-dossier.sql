-- The registry is a dossier: its events stand in a chain of their own. They have names in them, which those of rounds never have.
CREATE TABLE registry_head (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),  -- there is one registry
  sequence int NOT NULL,
  hash     text NOT NULL,
  last_at  timestamptz
);
INSERT INTO registry_head (sequence, hash) VALUES (0, encode(sha256('xuncha ledger REGISTRY'::bytea), 'hex'));

CREATE TABLE registry_events (
  sequence    int PRIMARY KEY,
  type        text NOT NULL,
  at          timestamptz NOT NULL,
  "on"        text NOT NULL,
  recorded_at timestamptz NOT NULL,
  by          text NOT NULL,
  clause      text NOT NULL,
  command     text,
  posts       jsonb,                          -- by which it was done; null of the operator's
  data        jsonb NOT NULL,
  hash        text NOT NULL
);
CREATE TRIGGER registry_events_append_only BEFORE UPDATE OR DELETE ON registry_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER registry_events_not_truncated BEFORE TRUNCATE ON registry_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Read table: each entry with what became of it.
CREATE TABLE registry_entries (
  entry     text PRIMARY KEY,
  part      text NOT NULL,
  subject   text NOT NULL,
  state     text NOT NULL,
  committee text,
  data      jsonb NOT NULL
);
CREATE INDEX registry_entries_of_subject ON registry_entries (part, subject);
CREATE INDEX registry_entries_awaiting ON registry_entries (entry) WHERE state = 'AWAITING';

-- A post has versions: since when it is held stands in "from", since when that is known in known_from. Nothing is overwritten.
ALTER TABLE posts ADD COLUMN sequence int NOT NULL DEFAULT 0;  -- of the event that made it so
ALTER TABLE posts ADD COLUMN known_from timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now());
ALTER TABLE posts ADD COLUMN known_to timestamptz;             -- null: as far as is known now
ALTER TABLE posts DROP CONSTRAINT posts_pkey;
ALTER TABLE posts ADD PRIMARY KEY (person, post, place, "from", sequence);
CREATE UNIQUE INDEX posts_present ON posts (person, post, place, "from") WHERE known_to IS NULL;
DROP INDEX posts_by_place;
CREATE INDEX posts_by_place ON posts (place, post) WHERE known_to IS NULL;

CREATE FUNCTION refuse_change_of_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One from before the dossier is written again, with its number.
  IF TG_OP = 'DELETE' AND OLD.sequence = 0 THEN RETURN OLD; END IF;
  -- A version ends once.
  IF TG_OP = 'UPDATE' AND OLD.known_to IS NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to'
  THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'posts keep all their versions: % is refused', TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Enter a further version.';
END $$;
CREATE TRIGGER posts_keep_versions BEFORE UPDATE OR DELETE ON posts
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_post();
CREATE TRIGGER posts_not_truncated BEFORE TRUNCATE ON posts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A sign-in is one person's.
CREATE UNIQUE INDEX people_by_sign_in ON people ((data->>'signIn')) WHERE data ? 'signIn';
