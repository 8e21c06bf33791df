/** A large round: its 5,000th finding must cost what its 10th did, to report on and to decide. In the ledger alone: HTTP
 *  would only hide a difference. */
import { anOffice, decided, findingCode, type Life, reportedItem, writeRounds } from '../life.ts';
import { inTurns, median, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../stage.ts';
import { carryOut, ledgerOn } from './alone.ts';
import { manyRounds, numbered, shown, type Size } from './playing.ts';

const ORGANISATIONS = 50;
const EACH = 100;
const ALL = ORGANISATIONS * EACH;
const FEW = 10;

export async function findings(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [reports, decisions] = quick ? [50, 2] : [400, 16];
  const database = await stage.database('findings');
  const ledger = ledgerOn(database.pool);
  const office = await anOffice(database.pool, 'FIN', ORGANISATIONS);
  const [first, last] = [office.organisations[0]?.code ?? '', office.organisations.at(-1)?.code ?? ''];
  const everywhere = (count: (organisation: number) => number) =>
    Array.from({ length: ORGANISATIONS }, (_, i) => count(i));
  const [small, large] = ['R-SMALL-1', 'R-LARGE-1'];
  const [begun, ending] = [numbered('R-BEGUN', decisions), numbered('R-ENDING', decisions)];
  await writeRounds(database.pool, [
    { code: small, office, findings: everywhere((i) => (i < FEW ? 1 : 0)), rectifying: true },
    { code: large, office, findings: everywhere(() => EACH), rectifying: true },
  ]);
  const undecided = (code: string, count: number): Life => ({
    code,
    office,
    findings: everywhere(() => EACH).slice(0, count),
    rectifying: false,
  });
  await manyRounds(database, undecided(begun[0] ?? '', 0), begun);
  await manyRounds(database, undecided(ending[0] ?? '', ORGANISATIONS - 1), ending);
  // Whoever acts in a round for the first time reads all of it: that is not what is measured.
  for (const code of [small, large, ...begun, ...ending]) await ledger.roundFor(code, office.director);

  const report = (code: string, number: number, organisation: string) => () =>
    timed(() =>
      carryOut(ledger, code, office.principal(organisation), 'report-item', reportedItem(code, findingCode(number))),
    );
  const works = [report(small, FEW, office.organisations[FEW - 1]?.code ?? ''), report(large, ALL, last)];
  await inTurns(Math.ceil(reports / 5), works);
  const [ofTen = [], ofAll = []] = await inTurns(reports, works);

  const decide = (of: readonly string[], organisation: string, from: number) => (turn: number) => {
    const code = of[turn] ?? '';
    return timed(() =>
      carryOut(ledger, code, office.secretary, 'decide-results', decided(code, organisation, from, EACH)),
    );
  };
  const [firstHundred = [], lastHundred = []] = await inTurns(decisions, [
    decide(begun, first, 1),
    decide(ending, last, ALL - EACH + 1),
  ]);
  return [
    {
      scene: 'findings',
      what: `report on finding ${ALL}, against the ${FEW}th`,
      value: median(ofAll) / median(ofTen),
      unit: '×',
      must: { atMost: 1.15 },
      figures: `${shown(ofAll)} against ${shown(ofTen)}, in rounds of ${ORGANISATIONS} organisations`,
      why: 'what a command touches in the state grows with the round',
    },
    {
      scene: 'findings',
      what: `deciding the last ${EACH} findings, against the first`,
      value: median(lastHundred) / median(firstHundred),
      unit: '×',
      must: { atMost: 1.15 },
      figures: `${shown(lastHundred)} against ${shown(firstHundred)}`,
      why: 'what a command touches in the state grows with the round',
    },
  ];
}
