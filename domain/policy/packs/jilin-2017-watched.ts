/** `jilin-2017-watched`: `jilin-2017` with a watch on silence. The opinion gives no figure for it; thirty days without an act of
 *  anybody are practice, and the office may choose the pack for a round, or change to it. */
import type { Pack } from '../pack.ts';
import { jilin2017 } from './jilin-2017.ts';
import { choice, type Sources } from '../source.ts';

export const jilin2017Watched = {
  ...jilin2017,
  id: 'jilin-2017-watched',
  version: 2,
  clocks: {
    ...jilin2017.clocks,
    // Due on the day itself; on the next one the office director hears of it, then the leading group's leader.
    silence: {
      basis: 'T',
      span: { days: 0 },
      ladder: [
        { rung: 3, colour: 'red', offsetDays: 1, to: ['OFFICE_DIRECTOR'], cc: [] },
        { rung: 4, colour: 'top', offsetDays: 10, to: ['LG_LEADER'], cc: [], everyDays: 10, proposes: 'SUPERVISION' },
      ],
    },
  },
  silentDays: 30,
} satisfies Pack;

/** Sources of what `jilin-2017-watched` has beyond `jilin-2017`. */
export const jilin2017WatchedSources: Sources = {
  'span silence': choice('Due on the day on which the silence is noticed', 'J-V.4h'),
  'ladder silence': choice('The office director first, then the leading group’s leader every ten days', 'J-V.4h'),
  silentDays: choice('The opinion gives no figure for silence: thirty days without an act', 'J-V.4h'),
};
