-- A round that was begun on paper: ENTERING while its history is entered, LIVE afterwards; null of all others.
ALTER TABLE rounds ADD COLUMN takeover text;
