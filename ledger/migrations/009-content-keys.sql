-- By which a key that is configured under a known id can be told from another one. Null of a key that sealed texts before
-- this table was there: the first start opens one of them, and notes the value.
CREATE TABLE content_keys (
  key_id      text PRIMARY KEY,
  check_value bytea
);
INSERT INTO content_keys (key_id) SELECT DISTINCT key_id FROM contents;
CREATE INDEX contents_by_key ON contents (key_id);
