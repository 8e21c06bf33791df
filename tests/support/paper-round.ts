/** A round as an office has it on paper when it starts with the system: its feedback was signed 75 days ago; one organisation has
 *  reported, one of its reports late; the other one owes both. Entered by a clerk, not yet live. */
import { addToDay, dayOf } from '../../domain/calendar.ts';
import type { ApiClient } from '../../examples/api-client.ts';
import type { ExampleOffice } from '../../examples/office.ts';
import { enteredBy } from '../../examples/case-history.ts';
import { exampleRound } from '../../examples/round.ts';

export interface PaperRound {
  readonly code: string;
  readonly fedBackOn: string;
  readonly settled: string;
  readonly owing: string;
}

export async function paperRound(api: ApiClient, office: ExampleOffice, code: string): Promise<PaperRound> {
  const ago = (days: number) => addToDay(dayOf(new Date().toISOString()), { days: -days });
  const fedBackOn = ago(75);
  const round = exampleRound(enteredBy(api, office.staff), office, code, {
    planned: ago(200),
    prepared: ago(190),
    entered: ago(180),
    withdrawn: ago(120),
    reported: ago(110),
    decided: ago(80),
    fedBack: fedBackOn,
  });
  await round.plan({ takeover: true });
  await round.prepare();
  await round.inspect();
  await round.decide(1, [{ code: 'T-001', to: 'DISC' }]);
  await round.giveFeedback();
  await round.signFeedback();
  const [settled = '', owing = ''] = office.organisations.map((organisation) => organisation.code);
  const content = '整改情况报告';
  await round.act(office.staff, 'submit-report-1', { organisation: settled, content, on: ago(5) });
  await round.act(office.staff, 'submit-report-2', { organisation: settled, content, on: ago(30) });
  return { code, fedBackOn, settled, owing };
}
