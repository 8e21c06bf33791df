-- How far the workflow of a dossier has followed its ledger, and which run does: the outbox of wake-ups.
ALTER TABLE rounds ADD COLUMN followed_sequence int NOT NULL DEFAULT 0;
ALTER TABLE rounds ADD COLUMN followed_run text;
-- Where a round's clock is being moved to (development only): until it is there, the workflow may be ahead of the lead.
ALTER TABLE rounds ADD COLUMN moving_to timestamptz;
-- The head changes with every act: its row is rewritten in place, as long as no index looks at what changes.
ALTER TABLE rounds SET (fillfactor = 50);

-- Letters in somebody's hands: who has the lease speaks to the mail server, nobody else. The row goes with the outcome.
CREATE TABLE deliveries (
  letter  text PRIMARY KEY,
  round   text NOT NULL,
  attempt int NOT NULL,
  tries   int NOT NULL,                       -- at the mail server, within this attempt
  until   timestamptz NOT NULL
);

-- When each worker process last said that it polls.
CREATE TABLE worker_beats (
  worker text PRIMARY KEY,
  at     timestamptz NOT NULL
);
