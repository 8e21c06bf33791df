import { expect } from 'vitest';
import { dutyOf, lettersAbout, monthsAfter, morningOf, refused, story, today, upToFeedback } from './story.ts';

const matter = [{ code: 'T-001', to: 'OD' }] as const;
const transfer = 'T-001';
const FIRST = `${transfer}/transfer-answer-od`;
const SECOND = `${transfer}/transfer-answer-disc`;

story(
  'returned-transfer',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1, matter);
      await scene.round.sendAndReceive(matter);
      expect(await dutyOf(scene, FIRST)).toMatchObject({ dueOn: monthsAfter(await today(scene), 3), outcome: null });
    },
    async 2(scene) {
      const { round, system, organisations } = scene;
      await system.advance(round.code, { days: 30 });
      await round.act(system.office.organisationDepartment, 'return-transfer', { transfer, reason: '不属本部门职责' });
      expect(await dutyOf(scene, FIRST)).toMatchObject({ outcome: 'SUPERSEDED' });
      expect(await dutyOf(scene, `${transfer}/transfer-redirection`)).toMatchObject({ owedBy: 'OFF', outcome: null });
      const { missing } = await refused(round.act(system.office.director, 'close-round', {}));
      const [organisation] = organisations;
      const held = { transfer, organisation, state: 'RETURNED_NOT_OURS', heldBy: 'OFF' };
      expect(missing).toContainEqual({ fact: 'TransferAccepted', ...held });
    },
    async 3(scene) {
      await morningOf(scene, (await dutyOf(scene, FIRST)).dueOn ?? '', 30);
      expect(await lettersAbout(scene, FIRST)).toEqual([]);
    },
    async 4(scene) {
      const { round, system } = scene;
      const { director, secretary } = system.office;
      const asClue = { transfer, to: 'DISC', kind: 'CLUE' };
      expect(await refused(round.act(director, 'redirect-transfer', asClue))).toMatchObject({
        missing: [{ fact: 'KindAsDecided' }],
      });
      await round.act(secretary, 'decide-transfer', { ...asClue, decision: '市委〔2026〕12号' });
      await round.act(director, 'send-transfer', { transfer });
      await round.act(system.office.disciplineOrgan, 'receive-transfer', { transfer });
      expect(await dutyOf(scene, SECOND)).toMatchObject({ dueOn: monthsAfter(await today(scene), 3), outcome: null });
    },
    async 5(scene) {
      const { round, system } = scene;
      const { disciplineOrgan, director } = system.office;
      await round.act(disciplineOrgan, 'set-disposal', { transfer, disposal: 'TALK_OR_LETTER', form: 1 });
      await round.act(disciplineOrgan, 'feed-back-transfer', { transfer, content: '已谈话函询' });
      await round.act(director, 'accept-transfer', { transfer });
      expect(await dutyOf(scene, SECOND)).toMatchObject({ outcome: 'MET' });
      expect(await system.api.get(`/rounds/${round.code}`, director)).toMatchObject({
        counts: { transfers: { found: 1, landed: 1 } },
      });
    },
  },
);
