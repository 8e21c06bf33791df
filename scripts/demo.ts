/** `npm run demo`: a real public round, lived in about a minute.
 *
 *  The case is `kunming-district-r2-2021` (a district in Yunnan): its days are shifted so that its feedback is signed today;
 *  organisations and days as published. The page names six single organisations of its forty and gives 697 problems for
 *  all: each gets the average, 17. People, texts and what became of each item are made up, visibly. */
import { addToDay, dayOf, daysBetween } from '../domain/calendar.ts';
import { readSettings } from '../settings.ts';
import { apiClient, ApiProblem } from '../examples/api-client.ts';
import { account } from './tools/demo-account.ts';
import { demoOffice, freeCode } from '../examples/examples.ts';
import { exampleRound } from '../examples/round.ts';
import { foundExamples } from '../local/example-registry.ts';
import { onExampleSystem } from '../local/example-system.ts';
import { messageOf } from '../local/failure.ts';

/** From the published page: http://jw.km.gov.cn/c/2023-01-29/4656419.shtml */
const published = {
  entry: '2021-11-08',
  withdrawal: '2021-12-20',
  feedback: '2022-01-27',
  findingsEach: 17,
};
const transfers = [
  { code: 'T-001', to: 'DISC' },
  { code: 'T-002', to: 'OD' },
  { code: 'T-003', to: 'DISC' },
] as const;
const [answered, handled, forgotten] = transfers;

const office = demoOffice;

const step = (line: string) => console.log(`· ${line}`);

try {
  const wanted = { settings: readSettings(), name: 'demo', register: foundExamples, step, lingers: true } as const;
  await onExampleSystem(wanted, async ({ api: url, temporalUi, mailbox }) => {
    const { code, api } = await liveRound(url);
    console.log(await account(api, office.director, code));
    console.log(`
Where to look
  Temporal UI   ${temporalUi ?? '(your own)'}/namespaces/default/workflows/${code}
  Letters       ${mailbox ?? '(your own mail server)'}
  The ledger    curl -H 'X-Actor: ${office.director}' ${url}/rounds/${code}/events
`);
  });
  process.exit(0);
} catch (error) {
  console.error(`\nThe demo stopped.\n\n${messageOf(error)}\n`);
  if (error instanceof ApiProblem) console.error(error.problem);
  process.exit(1);
}

async function liveRound(url: string) {
  const api = apiClient(url);
  const code = await freeCode(api, office.director, 'R-DEMO');

  const today = dayOf(new Date().toISOString());
  const shift = daysBetween(published.feedback, today);
  const shifted = (day: string, days = 0) => addToDay(day, { days: shift + days });
  const round = exampleRound(api, office, code, {
    planned: shifted(published.entry, -30),
    prepared: shifted(published.entry, -12),
    entered: shifted(published.entry),
    withdrawn: shifted(published.withdrawal),
  });

  step(`${code}: planned, approved, teams formed and authorised, mobilised (days of the case, shifted by ${shift})`);
  await round.plan();
  await round.prepare();
  step(
    `${office.organisations.length} organisations: entered on ${shifted(published.entry)}, left on ${shifted(published.withdrawal)}`,
  );
  await round.inspect();
  step(
    'reported and heard today by the leading group, the secretary’s meeting and the standing committee; results decided',
  );
  await round.decide(published.findingsEach, transfers);
  step(`feedback given and signed today, ${today}; transfers sent and signed for`);
  await round.giveFeedback();
  await round.signFeedback();
  await round.sendAndReceive(transfers);

  const [first, second, ...others] = office.organisations.map((organisation) => organisation.code);
  if (!first || !second) throw new Error('the demo needs two organisations');
  const due = addToDay(today, { months: 2 });
  const reports = async (organisation: string) => {
    await round.act(office.liaison(organisation), 'submit-report-1', {
      organisation,
      content: '整改情况报告（演示文本）',
    });
    await round.act(office.principal(organisation), 'submit-report-2', {
      organisation,
      content: '履责报告（演示文本）',
    });
  };
  const travel = async (day: string, what: string) => {
    step(`clock → ${day}: ${what}`);
    await api.post(`/rounds/${code}/advance`, office.director, { to: `${day}T04:00:00Z` });
  };
  const rectify = (organisation: string) => rectifyEverything(api, round.act, code, organisation);

  await travel(addToDay(due, { days: -20 }), 'green letters, 20 days before the reports are due');
  step(`${others.length} organisations answer early; ${first} accepts its plan and rectifies item by item`);
  await Promise.all(others.map(reports));
  await rectify(first);
  await travel(addToDay(due, { days: -10 }), 'yellow letters to the two that have not reported');
  step(`${first} answers in time`);
  await reports(first);
  await travel(addToDay(due, { days: 1 }), `red letters: ${second} is overdue`);
  await travel(addToDay(due, { days: 10 }), 'the top letter goes to the leading group’s leader');
  step(`${second} answers, late: accepted, and marked late`);
  await reports(second);
  step(
    `${answered.code} and ${handled.code} are disposed of, fed back and accepted; ${forgotten.code} is never answered`,
  );
  await round.act(office.disciplineOrgan, 'set-disposal', { transfer: answered.code, disposal: 'PRELIMINARY_CHECK' });
  await round.act(office.disciplineOrgan, 'feed-back-transfer', {
    transfer: answered.code,
    content: '办理情况（演示文本）',
  });
  await round.act(office.organisationDepartment, 'set-handling', {
    transfer: handled.code,
    content: '处置安排（演示文本）',
  });
  await round.act(office.organisationDepartment, 'feed-back-transfer', {
    transfer: handled.code,
    content: '处置情况（演示文本）',
  });
  for (const { code: transfer } of [answered, handled])
    await round.act(office.director, 'accept-transfer', { transfer });
  const transferDue = addToDay(today, { months: 3 });
  await travel(
    addToDay(transferDue, { days: 21 }),
    `${forgotten.code} climbs: green, yellow, red, and twice to the leading group`,
  );
  return { code, api };
}

type Api = ReturnType<typeof apiClient>;

async function rectifyEverything(
  api: Api,
  act: (actor: string, action: string, payload: object) => Promise<unknown>,
  code: string,
  organisation: string,
): Promise<void> {
  const all = await api.all<{ code: string; organisation: string }>(`/rounds/${code}/findings`, office.director);
  const own = all.filter((finding) => finding.organisation === organisation).map((finding) => finding.code);
  const liaison = office.liaison(organisation);
  await act(liaison, 'submit-plan', {
    organisation,
    items: own.map((finding) => ({
      finding,
      goal: '整改目标（演示文本）',
      measures: [{ type: 'BUILD_SYSTEM', content: '建立制度（演示文本）' }],
      leader: office.principal(organisation),
      unit: organisation,
      dueOn: '2099-12-31',
    })),
  });
  await act(office.director, 'accept-plan', { organisation });
  await Promise.all(
    own.map(async (finding) => {
      await act(liaison, 'report-item', {
        finding,
        grade: 'DONE',
        content: '已完成（演示文本）',
        evidence: ['0'.repeat(64)],
      });
      await act(office.director, 'accept-finding', { finding });
    }),
  );
}
