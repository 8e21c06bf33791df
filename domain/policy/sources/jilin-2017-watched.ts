/** Sources of what `jilin-2017-watched` has beyond `jilin-2017`. */
import { choice, type Sources } from '../source.ts';

export const jilin2017WatchedSources: Sources = {
  'span silence': choice('Due on the day on which the silence is noticed', 'J-V.4h'),
  'ladder silence': choice('The office director first, then the leading group’s leader every ten days', 'J-V.4h'),
  silentDays: choice('The opinion gives no figure for silence: thirty days without an act', 'J-V.4h'),
};
