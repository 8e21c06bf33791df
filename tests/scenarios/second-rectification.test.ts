import { expect } from 'vitest';
import {
  dutyOf,
  everythingDone,
  lettersAbout,
  monthsAfter,
  morningOf,
  type Scene,
  story,
  today,
  upToFeedback,
} from './story.ts';

const finding = 'F-0001';
const SECOND = `${finding}/second-rectification`;
const findings = ({ system, round }: Scene) =>
  system.api.all<object>(`/rounds/${round.code}/findings`, system.office.director);

story(
  'second-rectification',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1);
      await everythingDone(scene, scene.organisations[0] ?? '');
      expect(await findings(scene)).toMatchObject([{ code: finding, state: 'SUBMITTED' }]);
    },
    async 2(scene) {
      const dueOn = monthsAfter(await today(scene), 1);
      const returned = { finding, reason: '佐证材料不足，问题没有真正解决', dueOn };
      await scene.round.act(scene.system.office.director, 'return-finding', returned);
      expect(await dutyOf(scene, SECOND)).toMatchObject({ dueOn, owedBy: 'ORG', outcome: null });
    },
    async 3(scene) {
      await morningOf(scene, (await dutyOf(scene, SECOND)).dueOn ?? '', 1);
      expect((await lettersAbout(scene, SECOND)).toSorted()).toEqual([
        'green PERSON_IN_CHARGE',
        'red LIAISON',
        'red OFFICE_DIRECTOR',
        'red PRINCIPAL',
        'yellow LEADER_IN_CHARGE',
        'yellow PERSON_IN_CHARGE',
      ]);
    },
    async 4(scene) {
      const { round, system, organisations } = scene;
      const done = { finding, grade: 'DONE', content: '再次整改到位', evidence: ['f'.repeat(64)] };
      await round.act(system.office.liaison(organisations[0] ?? ''), 'report-item', done);
      await round.act(system.office.director, 'accept-finding', { finding });
      expect(await dutyOf(scene, SECOND)).toMatchObject({ outcome: 'MET_LATE' });
      const before = await lettersAbout(scene, SECOND);
      await system.advance(round.code, { days: 30 });
      expect(await lettersAbout(scene, SECOND)).toEqual(before);
    },
    async 5(scene) {
      expect(await findings(scene)).toMatchObject([{ code: finding, state: 'ACCEPTED', returns: 1 }]);
    },
  },
);
