import { expect } from 'vitest';
import { dutyOf, refused, type Scene, story } from './story.ts';

const NEW = 'P-NEW-TL';
const first = ({ organisations: [organisation = ''] }: Scene) => organisation;
const oldLeader = ({ system }: Scene) => system.office.leaders[0] ?? '';

story(
  'team-leader-replaced-mid-stay',
  { organisations: 1 },
  {
    async 1(scene) {
      const { system, round } = scene;
      const { office } = system;
      await system.api.put('/registry', office.director, {
        people: [{ code: NEW, name: '示例·接任组长', email: 'p-new-tl@example.test', pools: ['LEADER', 'TALENT'] }],
      });
      await round.plan();
      await round.prepare();
      const organisation = first(scene);
      const notice = { organisation, channels: ['PHONE'], intakeClosesOn: '2099-12-31' };
      await round.act(office.director, 'publish-entry-notice', notice);
      await round.act(oldLeader(scene), 'enter', { organisation });
    },
    async 2(scene) {
      const { system, round } = scene;
      const replaced = { team: 'T-1', out: oldLeader(scene), in: NEW, reason: '工作调动' };
      await round.act(system.office.director, 'replace-member', replaced);
      expect(await dutyOf(scene, 'FIL-APPOINTMENT-0002/filing-appointment')).toMatchObject({ owedBy: 'OFF' });
    },
    async 3(scene) {
      const refusal = await refused(scene.round.act(NEW, 'withdraw-team', { organisation: first(scene) }));
      expect(refusal).toMatchObject({ clause: 'J-III.3c', missing: [{ fact: 'LeaderAuthorized' }] });
      const old = await refused(scene.round.act(oldLeader(scene), 'withdraw-team', { organisation: first(scene) }));
      // Without a seat there is no such round for them.
      expect(old).toMatchObject({ status: 404 });
    },
    async 4(scene) {
      const { system, round, organisations } = scene;
      const authorization = { team: 'T-1', organisations, from: '2020-01-01', to: '2099-12-31' };
      const again = { ...authorization, decision: `授-${round.code}-1` };
      expect(await refused(round.act(system.office.secretary, 'authorize-leader', again))).toMatchObject({
        missing: [{ fact: 'FreshDecision' }],
      });
      await round.act(system.office.secretary, 'authorize-leader', {
        ...authorization,
        decision: `授-${round.code}-2`,
      });
      await round.act(NEW, 'sign-undertaking', { person: NEW });
      const organisation = first(scene);
      await round.act(NEW, 'withdraw-team', { organisation });
      await round.act(NEW, 'submit-report', { organisation, used: [], unused: [], content: '巡察报告' });
    },
    async 5(scene) {
      const { system } = scene;
      const seats = await system.pool.query<{ person: string }>('SELECT person FROM team_seats');
      expect(seats.rows.map(({ person }) => person)).not.toContain(oldLeader(scene));
    },
  },
);
