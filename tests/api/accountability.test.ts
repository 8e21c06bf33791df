/** Accountability over HTTP: who reports retaliation is found nowhere (J-VI.4b), the upper office reads everything and edits
 *  nothing (J-VI.3), what time suggests is shown with its reason, what was missed is shown on both rounds (J-V.1a). */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../contracts/requests/index.ts';
import { ApiProblem } from '../../examples/api-client.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';
import { textIn } from '../support/text-in.ts';

/** In the registry, and nowhere else: no post, no seat. */
const WITNESS = 'P-WITNESS-77';
const STORY = '因如实反映情况被调离岗位';
const EVIDENCE = ['e'.repeat(64)];

let system: SystemHarness;
let round: ExampleRound;
/** Another round of the same committee, planned after the first was decided. */
let next: ExampleRound;
beforeAll(async () => {
  system = await openSystem();
  round = system.round();
  await system.api.put('/registry', system.office.director, { people: [{ code: WITNESS, name: '某证人' }] });
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, [{ code: 'T-001', to: 'DISC' }]);
  await round.giveFeedback();
  await round.signFeedback();
  next = system.round();
  await next.plan();
}, 120_000);
afterAll(() => system.close());

interface Seen {
  readonly proposals?: readonly object[];
  readonly referrals?: readonly { readonly code: string; readonly state: string }[];
  readonly missedFindings?: readonly object[];
}
interface Line {
  readonly sequence: number;
  readonly type: string;
  readonly by: string;
  readonly hash: string;
  readonly data: Readonly<Record<string, { readonly ref: string }>>;
}
const organisation = () => system.office.organisations[0]?.code ?? '';
const roundSeenBy = (actor: string) => system.api.get<Seen>(`/rounds/${round.code}`, actor);
const eventsSeenBy = (actor: string) => system.api.all<Line>(`/rounds/${round.code}/events`, actor);
const statusOf = async (asked: Promise<unknown>): Promise<number> => {
  const answer = await asked.then(
    () => 200,
    (error: unknown) => error,
  );
  if (answer instanceof ApiProblem) return answer.problem.status;
  if (answer !== 200) throw answer;
  return 200;
};
const read = (ref: string, actor: string) => system.api.get<{ text: string }>(`/contents/${ref}`, actor);

