-- What was met by the day in force and late by the first one is counted in an index of its own.
CREATE INDEX duties_late_by_first_day ON duties (round)
  WHERE data->>'outcome' = 'MET' AND due_at IS NOT NULL
    AND coalesce(data->>'arrivedOn', data->>'closedOn') > data->>'originalDueOn';
