import { expect } from 'vitest';
import { actTogether } from '../../examples/round.ts';
import {
  dutyOf,
  lettersAbout,
  missingIn,
  monthsAfter,
  morningOf,
  plusDays,
  refused,
  type Scene,
  story,
  today,
  upToFeedback,
} from './story.ts';

const scan = 'c'.repeat(64);
const document = (day: string) => ({ number: '收文〔2026〕77号', on: day, evidence: scan });
const organisationOf = ({ organisations: [organisation = ''] }: Scene) => organisation;
const duty = (scene: Scene, kind: string) => `${scene.round.code}/${organisationOf(scene)}/${kind}`;
const lastDay = async (scene: Scene) => (await dutyOf(scene, `${organisationOf(scene)}/report-1`)).originalDueOn ?? '';
const proposals = async ({ system, round }: Scene) => {
  const events = await system.api.all<{ type: string; data: { proposal?: string } }>(
    `/rounds/${round.code}/events`,
    system.office.director,
  );
  return events.filter(({ type }) => type === 'ActProposed').map(({ data }) => ({ proposal: data.proposal }));
};

story(
  'paper-that-arrived-in-time',
  { organisations: 1 },
  {
    async 1(scene) {
      const { round, system } = scene;
      const { staff, director, leaders, inspectors } = system.office;
      const organisation = organisationOf(scene);
      await upToFeedback(scene, 1, [], { signed: false });
      const given = await today(scene);
      await morningOf(scene, given, 7);
      const receipt = {
        duty: duty(scene, 'receipt-principal'),
        on: plusDays(given, 2),
        document: document(plusDays(given, 2)),
      };
      await actTogether(system.api, round.code, [staff, director], 'record-arrival', receipt);
      const witnesses = [leaders[0], inspectors[0]];
      const serving = { organisation, as: 'BODY', how: 'REFUSED', witnesses, evidence: [scan] };
      await round.act(staff, 'serve-feedback', serving);
      expect(await dutyOf(scene, `${organisation}/receipt-principal`)).toMatchObject({
        closedOn: plusDays(given, 2),
        byArrival: true,
      });
      expect(
        await missingIn(round.act(system.office.liaison(organisation), 'sign-feedback', { organisation, as: 'BODY' })),
      ).toEqual(['FeedbackNotYetSigned']);
      for (const report of ['report-1', 'report-2'])
        expect((await dutyOf(scene, `${organisation}/${report}`)).dueOn).toBe(monthsAfter(plusDays(given, 7), 2));
    },
    async 2(scene) {
      const report = `${organisationOf(scene)}/report-1`;
      await morningOf(scene, await lastDay(scene), 1);
      expect(await lettersAbout(scene, report)).toContain('red PRINCIPAL');
      expect(await dutyOf(scene, report)).toMatchObject({ outcome: null });
    },
    async 3(scene) {
      const { round, system } = scene;
      const { staff, director } = system.office;
      const day = await lastDay(scene);
      const report = {
        duty: duty(scene, 'report-1'),
        on: day,
        document: document(day),
        content: '整改情况报告（纸质）',
      };
      await round.act(staff, 'record-arrival', report);
      const proposal = (await proposals(scene)).at(-1) ?? {};
      expect(await missingIn(round.act(staff, 'confirm', proposal))).not.toHaveLength(0);
      expect(await missingIn(round.act(director, 'confirm', proposal))).toEqual(['post']);
      expect(await dutyOf(scene, `${organisationOf(scene)}/report-1`)).toMatchObject({ outcome: null });
    },
    async 4(scene) {
      const { round, system } = scene;
      const { leadingGroupLeader, director, liaison } = system.office;
      const organisation = organisationOf(scene);
      const day = await lastDay(scene);
      const met = { outcome: 'MET', outcomeByFirstDay: 'MET', closedOn: day, arrivedOn: day, byArrival: true };
      const answer = await round.act<{ duties: object[] }>(
        leadingGroupLeader,
        'confirm',
        (await proposals(scene)).at(-1) ?? {},
      );
      expect(answer.duties).toContainEqual(expect.objectContaining({ key: duty(scene, 'report-1'), ...met }));
      expect(await dutyOf(scene, `${organisation}/report-1`)).toMatchObject(met);
      const events = await system.api.all<{ type: string; on: string; data: object }>(
        `/rounds/${round.code}/events`,
        director,
      );
      expect(events).toContainEqual(
        expect.objectContaining({
          type: 'DutyWentOverdue',
          data: expect.objectContaining({ duty: duty(scene, 'report-1') }),
        }),
      );
      expect(events.find(({ type }) => type === 'RectificationReportSubmitted')?.on).toBe(day);
      const texts = await system.api.all<{ type: string }>(`/rounds/${round.code}/texts`, liaison(organisation));
      expect(texts.map(({ type }) => type)).toContain('RectificationReportSubmitted');
    },
    async 5(scene) {
      const { system, round } = scene;
      const { staff, leadingGroupLeader } = system.office;
      const day = plusDays(await lastDay(scene), 1);
      const report = {
        duty: duty(scene, 'report-2'),
        on: day,
        document: document(day),
        content: '履责情况报告（纸质）',
      };
      await actTogether(system.api, round.code, [staff, leadingGroupLeader], 'record-arrival', report);
      expect(await dutyOf(scene, `${organisationOf(scene)}/report-2`)).toMatchObject({
        outcome: 'MET_LATE',
        outcomeByFirstDay: 'MET_LATE',
        closedOn: day,
        byArrival: true,
      });
    },
    async 6(scene) {
      const day = await lastDay(scene);
      const report = {
        duty: duty(scene, 'report-1'),
        on: day,
        document: document(day),
        content: '整改情况报告（纸质）',
      };
      const refusal = await refused(scene.round.act(scene.system.office.staff, 'record-arrival', report));
      expect(refusal).toMatchObject({ status: 409, missing: [{ fact: 'DutyStillOwed' }] });
      expect(refusal.detail).toContain('更正');
    },
    async 7(scene) {
      const { committee, director } = scene.system.office;
      const { indicators } = await scene.system.api.get<{ indicators: object }>(
        `/committees/${committee}/coverage`,
        director,
      );
      expect(indicators).toMatchObject({ inTime: 1, late: 1, overdue: 0 });
    },
  },
);