describe('a report of retaliation', () => {
  let content: string;
  let reporter: string;
  beforeAll(async () => {
    const { leadingGroupLeader } = system.office;
    await round.act(WITNESS, 'report-retaliation', { organisation: organisation(), content: STORY });
    const event = (await eventsSeenBy(leadingGroupLeader)).find(({ type }) => type === 'RetaliationReported');
    content = event?.data.content?.ref ?? '';
    reporter = event?.data.reporter?.ref ?? '';
    expect(event?.by).toBe('protected');
  });

  test('is taken from anybody who is known, and from nobody who names a reporter', async () => {
    const path = `/rounds/${round.code}/actions/report-retaliation`;
    expect(await statusOf(system.api.post(path, WITNESS, { content: STORY, reporter: WITNESS }))).toBe(422);
    expect(await statusOf(system.api.post(path, 'P-UNKNOWN', { content: STORY }))).toBe(401);
    const offered = (actor: string) =>
      system.api.all<{ action: string; target: object; allowed: boolean }>(`/rounds/${round.code}/actions`, actor);
    const anywhere = { action: 'report-retaliation', target: {}, allowed: true };
    expect(await statusOf(offered(WITNESS))).toBe(404);
    expect(await offered(system.office.liaison(organisation()))).toContainEqual(anywhere);
  });

  test('repeated with its key is the same report; with the key of somebody else’s it is refused', async () => {
    const again = (actor: string) =>
      fetch(`${system.url}/rounds/${round.code}/actions/report-retaliation`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Actor': actor, 'Idempotency-Key': 'k-retaliation' },
        body: JSON.stringify({ content: STORY }),
      });
    const first = await again(WITNESS);
    expect(first.status).toBe(200);
    expect(await (await again(WITNESS)).json()).toEqual(await first.json());
    expect((await again(system.office.director)).status).toBe(422);
  });

  test('does not name its reporter in any event, round, duty, letter, log, table or in Temporal', async () => {
    const { leadingGroupLeader, director, disciplineOrgan } = system.office;
    const handle = system.client.workflow.getHandle(round.code);
    // Told after its commit, by its name or, with others, by its words.
    const inTemporal = await eventually(async () => {
      const description = await handle.describe();
      const text = textIn([await handle.fetchHistory(), description.raw, await handle.query('roundView')]);
      expect(text).toMatch(new RegExp(`report-retaliation|${commands['report-retaliation'].verb}`));
      return text;
    });
    const tables = ['rounds', 'events', 'commands', 'duties', 'letters', 'contents', 'content_readings'];
    const rows = await Promise.all(tables.map((table) => system.pool.query(`SELECT to_jsonb(t) FROM ${table} t`)));
    const seen = await Promise.all(
      [leadingGroupLeader, director, disciplineOrgan].flatMap((actor) => [
        ...(actor === disciplineOrgan ? [] : [eventsSeenBy(actor)]),
        roundSeenBy(actor),
        system.api.all(`/rounds/${round.code}/duties`, actor),
        system.api.all(`/rounds/${round.code}/letters`, actor),
        system.api.all(`/rounds/${round.code}/actions`, actor),
        system.api.all('/duties', actor),
      ]),
    );
    const places = {
      inTemporal,
      inAnswers: JSON.stringify(seen),
      inTables: JSON.stringify(rows.map((table) => table.rows)),
      inLogs: system.logged.join('\n'),
    };
    // The search would find what is there.
    expect(places.inLogs.includes('report-retaliation')).toBe(true);
    for (const where of ['inAnswers', 'inTables'] as const)
      expect(places[where].includes(reporter), `the sealed reporter stands ${where}`).toBe(true);
    expect(inTemporal).not.toContain(reporter);
    for (const [where, found] of Object.entries(places)) {
      expect(found.includes(WITNESS), `the reporter stands ${where}`).toBe(false);
      expect(found.includes(STORY), `the story stands ${where}`).toBe(false);
    }
  });

  test('has no hash by which a list of codes could be tried', async () => {
    const events = await eventsSeenBy(system.office.leadingGroupLeader);
    const bare = createHash('sha256').update(WITNESS).digest('hex');
    expect(JSON.stringify(events)).not.toContain(bare);
  });

  test('is opened by the leading group’s leader; the discipline organ reads it once accepted, and both together by whom', async () => {
    const { leadingGroupLeader, director, disciplineOrgan, upperOffice } = system.office;
    const others = [director, upperOffice, system.office.principal(organisation()), WITNESS];
    expect((await read(content, leadingGroupLeader)).text).toBe(STORY);
    // Nobody alone opens who it was: the opening is recorded, and the text waits for the second person.
    expect(await statusOf(read(reporter, leadingGroupLeader))).toBe(409);
    for (const actor of [...others, disciplineOrgan])
      expect(await Promise.all([content, reporter].map((ref) => statusOf(read(ref, actor))))).toEqual([404, 404]);

    await round.act(leadingGroupLeader, 'accept-referral', { referral: 'PREF-0001' });
    expect(await statusOf(read(content, disciplineOrgan))).toBe(200);
    for (const actor of [disciplineOrgan, leadingGroupLeader])
      expect((await read(reporter, actor)).text.split(' ')[0]).toBe(WITNESS);
    for (const actor of others)
      expect(await Promise.all([content, reporter].map((ref) => statusOf(read(ref, actor))))).toEqual([404, 404]);
  });

  test('is known to those who deal with it; to the others it is a sealed row of the ledger', async () => {
    const { leadingGroupLeader, director, disciplineOrgan, leaders, upperOffice } = system.office;
    const codes = async (actor: string) => ((await roundSeenBy(actor)).referrals ?? []).map(({ code }) => code);
    expect(await codes(leadingGroupLeader)).toContain('PREF-0001');
    expect(await codes(disciplineOrgan)).toEqual(['PREF-0001']);
    for (const actor of [director, leaders[0] ?? '']) expect(await codes(actor)).toEqual([]);
    for (const actor of [director, upperOffice]) {
      const events = await eventsSeenBy(actor);
      expect(JSON.stringify(events)).not.toContain('PREF');
      const full = await eventsSeenBy(leadingGroupLeader);
      expect(events.map(({ sequence, hash }) => [sequence, hash])).toEqual(
        full.map(({ sequence, hash }) => [sequence, hash]),
      );
      expect(events.filter(({ type }) => type === 'Sealed').length).toBeGreaterThanOrEqual(2);
    }
    expect(await roundSeenBy(system.office.liaison(organisation()))).not.toHaveProperty('referrals');
  });
});

