import { expect } from 'vitest';
import { dutyOf, lettersAbout, monthsAfter, morningOf, type Scene, story, today, upToFeedback } from './story.ts';

const report = ({ organisations: [organisation] }: Scene) => `${organisation}/report-1`;
const key = (scene: Scene) => `${scene.round.code}/${report(scene)}`;
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
let original = '';
let later = '';
let last = '';

const asks = (scene: Scene, to: string) => {
  const liaison = scene.system.office.liaison(scene.organisations[0] ?? '');
  return scene.round.act(liaison, 'request-extension', { duty: key(scene), to, reason: '整改任务重，需要时间' });
};
const grants = (scene: Scene) =>
  scene.round.act(scene.system.office.leadingGroupLeader, 'grant-extension', { duty: key(scene), reason: '同意' });

story(
  'extended-twice',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1);
      original = (await dutyOf(scene, report(scene))).dueOn ?? '';
      expect(original).toBe(monthsAfter(await today(scene), 2));
      await morningOf(scene, original, -15);
      expect(await lettersAbout(scene, report(scene))).toEqual(['green PERSON_IN_CHARGE']);
      later = monthsAfter(original, 1);
      await asks(scene, later);
    },
    async 2(scene) {
      await grants(scene);
      expect(await dutyOf(scene, report(scene))).toMatchObject({
        dueOn: later,
        originalDueOn: original,
        outcome: null,
      });
      await morningOf(scene, original, 1);
      expect(await lettersAbout(scene, report(scene))).toEqual(
        expect.arrayContaining(['extension-granted LIAISON', 'extension-granted PRINCIPAL']),
      );
      expect((await lettersAbout(scene, report(scene))).filter((letter) => letter.startsWith('red'))).toEqual([]);
    },
    async 3(scene) {
      last = plus(later, 14);
      await asks(scene, last);
      await grants(scene);
      expect(await dutyOf(scene, report(scene))).toMatchObject({ dueOn: last, originalDueOn: original, outcome: null });
    },
    async 4(scene) {
      await morningOf(scene, last, -1);
      const written = await lettersAbout(scene, report(scene));
      expect(written.filter((letter) => letter.startsWith('red'))).toEqual([]);
      expect(written.filter((letter) => letter.startsWith('yellow')).toSorted()).toEqual([
        'yellow LEADER_IN_CHARGE',
        'yellow PERSON_IN_CHARGE',
      ]);
      const letters = await scene.system.letters(scene.round.code);
      expect(new Set(letters.map(({ letter }) => letter)).size).toBe(letters.length);
    },
    async 5(scene) {
      const [organisation = ''] = scene.organisations;
      const content = '整改情况报告';
      await scene.round.act(scene.system.office.liaison(organisation), 'submit-report-1', { organisation, content });
      expect(await dutyOf(scene, report(scene))).toMatchObject({
        outcome: 'MET',
        outcomeByFirstDay: 'MET_LATE',
      });
    },
  },
);
