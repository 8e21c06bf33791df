-- Sign-ins that a browser has begun, and the sessions that came of them. What the browser holds is here as its hash alone.
CREATE TABLE sign_ins (
  id_hash   text PRIMARY KEY,
  state     text NOT NULL,
  nonce     text NOT NULL,
  verifier  text NOT NULL,
  return_to text NOT NULL,
  begun_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_ins_by_age ON sign_ins (begun_at);

CREATE TABLE sessions (
  id_hash      text PRIMARY KEY,
  person       text NOT NULL,
  with_post    boolean NOT NULL,              -- it ends with the last post
  signed_in_at timestamptz NOT NULL,          -- as the identity provider says
  begun_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  used_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sessions_by_use ON sessions (used_at);
