import { expect } from 'vitest';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { actTogether } from '../../examples/round.ts';
import { paperRound } from '../support/paper-round.ts';
import { dutiesOf, monthsAfter, refused, type Scene, story } from './story.ts';

const transfer = 'T-001';
const ago = (days: number) => addToDay(dayOf(new Date().toISOString()), { days: -days });
const receivedOn = ago(70);
const onPaper = (on: string) => ({ on, document: { number: '纪函〔2026〕3号', on, kept: '纪委监委档案室' } });

let code: string;
const proposals: Record<string, string> = {};
const act = <T>({ system }: Scene, actor: string, action: string, payload: object) =>
  system.api.post<T>(`/rounds/${code}/actions/${action}`, actor, payload);
/** Enters an act; its proposal is the discipline organ's to answer. */
async function enter(scene: Scene, action: string, payload: object): Promise<void> {
  interface Acted {
    readonly events: readonly { readonly type: string; readonly sequence: number }[];
  }
  const { events } = await act<Acted>(scene, scene.system.office.staff, action, payload);
  proposals[action] = `PROPOSAL-${events.find(({ type }) => type === 'ActEntered')?.sequence}`;
}
const clue = async ({ system }: Scene) => {
  const all = await system.api.all<{ code: string; state: string; enteredByOffice?: readonly string[] }>(
    `/rounds/${code}/transfers`,
    system.office.director,
  );
  return all.find((each) => each.code === transfer);
};

story(
  'takeover-confirmed-and-contested',
  { organisations: 2 },
  {
    async 1(scene) {
      const { api, office } = scene.system;
      ({ code } = await paperRound(api, office, `${scene.round.code}-PAPER`));
      await act(scene, office.staff, 'send-transfer', { transfer, on: ago(72) });
      const unproved = act(scene, office.staff, 'receive-transfer', { transfer, on: receivedOn });
      expect(await refused(unproved)).toMatchObject({ status: 422, missing: [{ fact: 'PaperNamed' }] });
      await enter(scene, 'receive-transfer', { transfer, ...onPaper(receivedOn) });
      await enter(scene, 'set-disposal', { transfer, disposal: 'CONCLUDED', form: 1, ...onPaper(ago(60)) });
      const today = act(scene, office.staff, 'feed-back-transfer', { transfer, content: '已了结', on: ago(0) });
      expect(await refused(today)).toMatchObject({ status: 422, missing: [{ fact: 'PaperBeforeEntry' }] });
    },
    async 2(scene) {
      const { api, office } = scene.system;
      await actTogether(api, code, [office.staff, office.leadingGroupLeader], 'go-live', {});
      const { 'receive-transfer': receipt, 'set-disposal': disposal } = proposals;
      expect(await clue(scene)).toMatchObject({ state: 'HANDLING', enteredByOffice: [receipt, disposal] });
      const owed = (await dutiesOf(scene, code)).filter(({ kind, outcome }) => kind === 'confirmation' && !outcome);
      expect(owed.map(({ owedBy }) => owedBy)).toEqual(['DISC', 'DISC']);
    },
    async 3(scene) {
      const { office } = scene.system;
      const receipt = { proposal: proposals['receive-transfer'] };
      expect(await refused(act(scene, office.director, 'confirm', receipt))).toMatchObject({ status: 403 });
      await act(scene, office.disciplineOrgan, 'confirm', receipt);
      expect(await clue(scene)).toMatchObject({ enteredByOffice: [proposals['set-disposal']] });
    },
    async 4(scene) {
      const { office } = scene.system;
      const contesting = { proposal: proposals['set-disposal'], reason: '未作出该处置' };
      await act(scene, office.disciplineOrgan, 'decline', contesting);
      const contested = await clue(scene);
      expect(contested).toMatchObject({ state: 'RECEIVED', disposal: null });
      expect(contested).not.toHaveProperty('enteredByOffice');
      const answers = (await dutiesOf(scene, code)).filter(({ kind }) => kind === 'transfer-answer-disc');
      expect(answers).toMatchObject([{ outcome: null, dueOn: monthsAfter(receivedOn, 3) }]);
    },
    async 5(scene) {
      const { office } = scene.system;
      const disposal = { transfer, disposal: 'PRELIMINARY_CHECK' };
      expect(await refused(act(scene, office.director, 'set-disposal', disposal))).toMatchObject({ status: 403 });
      await act(scene, office.disciplineOrgan, 'set-disposal', disposal);
      expect(await clue(scene)).toMatchObject({ state: 'HANDLING', disposal: 'PRELIMINARY_CHECK' });
    },
  },
);
