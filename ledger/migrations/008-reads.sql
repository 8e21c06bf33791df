-- Indexes for the reads: a page costs the same however many rounds there are.

-- The worklist takes the nearest open duties of each committee, round and organisation that its reader has.
CREATE INDEX duties_open_of_committee ON duties (committee, (coalesce(due_at, 'infinity')), key) WHERE open;
CREATE INDEX duties_open_of_organisation ON duties (organisation, (coalesce(due_at, 'infinity')), key)
  WHERE open AND owed_by IN ('ORG', 'PR');
-- Few rounds have a clock that runs ahead, or are being entered from paper.
CREATE INDEX rounds_ahead ON rounds (code) WHERE lead_ms > 0;
CREATE INDEX rounds_entering ON rounds (code) WHERE takeover = 'ENTERING';

-- What a committee's term comes to is counted in these alone.
CREATE INDEX duties_in_time ON duties (round) WHERE data->>'outcome' = 'MET' AND due_at IS NOT NULL;
CREATE INDEX duties_late ON duties (round) WHERE met_late AND due_at IS NOT NULL;
CREATE INDEX findings_accepted ON findings (round) WHERE state = 'ACCEPTED';
CREATE INDEX organisations_reopened ON inspected_organisations (round)
  WHERE (data->>'failedVerifications')::int > 0;
-- Who else has inspected an organisation, and in which rounds it stands.
CREATE INDEX inspected_organisations_by_code ON inspected_organisations (code, round);
CREATE INDEX organisations_by_manager ON organisations (managed_by);
CREATE INDEX committees_by_upper ON committees (upper);
-- What one role owes across many committees: some roles owe little.
CREATE INDEX duties_open_of_role ON duties (owed_by, (coalesce(due_at, 'infinity')), key) WHERE open;
