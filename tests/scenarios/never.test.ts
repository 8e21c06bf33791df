import { expect } from 'vitest';
import { dutyOf, lettersAbout, monthsAfter, morningOf, refused, story, today, upToFeedback } from './story.ts';

const clue = [{ code: 'T-001', to: 'DISC' }] as const;
const ANSWER = 'T-001/transfer-answer-disc';

story(
  'never',
  { organisations: 1 },
  {
    async 1(scene) {
      await upToFeedback(scene, 1, clue);
      await scene.round.sendAndReceive(clue);
      const due = monthsAfter(await today(scene), 3);
      expect(await dutyOf(scene, ANSWER)).toMatchObject({ dueOn: due, owedBy: 'DISC', outcome: null });
    },
    async 2(scene) {
      const { dueOn } = await dutyOf(scene, ANSWER);
      await morningOf(scene, dueOn ?? '', -20);
      expect(await lettersAbout(scene, ANSWER)).toEqual(['green DISCIPLINE_ORGAN']);
      await morningOf(scene, dueOn ?? '', -10);
      expect((await lettersAbout(scene, ANSWER)).slice(1).toSorted()).toEqual([
        'yellow DISCIPLINE_ORGAN',
        'yellow DISCIPLINE_SECRETARY',
      ]);
      await morningOf(scene, dueOn ?? '', 1);
      expect((await lettersAbout(scene, ANSWER)).slice(3).toSorted()).toEqual([
        'red DISCIPLINE_ORGAN',
        'red DISCIPLINE_SECRETARY',
        'red OFFICE_DIRECTOR',
      ]);
    },
    async 3(scene) {
      await morningOf(scene, (await dutyOf(scene, ANSWER)).dueOn ?? '', 31);
      expect((await lettersAbout(scene, ANSWER)).slice(6)).toEqual(Array(3).fill('top LG_LEADER'));
      const letters = await scene.system.api.all<{ kind: string; duty: string; proposes: string | null }>(
        `/rounds/${scene.round.code}/letters`,
        scene.system.office.director,
      );
      const top = letters.filter(({ kind, duty }) => kind === 'top' && duty.endsWith(ANSWER));
      expect(top.map(({ proposes }) => proposes)).toEqual(Array(3).fill('SUPERVISION'));
    },
    async 4({ round, system, organisations: [organisation] }) {
      const { clause, missing } = await refused(round.act(system.office.director, 'close-round', {}));
      expect(clause).toBe('J-V.4h');
      const held = { fact: 'TransferAccepted', transfer: 'T-001', organisation, state: 'RECEIVED', heldBy: 'DISC' };
      expect(missing).toContainEqual(held);
    },
  },
);
