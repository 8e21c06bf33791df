import { expect } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { dutiesOf, lettersOf, morningOf, refused, story, today } from './story.ts';

/** The round after the cancelled one. */
let next: ExampleRound;

story(
  'cancelled',
  { organisations: 1 },
  {
    async 1(scene) {
      const { round, system, organisations } = scene;
      await round.plan();
      await round.prepare();
      await round.inspect();
      const dueOn = await today(scene);
      await round.act(system.office.director, 'request-material', { from: organisations[0], content: '资料', dueOn });
      await morningOf(scene, dueOn, 2);
      expect((await lettersOf(scene)).filter(({ rung }) => rung > 0).length).toBeGreaterThan(2);
    },
    async 2(scene) {
      const { system, round } = scene;
      await round.act(system.office.secretary, 'cancel-round', { reason: '上级另有安排' });
      await system.client.workflow.getHandle(round.code).result();
      expect((await dutiesOf(scene)).filter(({ outcome }) => outcome === null)).toEqual([]);
      expect(await system.api.get(`/rounds/${round.code}`, system.office.director)).toMatchObject({
        phase: 'CANCELLED',
      });
    },
    async 3(scene) {
      const before = await lettersOf(scene);
      await scene.system.advance(scene.round.code, { days: 120 });
      expect(await lettersOf(scene)).toEqual(before);
    },
    async 4({ system, round, organisations: [organisation = ''] }) {
      const report = { organisation, content: '报告' };
      expect(await refused(round.act(system.office.liaison(organisation), 'submit-report-1', report))).toMatchObject({
        status: 409,
        missing: [{ fact: 'RoundOpen', ended: 'CANCELLED' }],
      });
      expect((await system.events(round.code)).at(-1)?.type).toBe('RoundCancelled');
      expect((await verifyLedger(system.pool, round.code)).faults).toEqual([]);
    },
    async 5({ system }) {
      next = system.round();
      await next.plan();
      await next.prepare();
      expect(await system.api.get(`/rounds/${next.code}`, system.office.director)).toMatchObject({
        phase: 'MOBILISED',
      });
    },
    async 6({ system }) {
      await next.inspect();
      await next.decide(1, []);
      const cancelling = next.act(system.office.secretary, 'cancel-round', { reason: '上级另有安排' });
      expect(await refused(cancelling)).toMatchObject({ status: 409, missing: [{ fact: 'NothingDecided' }] });
    },
  },
);
