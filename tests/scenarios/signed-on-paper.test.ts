import { expect, vi } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { lettersTo, refused, type Scene, story, today } from './story.ts';

interface Shown {
  readonly sequence: number;
  readonly type: string;
  readonly by: string;
  readonly for?: string;
  readonly posts?: readonly object[];
  readonly data: { readonly proposal?: string };
}
const events = ({ system, round }: Scene) =>
  system.api.all<Shown>(`/rounds/${round.code}/events`, system.office.director);
const last = async (scene: Scene, type: string): Promise<Shown> => {
  const found = (await events(scene)).findLast((event) => event.type === type);
  if (!found) throw new Error(`there is no ${type}`);
  return found;
};
const team = ({ system, organisations }: Scene) => ({
  team: 'T-1',
  leader: system.office.leaders[0],
  deputies: [],
  members: system.office.inspectors.slice(0, 2),
  organisations,
});
const onPaper = async (scene: Scene) => ({
  person: scene.system.office.secretary,
  document: { number: '县委〔2026〕12号', on: await today(scene), evidence: 'e'.repeat(64) },
});

story(
  'signed-on-paper',
  { organisations: 1 },
  {
    async 1(scene) {
      const { round, system } = scene;
      const { staff } = system.office;
      await round.plan();
      await round.act(staff, 'approve-round', { decision: '县委〔2026〕12号', onBehalf: await onPaper(scene) });
      const { proposal } = (await last(scene, 'ActProposed')).data;
      expect(await refused(round.act(staff, 'confirm', { proposal }))).toMatchObject({
        status: 403,
        missing: [{ fact: 'AnotherPerson', person: staff }],
      });
      expect(await refused(round.act(system.office.director, 'form-team', team(scene)))).toMatchObject({
        missing: [{ fact: 'RoundApproved' }],
      });
    },
    async 2(scene) {
      const { round, system } = scene;
      const { staff, director, secretary } = system.office;
      const { proposal } = (await last(scene, 'ActProposed')).data;
      await round.act(director, 'confirm', { proposal });
      const onBehalf = await onPaper(scene);
      expect(await last(scene, 'ActConfirmed')).toMatchObject({ by: director, data: { onBehalf } });
      expect(await last(scene, 'RoundApproved')).toMatchObject({
        by: staff,
        for: secretary,
        posts: [{ post: 'SECRETARY', place: system.office.committee }],
      });
      expect(await lettersTo(scene, secretary)).toEqual(['act-on-behalf SECRETARY']);
      await vi.waitFor(
        () => {
          const mail = system.mail.received.find(({ letter }) => letter.endsWith(`/act-on-behalf/${secretary}`));
          expect(mail?.subject).toContain('代为录入事项告知书：批准本轮巡察');
          expect(mail?.text).toContain('县委〔2026〕12号');
        },
        { timeout: 20_000 },
      );
    },
    async 3(scene) {
      const { round, system } = scene;
      const { director, secretary, upperOffice } = system.office;
      const { sequence } = await last(scene, 'ActConfirmed');
      await round.act(secretary, 'object-to-act', { sequence, reason: '所签文件并非批准本轮巡察' });
      const refusal = await refused(round.act(director, 'form-team', team(scene)));
      expect(refusal).toMatchObject({
        status: 409,
        missing: [{ fact: 'ObjectionSettled', heldBy: 'XDL', person: secretary, sequence }],
      });
      expect(refusal.detail).toContain('settle-objection');
      const receipt = { filing: 'FIL-ARRANGEMENT-0001', onBehalf: { ...(await onPaper(scene)), person: upperOffice } };
      expect(await refused(round.act(director, 'receipt-filing', receipt))).toMatchObject({ status: 422 });
    },
    async 4(scene) {
      const { round, system } = scene;
      const { director, secretary, executiveDeputy } = system.office;
      const { sequence } = await last(scene, 'ActConfirmed');
      const settle = { sequence, upheld: true, reason: '经核对，所签文件内容不同' };
      expect(await refused(round.act(director, 'settle-objection', settle))).toMatchObject({ status: 403 });
      await round.act(executiveDeputy, 'settle-objection', settle);
      const refusal = await refused(round.act(director, 'form-team', team(scene)));
      expect(refusal).toMatchObject({
        status: 409,
        missing: [{ fact: 'ObjectionPutRight', heldBy: 'XDL', person: secretary }],
      });
      expect(refusal.title).toContain('does the act themselves');
    },
    async 5(scene) {
      const { round, system } = scene;
      const { director, executiveDeputy } = system.office;
      const { sequence } = await last(scene, 'ActConfirmed');
      const settle = { sequence, upheld: false, reason: '书记已重新审阅并同意' };
      await round.act(executiveDeputy, 'settle-objection', settle);
      expect((await last(scene, 'ObjectionSettled')).data).toMatchObject({ putRight: 'SETTLED' });
      await round.act(director, 'form-team', team(scene));
      expect((await verifyLedger(system.pool, round.code)).faults).toEqual([]);
    },
  },
);
