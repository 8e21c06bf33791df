/** Stories told twice: as a page of `docs/scenarios/`, in numbered sentences, and as tests of the same names. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../examples/api-client.ts';
import type { ExampleRound, ExampleTransfer } from '../../examples/round.ts';
import { type SystemHarness, type SystemHarnessOptions, openSystem } from '../support/system-harness.ts';

export interface Scene {
  readonly system: SystemHarness;
  readonly round: ExampleRound;
  /** The organisations of the round, by code. */
  readonly organisations: readonly string[];
}
/** What happens in each sentence of the page, by its number. */
type Steps = Readonly<Record<number, (scene: Scene) => Promise<void>>>;

/** Runs the sentences of a page in their order, on a system of its own; a sentence needs the ones before it. */
export function story(name: string, options: SystemHarnessOptions, steps: Steps): void {
  const page = readFileSync(new URL(`../../docs/scenarios/${name}.md`, import.meta.url), 'utf8');
  const sentences = new Map([...page.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number, text]) => [Number(number), text]));

  describe(name.replaceAll('-', ' '), () => {
    let scene: Scene;
    beforeAll(async () => {
      const system = await openSystem(options);
      scene = { system, round: system.round(days), organisations: system.office.organisations.map(({ code }) => code) };
    });
    afterAll(() => scene?.system.close());

    let broken = false;
    for (const [number, text] of sentences)
      test(`${number}. ${text}`, async () => {
        expect(broken, 'a sentence before this one failed').toBe(false);
        broken = true;
        await steps[number]?.(scene);
        broken = false;
      });
    test('every sentence is told and tested', () => {
      expect(Object.keys(steps)).toEqual([...sentences.keys()].map(String));
    });
  });
}

/** The papers before the feedback were signed long ago. */
const days = { planned: '2026-01-05', prepared: '2026-01-06' };

/** From the plan to the feedback, signed for unless it is said otherwise. */
export async function upToFeedback(
  { round }: Scene,
  findings: number,
  transfers: readonly ExampleTransfer[] = [],
  { signed = true } = {},
): Promise<void> {
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(findings, transfers);
  await round.giveFeedback();
  if (signed) await round.signFeedback();
}

export interface DutySeen {
  readonly key: string;
  readonly kind: string;
  readonly dueOn: string | null;
  readonly originalDueOn: string | null;
  readonly outcome: string | null;
  readonly outcomeByFirstDay: string | null;
  readonly closedOn: string | null;
  readonly arrivedOn: string | null;
  readonly byArrival?: true;
  readonly owedBy: string;
}
export const dutiesOf = ({ system, round }: Scene, code = round.code): Promise<DutySeen[]> =>
  system.api.all<DutySeen>(`/rounds/${code}/duties`, system.office.director);

export const lettersOf = ({ system, round }: Scene, code = round.code) => system.letters(code);
/** What somebody was written to, by post. */
export const lettersTo = async (scene: Scene, person: string): Promise<string[]> =>
  (await lettersOf(scene)).filter(({ to }) => to.person === person).map(({ kind, to }) => `${kind} ${to.post}`);

/** A duty by what follows the round's code: `O-07/report-1`. */
export async function dutyOf(scene: Scene, path: string): Promise<DutySeen> {
  const duty = (await dutiesOf(scene)).find(({ key }) => key === `${scene.round.code}/${path}`);
  if (!duty) throw new Error(`there is no duty ${path}`);
  return duty;
}

/** The letters about a duty, in the order in which they were written: `red LIAISON`. */
export async function lettersAbout({ system, round }: Scene, path: string): Promise<string[]> {
  const letters = await system.letters(round.code);
  return letters
    .filter(({ letter }) => letter.startsWith(`${round.code}/${path}/`))
    .sort((a, b) => (a.writtenAt < b.writtenAt ? -1 : a.writtenAt > b.writtenAt ? 1 : a.rung - b.rung))
    .map(({ kind, to }) => `${kind} ${to.post}`);
}

/** Moves the round's clock to the morning (09:00 in Beijing) of a day, counted from another one. */
export async function morningOf({ system, round }: Scene, day: string, plusDays = 0): Promise<void> {
  const to = new Date(Date.parse(`${day}T01:00:00Z`) + plusDays * 86_400_000).toISOString();
  await system.advance(round.code, { to });
}

/** The plan of one organisation, accepted; and every item reported done, with evidence. */
export async function everythingDone(
  scene: Scene,
  organisation: string,
  acceptedBy = scene.system.office.director,
): Promise<string[]> {
  const { system, round } = scene;
  const { office } = system;
  const all = await system.api.all<{ code: string; organisation: string }>(
    `/rounds/${round.code}/findings`,
    office.director,
  );
  const findings = all.filter((finding) => finding.organisation === organisation).map(({ code }) => code);
  const items = findings.map((finding) => ({
    finding,
    goal: '整改到位',
    measures: [{ type: 'BUILD_SYSTEM', content: '建立制度' }],
    leader: office.liaison(organisation),
    unit: organisation,
    dueOn: '2099-01-01',
  }));
  await round.act(office.liaison(organisation), 'submit-plan', { organisation, items });
  await round.act(acceptedBy, 'accept-plan', { organisation });
  for (const finding of findings)
    await round.act(office.liaison(organisation), 'report-item', {
      finding,
      grade: 'DONE',
      content: '已经整改到位',
      evidence: ['e'.repeat(64)],
    });
  return findings;
}

/** Both disclosures of an organisation. */
export async function disclosed({ system, round }: Scene, organisation: string): Promise<void> {
  const notice = { organisation, channel: '公开栏', from: '2026-01-01', to: '2099-01-01', content: '整改情况' };
  for (const scope of ['INSIDE', 'PUBLIC'])
    await round.act(system.office.liaison(organisation), 'disclose', { ...notice, scope });
}

/** The round is closed, and its run ends. */
export async function closedBy({ system, round }: Scene, person: string): Promise<unknown> {
  await round.act(person, 'close-round', {});
  await system.client.workflow.getHandle(round.code).result();
  return system.api.get(`/rounds/${round.code}`, person);
}

/** The refusal of a command that must be refused. */
export async function refused(asked: Promise<unknown>): Promise<ApiProblem['problem']> {
  const error = await asked.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error instanceof ApiProblem) return error.problem;
  throw new Error('not refused', { cause: error });
}

/** The facts that a refusal names as missing. */
export const missingIn = async (asked: Promise<unknown>): Promise<string[] | undefined> =>
  (await refused(asked)).missing?.map(({ fact }) => fact);

/** So many days after a day, or before it. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The first organisation of the round, and who signs for it. */
export const firstOrganisation = ({ system: { office }, organisations: [organisation = ''] }: Scene) => ({
  organisation,
  liaison: office.liaison(organisation),
  principal: office.principal(organisation),
});

/** Two, or more, calendar months on, clamped to the end of the month; counted here without the program's own code. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Today in Beijing, by the round's own clock. */
export async function today({ system, round }: Scene): Promise<string> {
  const { now } = await system.api.get<{ now: string }>(`/rounds/${round.code}`, system.office.director);
  return new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10);
}
