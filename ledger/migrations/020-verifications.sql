-- When the whole ledger was last recomputed, and with what result: who watches from outside is told how old that is.
CREATE TABLE verifications (
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  events bigint NOT NULL,
  faults bigint NOT NULL,
  digest text NOT NULL
);
CREATE INDEX verifications_by_time ON verifications (at);
