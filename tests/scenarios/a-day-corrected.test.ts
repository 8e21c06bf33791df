import { expect } from 'vitest';
import {
  dutyOf,
  firstOrganisation,
  lettersAbout,
  missingIn,
  monthsAfter,
  morningOf,
  plusDays,
  type Scene,
  story,
  today,
  upToFeedback,
} from './story.ts';

interface Recorded {
  readonly sequence: number;
  readonly type: string;
  readonly on: string;
  readonly data: { readonly letters: readonly string[]; readonly from: string; readonly to: string };
}
const eventsOf = async ({ system, round }: Scene, type: string) =>
  (await system.api.all<Recorded>(`/rounds/${round.code}/events`, system.office.director)).filter(
    (event) => event.type === type,
  );

let signed = '';
let proposal = '';
const correction = async (scene: Scene) => {
  const [, receipt] = await eventsOf(scene, 'FeedbackSigned');
  return { sequence: receipt?.sequence, field: 'on', to: plusDays(signed, -2), reason: '日期误录' };
};

story(
  'a-day-corrected',
  { organisations: 1 },
  {
    async 1(scene) {
      const { organisation, liaison, principal } = firstOrganisation(scene);
      await upToFeedback(scene, 1, [], { signed: false });
      await morningOf(scene, await today(scene), 4);
      signed = await today(scene);
      const sign = (by: string, as: string, day: string) =>
        scene.round.act(by, 'sign-feedback', { organisation, as, on: day });
      await sign(principal, 'PRINCIPAL', plusDays(signed, -3));
      await sign(liaison, 'BODY', signed);
      expect((await dutyOf(scene, `${organisation}/report-1`)).dueOn).toBe(monthsAfter(signed, 2));
    },
    async 2(scene) {
      const { organisation } = firstOrganisation(scene);
      await morningOf(scene, monthsAfter(signed, 2), -9);
      const colours = (await lettersAbout(scene, `${organisation}/report-1`)).map((letter) => letter.split(' ')[0]);
      expect(new Set(colours)).toEqual(new Set(['green', 'yellow']));
    },
    async 3(scene) {
      const { liaison } = firstOrganisation(scene);
      const { office } = scene.system;
      const asked = await correction(scene);
      expect(await missingIn(scene.round.act(office.director, 'correct', asked))).toEqual(['post']);
      const tooFar = { ...asked, to: plusDays(signed, -4) };
      expect(await missingIn(scene.round.act(liaison, 'correct', tooFar))).toEqual(['WithinPaperDays']);
      await scene.round.act(liaison, 'correct', asked);
      proposal = `PROPOSAL-${(await eventsOf(scene, 'ActProposed')).at(-1)?.sequence}`;
      for (const by of [liaison, office.director])
        expect((await missingIn(scene.round.act(by, 'confirm', { proposal })))?.[0]).toMatch(/^post$/);
    },
    async 4(scene) {
      const { organisation } = firstOrganisation(scene);
      await scene.round.act(scene.system.office.leadingGroupLeader, 'confirm', { proposal });
      expect(await dutyOf(scene, `${organisation}/report-1`)).toMatchObject({
        dueOn: monthsAfter(plusDays(signed, -2), 2),
        originalDueOn: monthsAfter(plusDays(signed, -2), 2),
      });
      const [event] = await eventsOf(scene, 'EntryCorrected');
      expect(event?.data).toMatchObject({ from: signed, to: plusDays(signed, -2) });
      expect(event?.data.letters.filter((letter) => letter.includes('/report-1/')).length).toBeGreaterThan(1);
      expect((await eventsOf(scene, 'FeedbackSigned')).at(-1)?.on).toBe(signed);
    },
    async 5(scene) {
      const { organisation } = firstOrganisation(scene);
      const { dueOn } = await dutyOf(scene, `${organisation}/report-1`);
      await morningOf(scene, dueOn ?? '', 1);
      expect(await lettersAbout(scene, `${organisation}/report-1`)).toContain('red PRINCIPAL');
    },
  },
);
