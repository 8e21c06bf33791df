import { expect } from 'vitest';
import { missingIn, plusDays, refused, type Scene, story, today } from './story.ts';

const HASH = 'e'.repeat(64);
const people = ({ system: { office }, organisations: [organisation = ''] }: Scene) => ({
  ...office,
  organisation,
  clerk: office.staff,
});
interface Recorded {
  readonly sequence: number;
  readonly type: string;
  readonly by: string;
  readonly for?: string;
}
const events = ({ system, round }: Scene) =>
  system.api.all<Recorded>(`/rounds/${round.code}/events`, system.office.director);
const proposed = async (scene: Scene): Promise<string> =>
  `PROPOSAL-${(await events(scene)).findLast(({ type }) => type === 'ActProposed')?.sequence}`;
/** A paper that he says somebody has signed. */
const paper = async (scene: Scene, number: string) => ({ number, on: await today(scene), evidence: HASH });

story(
  'a-clerk-for-himself',
  { organisations: 1 },
  {
    async 1(scene) {
      const { clerk, committee, organisation } = people(scene);
      const { api } = scene.system;
      const held = (post: string, place: object) => ({ person: clerk, post, ...place, from: '2020-01-01' });
      const entered = await api.put<{ tookEffect: object[]; awaiting: { entry: string }[] }>('/registry', clerk, {
        posts: [
          held('SECRETARY', { committee }),
          held('DISCIPLINE_ORGAN', { committee }),
          held('PRINCIPAL', { organisation }),
        ],
      });
      expect(entered).toMatchObject({ tookEffect: [] });
      expect(entered.awaiting).toHaveLength(3);
      for (const { entry } of entered.awaiting)
        expect(await refused(api.post(`/registry/entries/${entry}/confirm`, clerk, {}))).toMatchObject({ status: 403 });
    },
    async 2(scene) {
      const { clerk, secretary, standingCommittee } = people(scene);
      const { round } = scene;
      await scene.round.plan();
      const approval = { decision: `批-${round.code}` };
      expect(await missingIn(round.act(clerk, 'approve-round', approval))).toEqual(['post']);
      const document = await paper(scene, '市委〔2026〕1号');
      const forSecretary = { ...approval, onBehalf: { person: secretary, document } };
      expect(
        await missingIn(round.act(clerk, 'approve-round', { ...forSecretary, onBehalf: { person: clerk, document } })),
      ).not.toEqual([]);
      await round.act(clerk, 'approve-round', forSecretary);
      expect(await missingIn(round.act(clerk, 'confirm', { proposal: await proposed(scene) }))).toEqual([
        'AnotherPerson',
      ]);
      expect((await events(scene)).map(({ type }) => type)).not.toContain('RoundApproved');
      await round.act(standingCommittee, 'approve-round', approval);
    },
    async 3(scene) {
      const { clerk, leaders, inspectors, organisation } = people(scene);
      const team = { team: 'T-OWN', leader: leaders[0], deputies: [], organisations: [organisation] };
      const formed = { ...team, members: [inspectors[0], clerk], exceptions: [{ person: clerk, reason: '熟悉情况' }] };
      await scene.round.act(clerk, 'form-team', formed);
      expect(await missingIn(scene.round.act(clerk, 'confirm', { proposal: await proposed(scene) }))).toEqual(['post']);
      expect((await events(scene)).map(({ type }) => type)).not.toContain('TeamFormed');
    },
    async 4(scene) {
      const { clerk, director, organisation, principal, liaison } = people(scene);
      const { round } = scene;
      await goOn(scene);
      const receipt = { organisation, as: 'BODY', on: await today(scene) };
      expect(await missingIn(round.act(clerk, 'sign-feedback', receipt))).toEqual(['post']);
      await round.signFeedback();
      const report = { organisation, content: '整改情况报告' };
      expect(await missingIn(round.act(clerk, 'submit-report-1', report))).toEqual(['post']);
      const yesterday = plusDays(await today(scene), -1);
      const dated = { ...report, on: yesterday };
      for (const by of [liaison(organisation), principal(organisation)])
        expect(await missingIn(round.act(by, 'submit-report-1', dated))).not.toEqual([]);
      expect(await missingIn(round.act(director, 'submit-report-2', report))).toEqual(['post']);
    },
    async 5(scene) {
      const { clerk, organisation } = people(scene);
      const { round } = scene;
      const arrival = {
        duty: `${round.code}/${organisation}/report-1`,
        on: await today(scene),
        document: await paper(scene, '某局党〔2026〕3号'),
        content: '整改情况报告（纸质）',
      };
      await round.act(clerk, 'record-arrival', arrival);
      expect(await missingIn(round.act(clerk, 'confirm', { proposal: await proposed(scene) }))).toEqual([
        'AnotherPerson',
      ]);
      const duties = await scene.system.api.all<{ key: string; outcome: string | null }>(
        `/rounds/${round.code}/duties`,
        clerk,
      );
      expect(duties.find(({ key }) => key === arrival.duty)?.outcome).toBeNull();
    },
    async 6(scene) {
      const { clerk, organisation } = people(scene);
      const { round } = scene;
      const clue = { transfer: 'T-001' };
      const duty = `${round.code}/${organisation}/report-2`;
      for (const [action, body] of [
        ['receive-transfer', clue],
        ['set-disposal', { ...clue, disposal: 'CONCLUDED', form: 1 }],
        ['feed-back-transfer', { ...clue, content: '已经了结' }],
        ['decide-transfer', { ...clue, kind: 'MATTER', to: 'OD', decision: '定-9' }],
        ['grant-extension', { duty, to: plusDays(await today(scene), 90), reason: '从宽' }],
      ] as const)
        expect(await missingIn(round.act(clerk, action, body)), action).toEqual(['post']);
      expect(await missingIn(round.act(clerk, 'redirect-transfer', { ...clue, to: 'OD', kind: 'MATTER' }))).not.toEqual(
        [],
      );
    },
    async 7(scene) {
      const { clerk } = people(scene);
      const { api } = scene.system;
      const receipt = (await events(scene)).findLast(({ type }) => type === 'FeedbackSigned');
      const correction = { field: 'on', to: plusDays(await today(scene), -1), reason: '误录' };
      const corrected = scene.round.act(clerk, 'correct', { sequence: receipt?.sequence, ...correction });
      expect(await missingIn(corrected)).toEqual(['post']);
      const texts = await api.all<{ readonly event: string }>(`/rounds/${scene.round.code}/texts`, clerk);
      expect(texts.map(({ event }) => event)).not.toContain('KeyPersonSealed');
    },
    async 8(scene) {
      const { clerk } = people(scene);
      const his = (await events(scene)).filter(({ by, for: whose }) => by === clerk || whose === clerk);
      expect(new Set(his.map(({ type }) => type))).toEqual(new Set(['ActProposed']));
    },
  },
);

