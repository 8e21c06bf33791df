import { expect } from 'vitest';
import { register } from '../support/registry.ts';
import { dutyOf, lettersOf, lettersTo, missingIn, refused, type Scene, story, upToFeedback } from './story.ts';

const SUBSTITUTE = 'P-STANDS-IN';
const SERVED = 'P-SERVED-TOO';
const TRANSFER = { transfer: 'T-001' };
const department = ({ system: { office } }: Scene): readonly string[] => [
  office.organisationDepartment,
  office.organisationDepartment.replace(/OD$/, 'OH'),
];

story(
  'substitute-named',
  { organisations: 1 },
  {
    async 1(scene) {
      const { system, round, organisations } = scene;
      const [organisation = ''] = organisations;
      const [clerk = ''] = department(scene);
      const post = {
        post: 'BODY_MEMBER',
        organisation,
        from: '2020-01-01',
        to: new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10),
      };
      await register(system.pool, {
        people: [SUBSTITUTE, SERVED].map((code) => ({
          code,
          name: `示例·${code}`,
          email: `${code.toLowerCase()}@example.test`,
        })),
        posts: [clerk, SERVED].map((person) => ({ person, ...post })),
      });
      await upToFeedback(scene, 1, [{ code: 'T-001', to: 'OD' }]);
      await round.act(system.office.director, 'send-transfer', TRANSFER);
      const refusal = await refused(round.act(clerk, 'receive-transfer', TRANSFER));
      expect(refusal).toMatchObject({ status: 403, missing: [{ fact: 'Recused', command: 'name-substitute' }] });
      expect(refusal.detail).toMatch(/代行|回避/);
    },
    async 2(scene) {
      const { system, round } = scene;
      const { leadingGroupLeader } = system.office;
      const naming = { for: 'ORGANISATION_DEPARTMENT', reason: '回避' };
      for (const by of department(scene))
        expect(await missingIn(round.act(by, 'name-substitute', { ...naming, person: SUBSTITUTE }))).toEqual(['post']);
      for (const person of [SERVED, leadingGroupLeader])
        expect(await missingIn(round.act(leadingGroupLeader, 'name-substitute', { ...naming, person }))).not.toEqual(
          [],
        );
      expect((await refused(system.api.get(`/rounds/${round.code}`, SUBSTITUTE))).status).toBe(404);
    },
    async 3(scene) {
      const { system, round } = scene;
      const { leadingGroupLeader } = system.office;
      const naming = { for: 'ORGANISATION_DEPARTMENT', person: SUBSTITUTE, reason: '回避' };
      await round.act(leadingGroupLeader, 'name-substitute', naming);
      const list = (what: string) => system.api.all<{ code: string }>(`/rounds/${round.code}/${what}`, SUBSTITUTE);
      expect((await list('transfers')).map(({ code }) => code)).toEqual(['T-001']);
      expect(await list('papers')).toEqual([]);
    },
    async 4(scene) {
      const { system, round } = scene;
      await round.act(SUBSTITUTE, 'receive-transfer', TRANSFER);
      await system.advance(round.code, { days: 75 });
      await expect
        .poll(
          async () => (await lettersOf(scene)).filter(({ to, state }) => to.person === SUBSTITUTE && state === 'SENT'),
          { timeout: 20_000 },
        )
        .toMatchObject([{ kind: 'green', to: { post: 'ORGANISATION_DEPARTMENT' } }]);
      const [clerk = ''] = department(scene);
      expect(await lettersTo(scene, clerk)).toContain('green ORGANISATION_DEPARTMENT');
    },
    async 5(scene) {
      const { system, round } = scene;
      const done = { ...TRANSFER, content: '已办理' };
      await round.act(SUBSTITUTE, 'set-handling', done);
      await round.act(SUBSTITUTE, 'feed-back-transfer', done);
      expect(await dutyOf(scene, 'T-001/transfer-answer-od')).toMatchObject({ outcome: 'MET' });
      const events = await system.api.all<{ type: string; by: string; posts?: readonly { post: string }[] }>(
        `/rounds/${round.code}/events`,
        system.office.director,
      );
      expect(events.findLast(({ type }) => type === 'TransferFedBack')).toMatchObject({
        by: SUBSTITUTE,
        posts: [{ post: 'ORGANISATION_DEPARTMENT', substitute: true }],
      });
      await round.act(system.office.director, 'accept-transfer', TRANSFER);
    },
    async 6(scene) {
      const { system, round } = scene;
      const naming = { for: 'OFFICE_DIRECTOR', person: SUBSTITUTE, reason: '回避' };
      const asked = round.act(system.office.leadingGroupLeader, 'name-substitute', naming);
      expect(await missingIn(asked)).toEqual(['HolderBarred']);
    },
  },
);
