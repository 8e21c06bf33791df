/** The benchmark plays rounds of its own: a rule that refuses one of its acts is met here, and not when somebody measures. */
import { expect, test } from 'vitest';
import { live } from '../../bench/life.ts';
import { exampleOffice } from '../../examples/office.ts';

const office = exampleOffice({
  committee: 'C-BENCH',
  committeeName: '示例县委',
  tag: 'BENCH',
  teams: 1,
  organisations: [
    { code: 'O-BENCH01', name: '示例单位1党组' },
    { code: 'O-BENCH02', name: '示例单位2党组' },
  ],
});
const DAY_MS = 86_400_000;

test('the rule book lets every act of the rounds that the benchmark plays', () => {
  const now = new Date();
  const at = new Date(now.getTime() - 70 * DAY_MS).toISOString();
  const lived = live({ code: 'R-BENCH-1', office, findings: [3, 2], rectifying: true, at }, now.toISOString());
  const types = lived.chapters.flatMap(({ events }) => events.map(({ type }) => type));
  expect(types.filter((type) => type === 'PlanAccepted')).toHaveLength(2);
  expect(types).toContain('DutyWentOverdue');
});
