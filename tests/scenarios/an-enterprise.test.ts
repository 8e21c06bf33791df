import { expect } from 'vitest';
import { confirmsEntry, entersWaiting, operatorConfirms } from './entries.ts';
import { closedBy, disclosed, everythingDone, refused, type Scene, story, upToFeedback } from './story.ts';

const transfers = [
  { code: 'T-001', to: 'DISC' },
  { code: 'T-002', to: 'OD' },
] as const;
const [{ code: clue }, { code: matter }] = transfers;
const organisationOf = ({ organisations: [organisation = ''] }: Scene) => organisation;
/** By which posts a person did what they did in the round. */
async function postsOfActs({ system, round }: Scene, person: string): Promise<string[]> {
  const { rows } = await system.pool.query<{ posts: string }>(
    `SELECT DISTINCT (SELECT string_agg(p->>'post', ' ' ORDER BY p->>'post') FROM jsonb_array_elements(posts) p) AS posts
       FROM events WHERE round = $1 AND by = $2 AND posts IS NOT NULL ORDER BY 1`,
    [round.code, person],
  );
  return rows.map(({ posts }) => posts);
}

story(
  'an-enterprise',
  { organisations: 1, kind: 'ENTERPRISE' },
  {
    async 1(scene) {
      await upToFeedback(scene, 1, transfers);
      expect(await postsOfActs(scene, scene.system.office.secretary)).toEqual([
        'LG_LEADER',
        'LG_LEADER SECRETARY',
        'SECRETARY',
      ]);
    },
    async 2(scene) {
      const { round, system } = scene;
      const { director, disciplineOrgan, organisationDepartment } = system.office;
      await round.sendAndReceive(transfers);
      await round.act(disciplineOrgan, 'set-disposal', { transfer: clue, disposal: 'CONCLUDED', form: 1 });
      await round.act(organisationDepartment, 'set-handling', { transfer: matter, content: '办理情况' });
      for (const [by, transfer] of [
        [disciplineOrgan, clue],
        [organisationDepartment, matter],
      ] as const) {
        await round.act(by, 'feed-back-transfer', { transfer, content: '办结' });
        await round.act(director, 'accept-transfer', { transfer });
      }
      expect(await postsOfActs(scene, disciplineOrgan)).toEqual(['DISCIPLINE_ORGAN']);
      expect(await postsOfActs(scene, organisationDepartment)).toEqual(['ORGANISATION_DEPARTMENT']);
    },
    async 3(scene) {
      const { director, committee, organisationDepartment: head, inspectors } = scene.system.office;
      const post = (person: string, held: string) => ({
        posts: [{ person, post: held, committee, from: '2020-01-01' }],
      });
      const [person = ''] = inspectors;
      const deputy = await entersWaiting(scene, director, post(person, 'FUNCTIONAL_DEPARTMENT'));
      expect(deputy).toMatchObject({ by: 'ORGANISATION', people: [head] });
      await confirmsEntry(scene, head, deputy.entry);
      const own = await entersWaiting(scene, director, post(head, 'OFFICE_STAFF'));
      expect(own).toMatchObject({ by: 'OPERATOR', people: [] });
      expect((await refused(confirmsEntry(scene, head, own.entry))).status).toBe(403);
      await operatorConfirms(scene, own.entry);
    },
    async 4(scene) {
      const { round, system } = scene;
      const { director, liaison, principal } = system.office;
      const organisation = organisationOf(scene);
      for (const finding of await everythingDone(scene, organisation))
        await round.act(director, 'accept-finding', { finding });
      await round.act(liaison(organisation), 'submit-report-1', { organisation, content: '整改情况报告' });
      await round.act(principal(organisation), 'submit-report-2', { organisation, content: '履责情况报告' });
      await disclosed(scene, organisation);
      expect(await closedBy(scene, director)).toMatchObject({ phase: 'CLOSED', duties: [] });
    },
  },
);
