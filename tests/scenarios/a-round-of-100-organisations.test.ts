import { expect } from 'vitest';
import { ROUND_VIEW } from '../../contracts/messages.ts';
import type { Look } from '../../contracts/messages.ts';
import { dutyOf, morningOf, type Scene, story } from './story.ts';

const MANY = 100;
const first = (scene: Scene) => `${scene.organisations[0]}/report-1`;

story(
  'a-round-of-100-organisations',
  { organisations: MANY },
  {
    async 1({ round, system }) {
      await round.plan();
      await round.prepare();
      await round.inspect();
      await round.decide(2, []);
      expect(await system.api.get(`/rounds/${round.code}`, system.office.director)).toMatchObject({
        phase: 'DECIDED',
        counts: { findings: { found: 2 * MANY } },
      });
    },
    async 2({ round, system }) {
      await round.giveFeedback();
      await round.signFeedback();
      const owed = await system.api.all<{ kind: string }>(`/rounds/${round.code}/duties`, system.office.director);
      expect(owed.filter(({ kind }) => kind === 'report-1' || kind === 'report-2')).toHaveLength(2 * MANY);
    },
    async 3({ round, system, organisations }) {
      const { office } = system;
      await Promise.all(
        organisations.slice(0, MANY / 2).map(async (organisation) => {
          await round.act(office.liaison(organisation), 'submit-report-1', { organisation, content: '报告' });
          await round.act(office.principal(organisation), 'submit-report-2', { organisation, content: '报告' });
        }),
      );
    },
    async 4(scene) {
      const { round, system, organisations } = scene;
      await morningOf(scene, (await dutyOf(scene, first(scene))).dueOn ?? '', 1);
      const letters = await system.api.all<{ organisation: string; rung: number; kind: string }>(
        `/rounds/${round.code}/letters`,
        system.office.director,
      );
      const chased = new Set(letters.filter(({ rung }) => rung > 0).map(({ organisation }) => organisation));
      expect([...chased].toSorted()).toEqual(organisations.slice(MANY / 2).toSorted());
      // Per report: green 1, yellow 2, red 3 with the copy.
      expect(letters.filter(({ rung }) => rung > 0)).toHaveLength((MANY / 2) * 2 * 6);
    },
    async 5({ round, system }) {
      const page = await system.api.get<{ items: { overdue: boolean }[]; next: string | null }>(
        `/duties?committee=${system.office.committee}&limit=50`,
        system.office.director,
      );
      expect(page.items).toHaveLength(50);
      expect(page.items.every(({ overdue }) => overdue)).toBe(true);
      expect(page.next).not.toBeNull();
      const look = await system.client.workflow.getHandle(round.code).query<Look>(ROUND_VIEW);
      expect(Buffer.byteLength(JSON.stringify(look))).toBeLessThan(8_192);
    },
  },
);
