-- What later rounds exposed in an earlier one is asked of the earlier one (J-V.1a).
CREATE INDEX events_missed_findings ON events ((data->>'earlierRound')) WHERE type = 'MissedFindingLinked';
