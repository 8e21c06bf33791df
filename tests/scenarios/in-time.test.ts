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

const transfers = [
  { code: 'T-001', to: 'DISC' },
  { code: 'T-002', to: 'OD' },
  { code: 'T-003', to: 'FD' },
] as const;
const reports = ({ organisations: [organisation] }: Scene) => [`${organisation}/report-1`, `${organisation}/report-2`];

story(
  'in-time',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 2, transfers);
      const due = monthsAfter(await today(scene), 2);
      for (const report of reports(scene))
        expect(await dutyOf(scene, report)).toMatchObject({ dueOn: due, outcome: null });
      await scene.round.sendAndReceive(transfers);
    },
    async 2(scene) {
      for (const report of reports(scene)) {
        await morningOf(scene, (await dutyOf(scene, report)).dueOn ?? '', -20);
        expect(await lettersAbout(scene, report)).toEqual(['green PERSON_IN_CHARGE']);
      }
    },
    async 3(scene) {
      const [organisation = ''] = scene.organisations;
      for (const finding of await everythingDone(scene, organisation))
        await scene.round.act(scene.system.office.director, 'accept-finding', { finding });
    },
    async 4(scene) {
      const { round, system } = scene;
      const [organisation = ''] = scene.organisations;
      await round.act(system.office.liaison(organisation), 'submit-report-1', {
        organisation,
        content: '整改情况报告',
      });
      await round.act(system.office.principal(organisation), 'submit-report-2', {
        organisation,
        content: '履责情况报告',
      });
      for (const report of reports(scene)) {
        await morningOf(scene, (await dutyOf(scene, report)).dueOn ?? '', 1);
        expect(await dutyOf(scene, report)).toMatchObject({ outcome: 'MET' });
        expect(await lettersAbout(scene, report)).toEqual(['green PERSON_IN_CHARGE']);
      }
    },
    async 5({ round, system, organisations: [organisation = ''] }) {
      const notice = { organisation, channel: '公开栏', from: '2026-01-01', to: '2099-01-01', content: '整改情况' };
      for (const scope of ['INSIDE', 'PUBLIC'])
        await round.act(system.office.liaison(organisation), 'disclose', { ...notice, scope });
    },
    async 6(scene) {
      const { round, system } = scene;
      const { disciplineOrgan, organisationDepartment, functionalDepartment, director } = system.office;
      await round.act(disciplineOrgan, 'set-disposal', { transfer: 'T-001', disposal: 'CONCLUDED', form: 1 });
      await round.act(organisationDepartment, 'set-handling', { transfer: 'T-002', content: '办理情况' });
      await round.act(functionalDepartment, 'set-handling', { transfer: 'T-003', content: '办理情况' });
      const handlers = [disciplineOrgan, organisationDepartment, functionalDepartment];
      for (const [i, { code: transfer }] of transfers.entries()) {
        await round.act(handlers[i] ?? '', 'feed-back-transfer', { transfer, content: '办结' });
        await round.act(director, 'accept-transfer', { transfer });
      }
      expect(await dutyOf(scene, 'T-001/transfer-answer-disc')).toMatchObject({ outcome: 'MET' });
      expect(await dutyOf(scene, 'T-002/transfer-answer-od')).toMatchObject({ outcome: 'MET' });
    },
    async 7({ round, system }) {
      await round.act(system.office.director, 'close-round', {});
      await system.client.workflow.getHandle(round.code).result();
      expect(await system.api.get(`/rounds/${round.code}`, system.office.director)).toMatchObject({
        phase: 'CLOSED',
        duties: [],
        counts: { findings: { found: 2, landed: 2 }, transfers: { found: 3, landed: 3 } },
      });
    },
  },
);
