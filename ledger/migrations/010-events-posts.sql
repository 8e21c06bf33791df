-- By which posts an act was done; null of what nobody with a post did, and of acts from before.
ALTER TABLE events ADD COLUMN posts jsonb;
