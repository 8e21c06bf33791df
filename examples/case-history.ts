/** A public case as a clerk of the office would type it in from paper: planned as taken over, entered act by act under its days,
 *  then live. Days, organisations and counts are the page's; people, texts and what the page leaves out are made up, visibly. */
import { addToDay } from '../domain/calendar.ts';
import type { ApiClient } from './api-client.ts';
import type { PublicCase } from './public-cases.ts';
import { commandNamed, commands } from '../contracts/requests/index.ts';
import { type ExampleOffice, exampleOffice } from './office.ts';
import { actTogether, type ExampleRound, exampleRound, type RoundDays } from './round.ts';

/** The committee, organisations and people of a case; the codes begin with its id. */
export function officeOf(published: PublicCase): ExampleOffice {
  const tag = published.id.toUpperCase();
  const office = exampleOffice({
    committee: `C-${tag}`,
    committeeName: published.committee,
    tag,
    teams: Number(/(\d+)个/.exec(published.team)?.[1] ?? 1),
    organisations: organisationsOf(published).map((name, i) => ({
      code: `O-${tag}-${String(i + 1).padStart(2, '0')}`,
      name,
    })),
  });
  // A ministry's Party group stands as a department that the province has named (J-II.4): the nearest that the opinion knows.
  const level =
    published.level === 'MINISTRY'
      ? { level: 'DEPARTMENT', namedByProvince: { document: '演示〔2017〕1号', on: '2017-08-01' } }
      : { level: published.level };
  const committees = office.registry.committees.map((committee) =>
    'term' in committee ? { ...committee, ...level } : { ...committee, level: 'PROVINCE' },
  );
  return { ...office, registry: { ...office.registry, committees } };
}

/** Named one by one, or as so many units of a kind; the page may count more than it names, and the stored text may be cut. */
function organisationsOf({ inspectedOrgs, inspectedOrgCount = 0 }: PublicCase): string[] {
  const named = inspectedOrgs
    .filter((name) => !name.startsWith('…'))
    .flatMap((name) => {
      const units = Number(/(\d+)家/.exec(name)?.[1] ?? 1);
      return units === 1 ? [name] : Array.from({ length: units }, (_, i) => `${name.replace(/\d+家/, '')}（${i + 1}）`);
    });
  const unnamed = Math.max(0, inspectedOrgCount - named.length);
  return [...named, ...Array.from({ length: unnamed }, (_, i) => `页面未列名的单位（${i + 1}）`)];
}

/** The days of the page, and around them days that the page does not give. */
function daysOf({ mobilisationDate, entryDate, withdrawalDate, feedbackDate }: PublicCase): RoundDays {
  const from = (day: string | undefined, days: number) => (day === undefined ? undefined : addToDay(day, { days }));
  const days = {
    planned: from(mobilisationDate ?? entryDate, -30),
    prepared: mobilisationDate ?? from(entryDate, -12),
    entered: entryDate,
    withdrawn: withdrawalDate,
    reported: from(withdrawalDate, 10),
    decided: from(feedbackDate, -5),
    fedBack: feedbackDate,
  };
  return Object.fromEntries(Object.entries(days).filter(([, day]) => day !== undefined));
}

/** Enters the whole case under a code of its own, and takes the round live. */
export async function enterCase(api: ApiClient, published: PublicCase, code: string): Promise<void> {
  const office = officeOf(published);
  const clerk = office.staff;
  const round = exampleRound(enteredBy(api, clerk), office, code, daysOf(published));
  await round.plan({ takeover: true });
  await round.prepare();
  if (published.entryDate !== undefined) {
    await round.inspect();
    await round.decide(findingsEach(published, office.organisations.length), cluesOf(published));
    await round.giveFeedback();
    await round.signFeedback();
    await round.sendAndReceive(cluesOf(published));
    await rectify(api, round, office, published);
  }
  await actTogether(api, code, [clerk, office.leadingGroupLeader], 'go-live', {});
  await confirmEntries(api, office, code);
}

