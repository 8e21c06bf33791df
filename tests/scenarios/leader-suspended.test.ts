import { expect } from 'vitest';
import { dutyOf, refused, type Scene, story } from './story.ts';

const NEW = 'P-NEXT-TL';
const first = ({ organisations: [organisation = ''] }: Scene) => organisation;
const oldLeader = ({ system }: Scene) => system.office.leaders[0] ?? '';
interface Answered {
  readonly awaiting: readonly { readonly entry: string }[];
}
let lifting = '';

story(
  'leader-suspended',
  { organisations: 1 },
  {
    async 1(scene) {
      const { system, round } = scene;
      const { office } = system;
      const person = { code: NEW, name: '示例·继任组长', email: 'p-next-tl@example.test', pools: ['LEADER', 'TALENT'] };
      await system.api.put('/registry', office.director, { people: [person] });
      await round.plan();
      await round.prepare();
      const organisation = first(scene);
      const notice = { organisation, channels: ['PHONE'], intakeClosesOn: '2099-12-31' };
      await round.act(office.director, 'publish-entry-notice', notice);
      await round.act(oldLeader(scene), 'enter', { organisation });
      const [inspector = '', second = ''] = office.inspectors;
      const paper = { paper: 'PAPER-1', organisation, area: 'CLEAN', category: 'CLEAN-3', content: '底稿' };
      await round.actTogether([inspector, second], 'open-paper', { ...paper, evidence: ['e'.repeat(64)] });
    },
    async 2(scene) {
      const { system, round } = scene;
      const leader = oldLeader(scene);
      const entry = { code: leader, name: '示例·组长1', suspended: true };
      await system.api.put('/registry', system.office.director, { people: [entry] });
      const acting = round.act(leader, 'review-paper', { paper: 'PAPER-1' });
      expect(await refused(acting)).toMatchObject({ status: 403, detail: expect.stringContaining('停止参与巡察工作') });
      expect(await refused(system.api.get(`/rounds/${round.code}`, leader))).toMatchObject({ status: 403 });
      await round.act(system.office.director, 'request-material', { from: first(scene), content: '资料' });
      const events = await system.api.all<{ type: string; by: string }>(
        `/rounds/${round.code}/events`,
        system.office.director,
      );
      expect(events.filter(({ type }) => type === 'MemberSuspended')).toMatchObject([{ by: 'time' }]);
    },
    async 3(scene) {
      const { system } = scene;
      const { director } = system.office;
      const leader = oldLeader(scene);
      expect(await dutyOf(scene, `${leader}/replacement`)).toMatchObject({ owedBy: 'OFF', outcome: null });
      const lifted = { people: [{ code: leader, name: '示例·组长1', suspended: false }] };
      const { awaiting } = await system.api.put<Answered>('/registry', director, lifted);
      lifting = awaiting[0]?.entry ?? '';
      for (const by of [director, leader])
        expect(await refused(system.api.post(`/registry/entries/${lifting}/confirm`, by, {}))).toMatchObject({
          status: 403,
        });
    },
    async 4(scene) {
      const { system, round, organisations } = scene;
      const { director, secretary } = system.office;
      await round.act(director, 'replace-member', { team: 'T-1', out: oldLeader(scene), in: NEW, reason: '停职' });
      expect(await dutyOf(scene, `${oldLeader(scene)}/replacement`)).toMatchObject({ outcome: 'MET' });
      const authority = { team: 'T-1', organisations, from: '2020-01-01', to: '2099-12-31' };
      await round.act(secretary, 'authorize-leader', { ...authority, decision: `授-${round.code}-9` });
      await round.act(NEW, 'sign-undertaking', { person: NEW });
      for (const step of ['review-paper', 'sign-paper']) await round.act(NEW, step, { paper: 'PAPER-1' });
      await round.act(NEW, 'withdraw-team', { organisation: first(scene) });
    },
    async 5(scene) {
      const { system, round } = scene;
      const leader = oldLeader(scene);
      await system.api.post(`/registry/entries/${lifting}/confirm`, system.office.organisationDepartment, {});
      expect(await refused(system.api.get(`/rounds/${round.code}`, leader))).toMatchObject({ status: 404 });
      const seats = await system.pool.query<{ person: string }>('SELECT person FROM team_seats');
      expect(seats.rows.map(({ person }) => person)).not.toContain(leader);
    },
  },
);