describe('the upper office', () => {
  test('reads every part of the round', async () => {
    const { upperOffice } = system.office;
    for (const part of ['', '/duties', '/letters', '/findings', '/transfers', '/events', '/actions'])
      expect(await statusOf(system.api.get(`/rounds/${round.code}${part}`, upperOffice)), part).toBe(200);
    const heard = (await eventsSeenBy(upperOffice)).find(({ type }) => type === 'ReportHeard');
    expect((await read(heard?.data.minutes?.ref ?? '', upperOffice)).text).toContain('听取汇报');
  });

  test('may sign for what is filed and give guidance; of everything else that is offered it may do nothing', async () => {
    const offered = await system.api.all<{ action: string; allowed: boolean }>(
      `/rounds/${round.code}/actions`,
      system.office.upperOffice,
    );
    const may = new Set(offered.filter(({ allowed }) => allowed).map(({ action }) => action));
    may.delete('report-retaliation');
    // It may also name who acts where every holder of a post is tied (T-3).
    expect([...may].sort()).toEqual(['guide', 'name-substitute']);
  });

  test('is answered', async () => {
    await round.act(system.office.upperOffice, 'guide', { content: '加强督办' });
    const answered = await round.act<{ duties: object[] }>(system.office.director, 'answer-guidance', {
      guidance: 'GUI-0001',
      content: '已经部署',
    });
    expect(answered.duties).toMatchObject([{ kind: 'guidance-answer', owedBy: 'OFF', dueOn: null, outcome: 'MET' }]);
  });
});

describe('a finding that an earlier round missed', () => {
  test('is shown on both rounds, with whose work is under review', async () => {
    const { director, leaders } = system.office;
    await next.act(director, 'link-missed-finding', {
      earlierRound: round.code,
      organisation: organisation(),
      source: 'AUDIT',
      content: '审计发现的问题',
    });
    const missed = { round: next.code, earlierRound: round.code, organisation: organisation(), source: 'AUDIT' };
    for (const { code } of [round, next]) {
      const { missedFindings } = await system.api.get<Seen>(`/rounds/${code}`, director);
      expect(missedFindings).toMatchObject([{ ...missed, underReview: expect.arrayContaining([leaders[0]]) }]);
    }
  });

  test('is refused of a round that decided nothing', async () => {
    const about = { organisation: organisation(), source: 'CASE', content: '案件暴露的问题' };
    const link = (earlierRound: string) =>
      round
        .act(system.office.director, 'link-missed-finding', { ...about, earlierRound })
        .catch((error: unknown) => error);
    expect(await link(next.code)).toMatchObject({ problem: { status: 422, clause: 'J-V.1a' } });
    expect(await link('R-NOWHERE-1')).toMatchObject({ problem: { missing: [{ fact: 'EarlierRoundOfCommittee' }] } });
  });
});

describe('a referral that time suggests', () => {
  test('is shown with its reason to the committee’s side alone, until it is raised', { timeout: 120_000 }, async () => {
    const { director } = system.office;
    await system.advance(round.code, { days: 75 });
    const because = { type: 'RungReached', clause: 'J-V.4d', data: { rung: 4, colour: 'top' } };
    const { proposals } = await roundSeenBy(director);
    expect(proposals).toContainEqual(
      expect.objectContaining({
        organisation: organisation(),
        trigger: 'T5',
        because: expect.objectContaining({ ...because, data: expect.objectContaining(because.data) }),
      }),
    );
    expect(await roundSeenBy(system.office.liaison(organisation()))).not.toHaveProperty('proposals');

    const referral = { organisation: organisation(), trigger: 'T5', evidence: EVIDENCE, content: '整改不力' };
    await round.act(director, 'raise-referral', referral);
    const after = await roundSeenBy(director);
    expect(after.proposals).toHaveLength((proposals?.length ?? 0) - 1);
    expect(after.referrals).toMatchObject([{ code: 'REF-0001', trigger: 'T5', state: 'RAISED' }]);
  });
});