/** The discipline organ of the case confirms what was entered for it. */
async function confirmEntries(api: ApiClient, { staff, disciplineOrgan }: ExampleOffice, code: string): Promise<void> {
  const all = await api.all<{ kind: string; about?: string; owedBy: string; outcome: string | null }>(
    `/rounds/${code}/duties`,
    staff,
  );
  for (const { kind, about: proposal, owedBy, outcome } of all)
    if (kind === 'confirmation' && owedBy === 'DISC' && outcome === null)
      await api.post(`/rounds/${code}/actions/confirm`, disciplineOrgan, { proposal });
}

/** Whoever acted on paper, one clerk enters it. */
export const enteredBy = (api: ApiClient, clerk: string): ApiClient => ({
  ...api,
  post: (path, _actor, body, key) => api.post(path, clerk, { ...body, ...paperOf(path) }, key),
});

/** Decisions, receipts and disposals name their paper; where it is kept is made up like the people. */
function paperOf(path: string): object {
  const name = commandNamed(path.split('/').at(-1) ?? '');
  const takesPaper = name !== undefined && 'document' in commands[name].payload.shape;
  return takesPaper ? { document: { number: '演示〔2017〕1号', on: '2017-08-01', kept: '演示档案' } } : {};
}

const cluesOf = ({ clues }: PublicCase) =>
  Array.from({ length: clues?.toDisciplineOrgan ?? 0 }, (_, i) => ({ code: `T-${i + 1}`, to: 'DISC' as const }));

/** The page's problems, spread evenly; where it gives no count one stands for them, as there were some. */
function findingsEach({ problems }: PublicCase, organisations: number): number[] {
  const all = problems?.fedBack ?? organisations;
  return Array.from(
    { length: organisations },
    (_, i) => Math.floor(all / organisations) + (i < all % organisations ? 1 : 0),
  );
}

/** Plan, items, reports, disclosure, as far as the page tells. A report is entered on the day of the publication where the page
 *  gives no other: the last day on which it can have come. */
async function rectify(
  api: ApiClient,
  round: ExampleRound,
  office: ExampleOffice,
  published: PublicCase,
): Promise<void> {
  const { feedbackDate = '', publishedDate, reportDate = publishedDate } = published;
  const by = office.staff;
  const items = await api.all<{ code: string; organisation: string }>(`/rounds/${round.code}/findings`, by);
  const grades = gradesOf(published);
  const accepted = addToDay(feedbackDate, { days: 15 });
  for (const { code: organisation } of office.organisations) {
    const own = items.filter((finding) => finding.organisation === organisation);
    await round.act(by, 'submit-plan', {
      organisation,
      items: own.map(({ code }) => plannedItem(office, organisation, code, accepted)),
      on: accepted,
    });
    await round.act(by, 'accept-plan', { organisation, on: accepted });
    if (reportDate === undefined) continue;
    const report = { organisation, content: '报告（演示文本）', on: reportDate };
    await round.act(by, 'submit-report-1', report);
    await round.act(by, 'submit-report-2', report);
    if (publishedDate !== undefined)
      await round.act(by, 'disclose', {
        organisation,
        scope: 'PUBLIC',
        channel: 'ONLINE',
        from: publishedDate,
        to: addToDay(publishedDate, { days: 15 }),
        content: '公开情况（演示文本）',
        on: publishedDate,
      });
  }
  for (const [i, { code: finding }] of items.entries()) {
    const grade = grades[i];
    if (grade === undefined) continue;
    const content = '整改情况（演示文本）';
    await round.act(by, 'report-item', { finding, grade, content, evidence: ['0'.repeat(64)], on: reportDate });
    if (grade === 'DONE') await round.act(by, 'accept-finding', { finding, on: reportDate });
  }
}

const plannedItem = (office: ExampleOffice, organisation: string, finding: string, dueOn: string) => ({
  finding,
  goal: '整改目标（演示文本）',
  measures: [{ type: 'BUILD_SYSTEM', content: '建立制度（演示文本）' }],
  leader: office.principal(organisation),
  unit: organisation,
  dueOn,
});

/** As many of each grade as the page counts; none where it does not count. */
function gradesOf({ problems }: PublicCase): string[] {
  const { rectified = 0, basicallyDone = 0, notDone = 0, inProgress = 0 } = problems ?? {};
  const many = (grade: string, howMany: number) => Array.from({ length: howMany }, () => grade);
  return [
    ...many('DONE', rectified),
    ...many('BASICALLY_DONE', basicallyDone),
    ...many('NOT_DONE', notDone + inProgress),
  ];
}