/** What he could not do, others do: from the team to the feedback. */
async function goOn({ system, round, organisations: [organisation = ''] }: Scene): Promise<void> {
  const { director, secretary, leaders, inspectors } = system.office;
  const [leader = ''] = leaders;
  const members = inspectors.slice(0, 2);
  const team = { team: 'T-1', leader, deputies: [], members, organisations: [organisation] };
  await round.act(director, 'form-team', team);
  const period = { from: '2020-01-01', to: '2099-12-31' };
  const authority = { team: 'T-1', decision: `授-${round.code}`, organisations: [organisation], ...period };
  await round.act(secretary, 'authorize-leader', authority);
  for (const person of [leader, ...members]) await round.act(person, 'sign-undertaking', { person });
  await round.act(director, 'mobilise', {});
  const notice = { organisation, channels: ['LETTER'], intakeClosesOn: '2099-12-31' };
  await round.act(director, 'publish-entry-notice', notice);
  for (const step of ['enter', 'withdraw-team']) await round.act(leader, step, { organisation });
  await round.act(leader, 'submit-report', { organisation, used: [], unused: [], content: '巡察报告' });
  await round.act(director, 'review-report', { organisation });
  await round.decide(1, [{ code: 'T-001', to: 'DISC' }]);
  await round.giveFeedback();
}
