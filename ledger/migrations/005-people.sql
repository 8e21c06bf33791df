-- Material and support that was asked for.
CREATE TABLE partner_requests (
  round text NOT NULL, code text NOT NULL, organisation text, state text NOT NULL, data jsonb NOT NULL,
  PRIMARY KEY (round, code)
);

-- The record of a person in the pool: every appraisal, of whichever round.
CREATE INDEX events_appraising ON events ((data->>'person')) WHERE type = 'MemberAppraised';

-- Few people are suspended; each command asks whether one of them sits in its round.
CREATE INDEX people_suspended ON people (code) WHERE (data->>'suspended')::boolean;
