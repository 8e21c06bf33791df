-- The team's work on site. Of key-person sheets a round shows how many there are, and nothing else (J-V.2a).
ALTER TABLE rounds ADD COLUMN sealed_sheets int NOT NULL DEFAULT 0;

CREATE TABLE papers (
  round text NOT NULL, code text NOT NULL, organisation text NOT NULL, state text NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (round, code)
);
CREATE TABLE immediate_items (
  round text NOT NULL, code text NOT NULL, organisation text NOT NULL, state text NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (round, code)
);
