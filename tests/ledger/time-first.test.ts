/** Time comes before the command: what was due is in the ledger before what was asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordLead } from '../../ledger/open-rounds.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi } from '../api/harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

test('a rung that was due is reached, though the command meets its duty after an outage', async () => {
  const { code } = await aRoundThatIs(harness, 'signed');
  const organisation = firstOf(harness);
  const duty = `${code}/${organisation}/report-1`;
  const before = await harness.api.get<{ duties: { key: string; dueAt: string }[] }>(
    `/rounds/${code}`,
    harness.office.director,
  );
  const dueAt = before.duties.find(({ key }) => key === duty)?.dueAt ?? '';
  // Nobody looked for two months and two days; the first to come is the organisation, with its report.
  const now = new Date(Date.parse(dueAt) + 2 * 86_400_000).toISOString();
  await recordLead(harness.pool, code, Date.parse(now));
  const content = { ref: `${code}/after-the-outage/1`, hash: 'a'.repeat(64) };
  const carried = await harness.ledgers[0]?.carryOut({
    round: code,
    id: 'after-the-outage',
    by: harness.office.liaison(organisation),
    name: 'submit-report-1',
    payload: { organisation, content },
    texts: [{ ...content, text: '整改报告' }],
  });
  expect(carried).toMatchObject({
    answer: { duties: expect.arrayContaining([expect.objectContaining({ key: duty, outcome: 'MET_LATE' })]) },
  });

  const events = await harness.api.all<{
    type: string;
    by: string;
    command: string | null;
    data: { duty?: string; rung?: number; overtaken?: boolean };
  }>(`/rounds/${code}/events`, harness.office.director);
  const ofDuty = events.filter(
    ({ type, data, command }) => data.duty === duty || command === 'after-the-outage' || type === 'LetterWithdrawn',
  );
  const told = ofDuty.map(({ type, data }) =>
    type === 'RungReached' ? `${type} ${data.rung}${data.overtaken ? ' overtaken' : ''}` : type,
  );
  expect(told).toEqual([
    'DutyWentOverdue',
    'RungReached 1 overtaken',
    'RungReached 2 overtaken',
    'RungReached 3',
    'LetterWritten',
    'LetterWritten',
    'LetterWritten',
    'RectificationReportSubmitted',
    'LetterWithdrawn',
    'LetterWithdrawn',
    'LetterWithdrawn',
  ]);
});
