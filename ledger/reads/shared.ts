/** What the reads have in common: pages by cursor, and a round's own time. */
import type { Instant } from '../../domain/vocabulary.ts';
import { dayOf, daysBetween } from '../../domain/calendar.ts';
import { arrivalOf, type Duty, isOverdue, outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import type { Page } from '../registry/registry.ts';
import { raw } from '../sql.ts';

export const PAGE = 100;
export const LARGEST_PAGE = 1_000;

/** The time of the round `r`: the database's clock and the round's lead, never before its last event. */
export const ROUND_TIME = raw(
  `greatest(date_trunc('milliseconds', statement_timestamp()) + r.lead_ms * interval '1 millisecond', r.last_at)`,
);
/** The heads of the committees' own work stand in the same table. */
export const IS_ROUND = raw(`r.code LIKE 'R-%'`);

const FIRST_DAY = `(d.data->>'originalDueOn')::date + (d.data->>'pausedDays')::int`;
/** Of a duty `d` that was met by the day in force: whether it was late by its first day (`outcomeByFirstDay`). The first line is
 *  the condition of the index; where the clock has stood still, the second says more. */
export const LATE_BY_FIRST_DAY = raw(`(d.data->>'outcome' = 'MET' AND d.due_at IS NOT NULL
  AND coalesce(d.data->>'arrivedOn', d.data->>'closedOn') > d.data->>'originalDueOn'
  AND coalesce(d.data->>'arrivedOn', d.data->>'closedOn')::date > ${FIRST_DAY})`);
/** When an open duty `d` went overdue, or will: by its first day, which no extension moves. */
export const OVERDUE_BY_FIRST_DAY_AT = raw(
  `least(d.due_at, (${FIRST_DAY} + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`,
);

/** A page of at most `limit` of the rows, of which one more was read to know whether there is a next page. */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => unknown,
  cursorOf: (row: Row) => string,
): Page {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > limit && last ? cursorOf(last) : null };
}

/** A duty as the API shows it: `dueOn` the day in Beijing, `dueAt` the instant at which it ends. */
export function shownDuty(duty: Duty, now: Instant) {
  const { overdueNoted: _noted, liveAt: _liveAt, reached: _reached, reachedBefore: _before, wakeAt, ...shown } = duty;
  return {
    ...shown,
    // Counted from the day on which the clock stopped, where it stands still.
    daysLeft:
      duty.dueOn === null || duty.outcome !== null ? null : daysBetween(duty.pausedOn ?? dayOf(now), duty.dueOn),
    overdue: isOverdue(duty, now),
    arrivedOn: arrivalOf(duty),
    outcomeByFirstDay: outcomeByFirstDay(duty),
    nextMomentAt: wakeAt,
  };
}
