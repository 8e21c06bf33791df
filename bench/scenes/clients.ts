/** Many people at one round: the API holds eight of them in flight, so twenty must not be slower than eight. */
import { anOffice, findingCode, reportedItem, writeRounds } from '../life.ts';
import { inTurns, median, perSecond } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../system.ts';
import { historyOf, numbered, type Size, startRounds, untilAsleep } from './playing.ts';

const FINDINGS = 10;

export async function clients(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [perSlice, slices] = quick ? [80, 1] : [300, 3];
  const office = await anOffice(stage.pool, 'CLI', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const few = numbered('R-FEW', slices + 1);
  const many = numbered('R-MANY', slices + 1);
  await writeRounds(
    stage.pool,
    [...few, ...many].map((code) => ({ code, office, findings: [FINDINGS], rectifying: true })),
  );
  await startRounds(stage, [...few, ...many]);
  await untilAsleep(stage, [...few, ...many]);
  // A round of its own for each slice: every one begins with the same short history.
  const slice = (codes: readonly string[], from: number, people: number) => (turn: number) =>
    perSecond(people, perSlice, (_client, nth) =>
      stage.api.post(`/rounds/${codes[from + turn]}/actions/report-item`, by, {
        ...reportedItem(findingCode((nth % FINDINGS) + 1)),
        content: '完成（演示文本）',
      }),
    );
  await inTurns(1, [slice(few, slices, 8), slice(many, slices, 20)]);
  const before = await historyOf(stage, few[0] ?? '');
  const [eight = [], twenty = []] = await inTurns(slices, [slice(few, 0, 8), slice(many, 0, 20)]);
  const after = await historyOf(stage, few[0] ?? '');
  return [
    {
      what: '20 clients on one round, against 8',
      value: median(twenty) / median(eight),
      target: { atLeast: 0.8 },
      figures: `20: ${median(twenty).toFixed(0)}/s, 8: ${median(eight).toFixed(0)}/s, over HTTP`,
    },
    {
      what: 'history events of a command, 8 clients',
      value: (after.events - before.events) / perSlice,
      target: { atMost: 5 },
      figures: `${((after.bytes - before.bytes) / perSlice).toFixed(0)} bytes; those who come together share a workflow task`,
    },
  ];
}
