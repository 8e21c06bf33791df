-- How the hash of a text was made, and with which content key; null of texts from before, whose hash is the SHA-256.
ALTER TABLE contents ADD COLUMN hash_scheme text;
ALTER TABLE contents ADD COLUMN hash_key_id text;
