-- Who acts in a round by a post that another person holds: one row for each person and post.
CREATE TABLE substitutes (
  round text NOT NULL, code text NOT NULL, data jsonb NOT NULL, PRIMARY KEY (round, code)
);
CREATE INDEX substitutes_by_person ON substitutes ((data->>'person'));
