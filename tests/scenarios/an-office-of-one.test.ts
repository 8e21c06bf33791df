import { expect } from 'vitest';
import { confirmsEntry, enters, entersWaiting, operatorConfirms } from './entries.ts';
import { closedBy, disclosed, dutyOf, everythingDone, refused, type Scene, story, today } from './story.ts';

const matter = { code: 'T-001', to: 'OD' } as const;
const transfer = matter.code;
const operatorAlone = { by: 'OPERATOR', people: [] };
const organisationOf = ({ organisations: [organisation = ''] }: Scene) => organisation;
const document = (on: string) => ({ number: '收文〔2026〕77号', on, evidence: 'c'.repeat(64) });

/** Who are named to act in the place of the director, and who comes after. */
const standIns = ({ system: { office } }: Scene) => {
  const [, , next = '', second = ''] = office.inspectors;
  return { first: office.leaders[1] ?? '', second, next };
};
const nameSubstitute = ({ round, system: { office } }: Scene, person: string) =>
  round.act(office.leadingGroupLeader, 'name-substitute', {
    for: 'OFFICE_DIRECTOR',
    person,
    reason: '巡察办仅主任一人，须回避',
  });
const office = (scene: Scene, person: string, post: string, more: object = {}) => ({
  posts: [{ person, post, committee: scene.system.office.committee, from: '2020-01-01', ...more }],
});
const proposalIn = (answer: { events: readonly { type: string; sequence: number }[] }) => ({
  proposal: `PROPOSAL-${answer.events.find(({ type }) => type === 'ActProposed')?.sequence}`,
});

story(
  'an-office-of-one',
  { organisations: 1, kind: 'OFFICE_OF_ONE' },
  {
    async 1(scene) {
      const { round, system } = scene;
      const { director, second } = system.office;
      const filing = 'FIL-ARRANGEMENT-0001';
      await round.plan();
      await round.act(system.office.secretary, 'approve-round', { decision: `批-${round.code}`, on: '2026-01-06' });
      await round.act(director, 'file-upward', { filing, content: '上报材料' });
      const bare = await refused(round.act(director, 'receipt-filing', { filing }));
      expect(bare).toMatchObject({ status: 403, missing: [{ fact: 'ReceiptOnPaper' }] });
      expect(bare.detail).toContain('由巡察办录入其纸质回执');
      const paper = { filing, document: document(await today(scene)) };
      const proposal = proposalIn(await round.act(director, 'receipt-filing', paper));
      const alone = await refused(round.act(director, 'confirm', proposal));
      expect(alone.missing).toMatchObject([{ oneOf: 'LGD XDL' }]);
      await round.act(second, 'confirm', proposal);
      expect(await dutyOf(scene, `${filing}/filing-receipt`)).toMatchObject({ outcome: 'MET', byArrival: true });
      await round.prepare({ isApproved: true });
      await round.inspect();
      await round.decide(1, [matter]);
      await round.giveFeedback();
      await round.signFeedback();
    },
    async 2(scene) {
      const { round, system } = scene;
      const { director, committee } = system.office;
      const organisation = organisationOf(scene);
      const tied = { code: director, name: '示例·巡察办主任', keptBy: committee };
      await enters(scene, director, { people: [{ ...tied, ties: [{ organisation, kind: 'KIN' }] }] });
      const refusal = await refused(round.act(director, 'send-transfer', { transfer }));
      expect(refusal).toMatchObject({
        status: 403,
        clause: 'J-III.4a',
        missing: [{ fact: 'Recused', person: director, command: 'name-substitute', namedBy: 'LGL UP' }],
      });
      const { first } = standIns(scene);
      await nameSubstitute(scene, first);
      await round.act(first, 'send-transfer', { transfer });
      for (const finding of await everythingDone(scene, organisation, first))
        await round.act(first, 'accept-finding', { finding });
    },
    async 3(scene) {
      const { round, system } = scene;
      const organisation = organisationOf(scene);
      const { first, second } = standIns(scene);
      const on = await today(scene);
      const duty = `${round.code}/${organisation}/report-1`;
      const report = { duty, on, document: document(on), content: '整改情况报告（纸质）' };
      const proposal = proposalIn(await round.act(first, 'record-arrival', report));
      const refusal = await refused(round.act(system.office.director, 'confirm', proposal));
      expect(refusal.missing).toMatchObject([{ fact: 'Recused', command: 'name-substitute' }]);
      expect((await refused(round.act(first, 'confirm', proposal))).missing).toMatchObject([{ fact: 'AnotherPerson' }]);
      await nameSubstitute(scene, second);
      await round.act(second, 'confirm', proposal);
      expect(await dutyOf(scene, `${organisation}/report-1`)).toMatchObject({ outcome: 'MET', byArrival: true });
    },
    async 4(scene) {
      const { round, system } = scene;
      const { director, organisationDepartment: head } = system.office;
      expect((await refused(round.act(head, 'receive-transfer', { transfer }))).missing).toMatchObject([
        { fact: 'post' },
      ]);
      const { entry, ...confirmers } = await entersWaiting(
        scene,
        director,
        office(scene, head, 'ORGANISATION_DEPARTMENT'),
      );
      expect(confirmers).toEqual(operatorAlone);
      for (const person of [director, head]) {
        const refusal = await refused(confirmsEntry(scene, person, entry));
        expect(refusal.detail).toContain('npm run confirm');
      }
      await operatorConfirms(scene, entry);
      await round.act(head, 'receive-transfer', { transfer });
      await round.act(head, 'set-handling', { transfer, content: '办理情况' });
      await round.act(head, 'feed-back-transfer', { transfer, content: '办结' });
      await round.act(standIns(scene).first, 'accept-transfer', { transfer });
    },
    async 5(scene) {
      const { director, organisationDepartment: head, secretary } = scene.system.office;
      const { next } = standIns(scene);
      const leaves = await entersWaiting(
        scene,
        director,
        office(scene, director, 'OFFICE_DIRECTOR', { to: '2026-01-01' }),
      );
      await confirmsEntry(scene, head, leaves.entry);
      const comes = office(scene, next, 'OFFICE_DIRECTOR');
      expect((await refused(enters(scene, director, comes))).status).toBe(403);
      const { entry, ...confirmers } = await entersWaiting(scene, secretary, comes);
      expect(confirmers).toEqual(operatorAlone);
      await operatorConfirms(scene, entry);
    },
    async 6(scene) {
      const { round, system } = scene;
      const organisation = organisationOf(scene);
      await round.act(system.office.principal(organisation), 'submit-report-2', {
        organisation,
        content: '履责情况报告',
      });
      await disclosed(scene, organisation);
      expect(await closedBy(scene, standIns(scene).next)).toMatchObject({ phase: 'CLOSED', duties: [] });
    },
  },
);
