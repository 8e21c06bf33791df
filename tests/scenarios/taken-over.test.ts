import { actTogether } from '../../examples/round.ts';
import { expect } from 'vitest';
import { eventually } from '../support/system-harness.ts';
import { type PaperRound, paperRound } from '../support/paper-round.ts';
import { dutiesOf, lettersOf, refused, type Scene, story } from './story.ts';

let paper: PaperRound;
const owed = async (scene: Scene, organisation: string) =>
  (await dutiesOf(scene, paper.code)).filter(
    ({ key, kind }) => key.includes(`/${organisation}/`) && /^report-[12]$/.test(kind),
  );
const act = ({ system }: Scene, actor: string, action: string, payload: object) =>
  system.api.post(`/rounds/${paper.code}/actions/${action}`, actor, payload);

story(
  'taken-over',
  { organisations: 2 },
  {
    async 1(scene) {
      const { api, office } = scene.system;
      paper = await paperRound(api, office, `${scene.round.code}-PAPER`);
      expect(await lettersOf(scene, paper.code)).toEqual([]);
      // In order: nothing is dated before what it answers.
      const early = { organisation: paper.owing, content: '报告', on: '2020-01-01' };
      expect(await refused(act(scene, office.staff, 'submit-report-1', early))).toMatchObject({
        missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
      });
    },
    async 2(scene) {
      expect((await owed(scene, paper.settled)).map(({ outcome }) => outcome)).toEqual(['MET_LATE', 'MET']);
    },
    async 3(scene) {
      const today = new Date().toISOString().slice(0, 10);
      for (const { dueOn, outcome } of await owed(scene, paper.owing)) {
        expect(outcome).toBeNull();
        expect(dueOn !== null && dueOn < today).toBe(true);
      }
    },
    async 4(scene) {
      const { api, office } = scene.system;
      await actTogether(api, paper.code, [office.staff, office.leadingGroupLeader], 'go-live', {});
      await eventually(async () => {
        const sent = (await lettersOf(scene, paper.code)).filter(({ state }) => state === 'SENT');
        const told = sent.map(({ kind, letter }) => `${kind} ${letter.split('/').slice(1, 3).join('/')}`);
        expect(told).toEqual([`top ${paper.owing}/report-1`, `top ${paper.owing}/report-2`]);
      });
    },
    async 5(scene) {
      const { office } = scene.system;
      await scene.system.advance(paper.code, { days: 10 });
      expect(await lettersOf(scene, paper.code)).toHaveLength(4);
      const report = { organisation: paper.owing, content: '迟到的报告' };
      await act(scene, office.liaison(paper.owing), 'submit-report-1', report);
      await act(scene, office.principal(paper.owing), 'submit-report-2', report);
      await scene.system.advance(paper.code, { days: 30 });
      expect(await lettersOf(scene, paper.code)).toHaveLength(4);
    },
  },
);
