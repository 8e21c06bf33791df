import { expect } from 'vitest';
import { dutyOf, lettersAbout, morningOf, refused, type Scene, story, upToFeedback } from './story.ts';

const climbed = [
  'green PERSON_IN_CHARGE',
  'yellow PERSON_IN_CHARGE',
  'yellow LEADER_IN_CHARGE',
  'red LIAISON',
  'red PRINCIPAL',
  'red OFFICE_DIRECTOR',
];
const report = ({ organisations: [organisation] }: Scene, number: 1 | 2) => `${organisation}/report-${number}`;

story(
  'late',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1);
      const { dueOn } = await dutyOf(scene, report(scene, 1));
      const soFar = { [-20]: 1, [-10]: 3, 1: 6 };
      for (const days of [-20, -10, 1] as const) {
        await morningOf(scene, dueOn ?? '', days);
        expect((await lettersAbout(scene, report(scene, 1))).toSorted()).toEqual(
          climbed.slice(0, soFar[days]).toSorted(),
        );
      }
    },
    async 2(scene) {
      await morningOf(scene, (await dutyOf(scene, report(scene, 1))).dueOn ?? '', 10);
      expect(await lettersAbout(scene, report(scene, 1))).toContain('top LG_LEADER');
      const letters = await scene.system.api.all<{ kind: string; proposes: string | null }>(
        `/rounds/${scene.round.code}/letters`,
        scene.system.office.director,
      );
      const top = letters.filter(({ kind }) => kind === 'top');
      expect(top.map(({ proposes }) => proposes)).toEqual(['REFERRAL_T5', 'REFERRAL_T5']);
    },
    async 3(scene) {
      const [organisation = ''] = scene.organisations;
      const liaison = scene.system.office.liaison(organisation);
      await scene.round.act(liaison, 'submit-report-1', { organisation, content: '迟到的整改情况报告' });
      expect(await dutyOf(scene, report(scene, 1))).toMatchObject({ outcome: 'MET_LATE' });
      const before = await lettersAbout(scene, report(scene, 1));
      await morningOf(scene, (await dutyOf(scene, report(scene, 1))).dueOn ?? '', 20);
      expect(await lettersAbout(scene, report(scene, 1))).toEqual(before);
    },
    async 4({ round, system, organisations: [organisation] }) {
      const refusal = await refused(round.act(system.office.director, 'close-round', {}));
      expect(refusal.missing).toContainEqual({ fact: 'PrincipalReportSubmitted', organisation, heldBy: 'PR' });
      expect(refusal.missing).not.toContainEqual(expect.objectContaining({ fact: 'RectificationReportSubmitted' }));
    },
    async 5(scene) {
      const [organisation = ''] = scene.organisations;
      const before = await lettersAbout(scene, report(scene, 2));
      expect(before.filter((letter) => letter === 'top LG_LEADER')).toHaveLength(2);
      const principal = scene.system.office.principal(organisation);
      await scene.round.act(principal, 'submit-report-2', { organisation, content: '迟到的履责情况报告' });
      expect(await dutyOf(scene, report(scene, 2))).toMatchObject({ outcome: 'MET_LATE' });
      await morningOf(scene, (await dutyOf(scene, report(scene, 2))).dueOn ?? '', 40);
      expect(await lettersAbout(scene, report(scene, 2))).toEqual(before);
    },
  },
);
