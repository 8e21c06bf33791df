/** A large round: its 5,000th finding must cost what its 10th did, to report on and to decide. */
import { anOffice, decided, findingCode, type Life, reportedItem, writeRounds } from '../life.ts';
import { inTurns, median, percentile, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../system.ts';
import { act, milliseconds, numbered, type Size, startRounds, untilAsleep } from './playing.ts';

const ORGANISATIONS = 50;
const EACH = 100;
const ALL = ORGANISATIONS * EACH;
const FEW = 10;

export async function findings(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [reports, decisions] = quick ? [20, 1] : [150, 6];
  const office = await anOffice(stage.pool, 'FIN', ORGANISATIONS);
  const [first, last] = [office.organisations[0]?.code ?? '', office.organisations.at(-1)?.code ?? ''];
  const everywhere = (count: (organisation: number) => number) =>
    Array.from({ length: ORGANISATIONS }, (_, i) => count(i));
  const small = 'R-SMALL-1';
  const large = 'R-LARGE-1';
  const begun = numbered('R-BEGUN', decisions);
  const ending = numbered('R-ENDING', decisions);
  const lives: Life[] = [
    { code: small, office, findings: everywhere((i) => (i < FEW ? 1 : 0)), rectifying: true },
    { code: large, office, findings: everywhere(() => EACH), rectifying: true },
    ...begun.map((code) => ({ code, office, findings: [], rectifying: false })),
    ...ending.map((code) => ({ code, office, findings: everywhere(() => EACH).slice(1), rectifying: false })),
  ];
  await writeRounds(stage.pool, lives);
  const codes = lives.map(({ code }) => code);
  await startRounds(stage, codes);
  await untilAsleep(stage, codes);

  const report = (code: string, number: number, organisation: string) => () =>
    timed(() => act(stage, code, office.principal(organisation), 'report-item', reportedItem(findingCode(number))));
  const tenth = report(small, FEW, office.organisations[FEW - 1]?.code ?? '');
  const fiveThousandth = report(large, ALL, last);
  await inTurns(Math.ceil(reports / 5), [tenth, fiveThousandth]);
  const [ofTen = [], ofAll = []] = await inTurns(reports, [tenth, fiveThousandth]);

  const decide = (of: readonly string[], organisation: string, firstNumber: number) => (turn: number) =>
    timed(() =>
      act(stage, of[turn] ?? '', office.secretary, 'decide-results', decided(office, organisation, firstNumber, EACH)),
    );
  const [firstHundred = [], lastHundred = []] = await inTurns(decisions, [
    decide(begun, first, 1),
    decide(ending, last, ALL - EACH + 1),
  ]);

  const shown = (samples: readonly number[]) =>
    `${milliseconds(median(samples))} (p95 ${milliseconds(percentile(samples, 95))})`;
  return [
    {
      what: `report on finding ${ALL}, against the ${FEW}th`,
      value: median(ofAll) / median(ofTen),
      target: { atMost: 1.3 },
      figures: `${shown(ofAll)} against ${shown(ofTen)}, both in rounds of ${ORGANISATIONS} organisations`,
    },
    {
      what: 'decide the last 100 findings, against the first',
      value: median(lastHundred) / median(firstHundred),
      target: { atMost: 1.3 },
      figures: `${shown(lastHundred)} against ${shown(firstHundred)}`,
    },
  ];
}
