/** What a command costs: how long somebody waits for it, how many the system carries out, what it leaves in the history. */
import { findingCode, anOffice, reportedItem, writeRounds } from '../life.ts';
import { inTurns, median, percentile, perSecond, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../system.ts';
import {
  act,
  actBare,
  historyOf,
  milliseconds,
  numbered,
  type Size,
  startBare,
  startRounds,
  untilAsleep,
} from './playing.ts';

const FINDINGS = 10;

export async function commands(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [single, rounds, perSlice, slices] = quick ? [40, 20, 150, 1] : [300, 100, 1_000, 3];
  const office = await anOffice(stage.pool, 'CMD', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const codes = numbered('R-CMD', rounds + 2);
  const bare = numbered('bare-CMD', rounds + 2);
  await writeRounds(
    stage.pool,
    codes.map((code) => ({ code, office, findings: [FINDINGS], rectifying: true })),
  );
  await startRounds(stage, codes);
  await startBare(stage, bare);
  await untilAsleep(stage, codes);
  const item = (nth: number) => reportedItem(findingCode((nth % FINDINGS) + 1));
  const ours = (code: string, nth: number) => act(stage, code, by, 'report-item', item(nth));
  const theirs = (id: string, nth: number) => actBare(stage, id, by, item(nth));
  const overHttp = (code: string, nth: number) =>
    stage.api.post(`/rounds/${code}/actions/report-item`, by, { ...item(nth), content: '完成（演示文本）' });

  const [round = '', roundOverHttp = ''] = codes.slice(rounds);
  const [bareId = ''] = bare.slice(rounds);
  const alone = [
    (turn: number) => timed(() => ours(round, turn)),
    (turn: number) => timed(() => theirs(bareId, turn)),
    (turn: number) => timed(() => overHttp(roundOverHttp, turn)),
  ];
  await inTurns(Math.ceil(single / 5), alone);
  const before = { ours: await historyOf(stage, round), bare: await historyOf(stage, bareId) };
  const [oursTook = [], bareTook = [], httpTook = []] = await inTurns(single, alone);
  const after = { ours: await historyOf(stage, round), bare: await historyOf(stage, bareId) };

  const together = [
    () => perSecond(rounds, perSlice, (client, nth) => ours(codes[client] ?? '', nth)),
    () => perSecond(rounds, perSlice, (client, nth) => theirs(bare[client] ?? '', nth)),
  ];
  await inTurns(1, together);
  const [oursDid = [], bareDid = []] = await inTurns(slices, together);

  const shown = (samples: readonly number[]) =>
    `${milliseconds(median(samples))} (p95 ${milliseconds(percentile(samples, 95))})`;
  const grew = (side: 'ours' | 'bare', what: 'events' | 'bytes') => (after[side][what] - before[side][what]) / single;
  return [
    {
      what: 'command, p50',
      value: median(oursTook) / median(bareTook),
      target: { atMost: 1.3 },
      why: 'the ledger asks the database four times (BEGIN, the locked head with its facts, the append, COMMIT), the bare workflow once; the rule book, the hash and the outlook take the rest',
      figures: `ours ${shown(oursTook)}, bare ${shown(bareTook)}, over HTTP ${shown(httpTook)}`,
    },
    {
      what: `throughput, ${rounds} rounds`,
      value: median(oursDid) / median(bareDid),
      target: { atLeast: 0.8 },
      why: 'worker, database, Temporal and clients share the processors: what a transaction of the ledger computes more than one INSERT is missing for further commands',
      figures: `ours ${median(oursDid).toFixed(0)}/s, bare ${median(bareDid).toFixed(0)}/s`,
    },
    {
      what: 'history events of a command',
      value: grew('ours', 'events'),
      target: { atMost: 5 },
      why: 'a lone command has a workflow task to itself (scheduled, started, completed), is accepted, leaves the marker of its local activity, and is completed. That is the least that Temporal has; the bare workflow leaves as many. Commands that come together share the task',
      figures: `bare ${grew('bare', 'events').toFixed(2)}; bytes: ours ${grew('ours', 'bytes').toFixed(0)}, bare ${grew('bare', 'bytes').toFixed(0)}`,
    },
  ];
}
