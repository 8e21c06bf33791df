/** The life of the matrix’s round, over HTTP, from stage to stage: at each of them everybody is asked what they may do. */
import type { ApiHarness } from '../harness.ts';
import { prose } from '../harness.ts';
import type { ExampleRound } from '../../../examples/round.ts';

type Step = () => Promise<unknown>;
const HASH = 'e'.repeat(64);
const LATER = '2099-01-01';
const FINDINGS = ['F-0001', 'F-0002', 'F-0003'];

/** Each stage with what leads to it from the one before. */
export function stagesOf(
  harness: ApiHarness,
  round: ExampleRound,
  [own, other]: readonly [string, string],
): Readonly<Record<string, Step>> {
  const { office } = harness;
  const { director, secretary, leadingGroupLeader: leads, disciplineOrgan, organisationDepartment } = office;
  const [leader = '', otherLeader = ''] = office.leaders;
  const [inspector = '', second = ''] = office.inspectors;
  const [liaison, principal] = [office.liaison(own), office.principal(own)];
  const team = (i: number) => ({
    team: `T-${i + 1}`,
    leader: office.leaders[i] ?? '',
    deputies: [],
    members: office.inspectors.slice(2 * i, 2 * i + 2),
    organisations: [[own, other][i] ?? ''],
  });
  const authority = (i: number) => ({
    team: `T-${i + 1}`,
    organisations: [[own, other][i] ?? ''],
    decision: `授-${round.code}-${i + 1}`,
    from: '2020-01-01',
    to: LATER,
  });
  const both = async (work: (organisation: string, lead: string) => Promise<unknown>) => {
    await work(own, leader);
    await work(other, otherLeader);
  };
  const paper = { paper: 'PAPER-1', organisation: own, area: 'CLEAN', category: 'CLEAN-3', content: '底稿' };
  const transfer = (code: string) => ({ transfer: code });
  const done = { content: '情况' };
  let proposal = '';

  return {
    planned: () => round.plan(),
    approved: () => round.act(secretary, 'approve-round', { decision: `批-${round.code}` }),
    formed: async () => {
      for (const i of [0, 1]) await round.act(director, 'form-team', team(i));
    },
    authorised: async () => {
      for (const i of [0, 1]) {
        await round.act(secretary, 'authorize-leader', authority(i));
        const { members } = team(i);
        for (const person of [office.leaders[i] ?? '', ...members])
          await round.act(person, 'sign-undertaking', { person });
      }
    },
    mobilised: async () => {
      await round.act(director, 'mobilise', {});
      await round.act(director, 'file-upward', { filing: 'FIL-ARRANGEMENT-0001', ...done });
    },
    noticed: () =>
      both((organisation) =>
        round.act(director, 'publish-entry-notice', { organisation, channels: ['LETTER'], intakeClosesOn: LATER }),
      ),
    onSite: async () => {
      await both((organisation, lead) => round.act(lead, 'enter', { organisation }));
      const asked = { ...paper, evidence: [HASH] };
      const { duties } = await round.act<{ duties: { key: string }[] }>(inspector, 'open-paper', asked);
      proposal = duties[0]?.key.split('/')[1] ?? '';
      await round.act(leader, 'issue-immediate-item', { item: 'I-1', organisation: own, ...done, dueOn: LATER });
      await round.act(leader, 'raise-request', { request: 'Q-1', subject: 'OTHER', ...done });
      await round.act(director, 'request-material', { from: own, ...done });
      await round.act(director, 'request-support', { from: 'FD', ...done });
    },
    answered: async () => {
      await round.act(second, 'confirm', { proposal });
      for (const step of ['review-paper', 'sign-paper']) await round.act(leader, step, { paper: 'PAPER-1' });
      await round.act(liaison, 'sign-immediate-item', { item: 'I-1' });
      await round.act(liaison, 'answer-immediate-item', { item: 'I-1', ...done });
    },
    withdrawn: async () => {
      await round.act(leader, 'confirm-immediate-item', { item: 'I-1' });
      await both((organisation, lead) => round.act(lead, 'withdraw-team', { organisation }));
    },
    reported: async () => {
      await round.act(leader, 'submit-report', { organisation: own, used: ['PAPER-1'], unused: [], content: '报告' });
      await round.act(otherLeader, 'submit-report', { organisation: other, used: [], unused: [], content: '报告' });
    },
    reviewed: () => both((organisation) => round.act(director, 'review-report', { organisation })),
    heard: async () => {
      for (const body of ['LG', 'SSM', 'PSC'])
        await round.act(secretary, 'hear', { body, organisations: [own, other], minutes: '纪要' });
    },
    decided: async () => {
      const finding = (code: string) => ({ code, area: 'CLEAN', category: 'CLEAN-3', content: '问题' });
      const transfers = [
        { code: 'T-001', to: 'DISC', kind: 'CLUE', content: '线索' },
        { code: 'T-002', to: 'OD', kind: 'MATTER', content: '事项' },
        { code: 'T-003', to: 'FD', kind: 'MATTER', content: '事项' },
      ];
      const decision = { decision: `定-${round.code}` };
      const findings = FINDINGS.map(finding);
      await round.act(secretary, 'decide-results', { organisation: own, findings, transfers, ...decision });
      const others = { findings: [finding('F-0004')], transfers: [] };
      await round.act(secretary, 'decide-results', { organisation: other, ...others, ...decision });
    },
    fedBack: () => round.giveFeedback(),
    signed: () => round.signFeedback(),
    sent: async () => {
      for (const code of ['T-001', 'T-002', 'T-003']) await round.act(director, 'send-transfer', transfer(code));
    },
    received: async () => {
      await round.act(disciplineOrgan, 'receive-transfer', transfer('T-001'));
      await round.act(organisationDepartment, 'receive-transfer', transfer('T-002'));
      await round.act(office.functionalDepartment, 'receive-transfer', transfer('T-003'));
      await round.act(office.functionalDepartment, 'return-transfer', { ...transfer('T-003'), reason: '不属本部门' });
    },
    planIn: async () => {
      await round.act(disciplineOrgan, 'set-disposal', { ...transfer('T-001'), disposal: 'CONCLUDED', form: 1 });
      await round.act(disciplineOrgan, 'feed-back-transfer', { ...transfer('T-001'), ...done });
      await round.act(organisationDepartment, 'set-handling', { ...transfer('T-002'), ...done });
      await round.act(liaison, 'submit-plan', prose.plan(harness, own, FINDINGS));
    },
    rectifying: async () => {
      await round.act(director, 'accept-plan', { organisation: own });
      const duty = `${round.code}/${own}/report-1`;
      await round.act(liaison, 'request-extension', { duty, to: await dayAfter(harness, round, duty), reason: '理由' });
      await round.act(director, 'supervise', { target: 'T-002', dueOn: LATER, ...done });
      const referral = { organisation: own, trigger: 'T1', evidence: [HASH], ...done };
      await round.act(director, 'raise-referral', referral);
      await round.act(office.upperOffice, 'guide', done);
    },
    suspended: () => round.actTogether([secretary, office.standingCommittee], 'suspend-round', { reason: '中止' }),
    rectified: async () => {
      await round.act(secretary, 'resume-round', { reason: '恢复' });
      for (const finding of FINDINGS) await round.act(liaison, 'report-item', prose.reportItem(finding));
      await round.act(liaison, 'submit-report-1', { organisation: own, ...done });
      await round.act(principal, 'submit-report-2', { organisation: own, ...done });
    },
    accepted: async () => {
      for (const finding of FINDINGS) await round.act(director, 'accept-finding', { finding });
      await round.act(director, 'draw-verification', { organisation: own });
      await round.act(leads, 'accept-referral', { referral: 'REF-0001' });
    },
  };
}

/** A day that the longest extension still allows. */
async function dayAfter(harness: ApiHarness, round: ExampleRound, key: string): Promise<string> {
  const duties = await harness.api.all<{ key: string; dueOn: string }>(
    `/rounds/${round.code}/duties`,
    harness.office.director,
  );
  const { dueOn = '' } = duties.find((duty) => duty.key === key) ?? {};
  return new Date(Date.parse(dueOn) + 86_400_000).toISOString().slice(0, 10);
}
