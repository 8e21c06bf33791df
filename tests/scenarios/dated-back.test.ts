import { expect } from 'vitest';
import {
  dutyOf,
  firstOrganisation,
  lettersAbout,
  missingIn,
  monthsAfter,
  morningOf,
  plusDays,
  refused,
  story,
  today,
  upToFeedback,
} from './story.ts';

story(
  'dated-back',
  { organisations: 1 },
  {
    async 1(scene) {
      const { round } = scene;
      const { organisation, principal, liaison } = firstOrganisation(scene);
      await upToFeedback(scene, 1, [], { signed: false });
      const given = await today(scene);
      await morningOf(scene, given, 5);
      const sign = (by: string, as: string, day: string) =>
        round.act(by, 'sign-feedback', { organisation, as, on: day });
      expect(await missingIn(sign(principal, 'PRINCIPAL', given))).toEqual(['WithinPaperDays']);
      await sign(principal, 'PRINCIPAL', plusDays(given, 2));
      await sign(liaison, 'BODY', plusDays(given, 3));
      expect(await dutyOf(scene, `${organisation}/receipt-principal`)).toMatchObject({
        closedOn: plusDays(given, 2),
        arrivedOn: plusDays(given, 5),
      });
      for (const report of ['report-1', 'report-2'])
        expect((await dutyOf(scene, `${organisation}/${report}`)).dueOn).toBe(monthsAfter(plusDays(given, 3), 2));
    },
    async 2(scene) {
      const { round } = scene;
      const { organisation, principal, liaison } = firstOrganisation(scene);
      const { dueOn } = await dutyOf(scene, `${organisation}/report-1`);
      await morningOf(scene, dueOn ?? '', 1);
      expect(await lettersAbout(scene, `${organisation}/report-1`)).toContain('red PRINCIPAL');
      const report = { organisation, content: '整改情况报告', on: dueOn };
      for (const by of [liaison, principal]) {
        const refusal = await refused(round.act(by, 'submit-report-1', report));
        expect(refusal).toMatchObject({ status: 422, missing: [{ fact: 'OwnActToday' }] });
        expect(refusal.title).toContain('counts from today');
        expect(refusal.detail).toContain('请巡察办登记纸质来件');
      }
      expect(await dutyOf(scene, `${organisation}/report-1`)).toMatchObject({ outcome: null });
    },
    async 3(scene) {
      const { organisation, liaison } = firstOrganisation(scene);
      await scene.round.act(liaison, 'submit-report-1', { organisation, content: '整改情况报告' });
      const arrived = await today(scene);
      expect(await dutyOf(scene, `${organisation}/report-1`)).toMatchObject({
        outcome: 'MET_LATE',
        outcomeByFirstDay: 'MET_LATE',
        closedOn: arrived,
        arrivedOn: arrived,
      });
    },
    async 4(scene) {
      const { round, system } = scene;
      const { organisation, principal } = firstOrganisation(scene);
      const duty = `${round.code}/${organisation}/report-2`;
      const { dueOn } = await dutyOf(scene, `${organisation}/report-2`);
      const asked = { duty, to: monthsAfter(dueOn ?? '', 1), reason: '整改任务重，需要时间' };
      expect(await missingIn(round.act(principal, 'request-extension', asked))).toEqual(['ExtensionInTime']);
      for (const day of [{}, { on: dueOn }]) {
        const granted = { ...asked, ...day };
        const answer = round.act(system.office.leadingGroupLeader, 'grant-extension', granted);
        expect(await missingIn(answer)).toEqual(['ExtensionInTime']);
      }
    },
    async 5(scene) {
      const { organisation, principal } = firstOrganisation(scene);
      await scene.round.act(principal, 'submit-report-2', { organisation, content: '履责情况报告' });
      const { committee, director } = scene.system.office;
      const { indicators } = await scene.system.api.get<{ indicators: object }>(
        `/committees/${committee}/coverage`,
        director,
      );
      expect(indicators).toMatchObject({ inTime: 0, late: 2, overdue: 0, latePercent: 100 });
    },
  },
);
