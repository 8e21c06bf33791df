-- For whom an act was entered; null of what somebody did themselves, and of acts from before.
ALTER TABLE events ADD COLUMN "for" text;
