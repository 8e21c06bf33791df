/** Plans of rounds as an office sends them: one after the other, each under a code of its own. */
import type { ExampleOffice } from '../../examples/office.ts';

let count = 0;

export const aPlan = ({ committee, term, organisations }: ExampleOffice, change: object = {}) => ({
  code: `R-PLAN-${++count}`,
  committee,
  term,
  modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
  organisations: organisations.map(({ code }) => ({ code })),
  ...change,
});
