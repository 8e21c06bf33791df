/** Lateness in every life of a round (T-5): who dates back, asks for more time or halts the round makes nothing timely. */
import { test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { dayOf } from '../../domain/calendar.ts';
import { isEntering } from '../../domain/dossier/dossier.ts';
import { outcomeBy, outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { all, get } from '../../domain/keyed.ts';
import type { Round } from '../../domain/round/state.ts';
import { states } from '../support/states.ts';
import { aLife, lived, LIVES } from '../support/lived.ts';

const movesDays: ReadonlySet<string> = new Set(['PackChanged', 'RoundResumed', 'ExtensionGranted', 'EntryCorrected']);

describe('every life of a round', () => {
  property.prop(aLife, LIVES)(
    'keeps lateness that is in the ledger: what was overdue is never met in time',
    (start, moves) => {
      const { story } = lived(start, moves);
      const late = new Set(story.eventsOf('DutyWentOverdue').map(({ data }) => data.duty));
      for (const duty of all(story.round.duties)) {
        if (!late.has(duty.key) || (duty.outcome !== 'MET' && duty.outcome !== 'MET_LATE')) continue;
        // Under a day that a change of pack has brought nearer it is the day in force that was missed.
        expect([duty.outcome, outcomeByFirstDay(duty)], duty.key).toContain('MET_LATE');
      }
    },
  );

  property.prop(aLife, LIVES)('has each outcome by the day of arrival', (start, moves) => {
    const { story } = lived(start, moves);
    let beforeMove: Round | undefined;
    for (const { event, before } of states(story)) {
      if (movesDays.has(event.type)) beforeMove = before;
      for (const { key, on, arrivedOn, byArrival, outcome } of event.closes ?? []) {
        const duty = get(before.duties, key);
        if (!duty || (outcome !== 'MET' && outcome !== 'MET_LATE')) continue;
        expect(arrivedOn ?? on, key).toBe(isEntering(before) || byArrival ? on : dayOf(event.at));
        // What came on paper has arrived on the day that the office gives, and never later than the ledger got it.
        expect((arrivedOn ?? on) <= dayOf(event.at), key).toBe(true);
        // An act that moves the day of a silence also ends it: by the day that it had.
        const had = event.type === 'SilenceBroken' && beforeMove ? get(beforeMove.duties, key) : undefined;
        const outcomes = [duty, ...(had ? [had] : [])].map((term) => outcomeBy(term, arrivedOn ?? on));
        expect(outcomes, key).toContain(outcome);
      }
    }
  });
});
