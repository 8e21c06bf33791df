import { expect } from 'vitest';
import { dutyOf, lettersTo, morningOf, refused, type Scene, story, today, upToFeedback } from './story.ts';

const NEW = 'P-NEW-PR';
const first = ({ organisations: [organisation = ''] }: Scene) => organisation;
const second = (scene: Scene) => `${first(scene)}/report-2`;
let due = '';

story(
  'principal-replaced',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1);
      const { dueOn, owedBy } = await dutyOf(scene, second(scene));
      expect(owedBy).toBe('PR');
      due = dueOn ?? '';
      await scene.system.advance(scene.round.code, { days: 20 });
    },
    async 2(scene) {
      const { system, round } = scene;
      const { office } = system;
      const organisation = first(scene);
      const on = await today(scene);
      const post = { post: 'PRINCIPAL', organisation };
      const yesterday = new Date(Date.parse(on) - 86_400_000).toISOString().slice(0, 10);
      await system.api.put('/registry', office.director, {
        people: [{ code: NEW, name: '示例·新任主要负责人', email: 'p-new-pr@example.test' }],
        posts: [
          { ...post, person: office.principal(organisation), from: '2020-01-01', to: yesterday },
          { ...post, person: NEW, from: on, to: null },
        ],
      });
      await round.act(office.director, 'hand-over', { organisation, newPrincipal: NEW });
      const handed = (await system.events(round.code)).at(-1);
      expect(handed?.type).toBe('HandedOver');
      expect(JSON.stringify(handed?.data)).toContain('F-0001');
      expect(JSON.stringify(handed?.data)).toContain(second(scene));
    },
    async 3(scene) {
      await morningOf(scene, due, 1);
      expect(await lettersTo(scene, NEW)).toContain('red PRINCIPAL');
      expect(await lettersTo(scene, scene.system.office.principal(first(scene)))).not.toContain('red PRINCIPAL');
    },
    async 4(scene) {
      const { system, round } = scene;
      const organisation = first(scene);
      const report = { organisation, content: '履责情况报告' };
      const refusal = await refused(round.act(system.office.principal(organisation), 'submit-report-2', report));
      // Without a post there is no such round for them.
      expect(refusal).toMatchObject({ status: 404 });
      await round.act(NEW, 'sign-hand-over', { organisation });
      expect(await dutyOf(scene, `${organisation}/hand-over`)).toMatchObject({ outcome: 'MET' });
    },
    async 5(scene) {
      const { round } = scene;
      const organisation = first(scene);
      for (const report of [`${organisation}/report-1`, second(scene)])
        expect(await dutyOf(scene, report)).toMatchObject({ dueOn: due, outcome: null });
      await round.act(NEW, 'submit-report-2', { organisation, content: '履责情况报告' });
      expect(await dutyOf(scene, second(scene))).toMatchObject({ outcome: 'MET_LATE' });
    },
    async 6(scene) {
      const { system, round } = scene;
      const read = await system.api.get<{ organisations: { principals: { person: string; to: string | null }[] }[] }>(
        `/rounds/${round.code}`,
        system.office.director,
      );
      expect(read.organisations[0]?.principals.map(({ person, to }) => [person, to === null])).toEqual([
        [system.office.principal(first(scene)), false],
        [NEW, true],
      ]);
    },
  },
);
