/** What letters say of things, beyond their titles: who owes, what is to be done, what started a term. For the office to review. */
import { type Clause, clauses } from '../opinion/clauses.ts';
import type { Duty } from '../domain/dossier/duty.ts';
import { type DutyKind, dutyKinds } from '../domain/policy/pack.ts';
import { isAtOrganisation, type Post } from '../domain/people/posts.ts';
import type { LetterFacts } from './facts.ts';
import { postTitles, roleTitles, dutyTitles } from '../domain/dossier/titles.ts';

type Places = Pick<LetterFacts, 'committeeName' | 'organisation'>;

/** A post with its place: 某局党组主要负责人. */
export function postWithPlace(post: Post, { committeeName, organisation }: Places): string {
  const place = isAtOrganisation(post) ? (organisation?.name ?? '被巡察党组织') : committeeName;
  return `${place}${postTitles[post].zh}`;
}

/** Who owes, as the subject of a sentence. */
export function debtorOf({ owedBy }: Duty, { organisation }: Places): string {
  const name = organisation?.name ?? '被巡察党组织';
  if (owedBy === 'ORG') return name;
  return owedBy === 'PR' ? `${name}主要负责人` : roleTitles[owedBy].zh;
}

const pressed = '就督办事项的办理情况答复巡察办';

/** What the debtor does: 某某应…. */
export const dutyActions: Readonly<Record<DutyKind, string>> = {
  instruction: '批复巡察组请示',
  'immediate-item': '完成立行立改，并将整改情况报巡察组',
  replacement: '调整停止参加巡察工作的巡察组成员',
  material: '按要求如实提供巡察所需资料',
  'material-disc': '按要求提供巡察所需资料',
  'material-od': '按要求提供巡察所需资料',
  'material-fd': '按要求提供巡察所需资料',
  support: '按要求提供专业支持',
  'inspection-report': '将巡察报告报巡察办',
  feedback: '向被巡察党组织主要负责人和领导班子反馈巡察意见',
  'receipt-principal': '签收巡察反馈意见',
  'receipt-body': '签收巡察反馈意见',
  'report-1': '将整改情况报告报巡察办',
  'report-2': '将主要负责人履行整改第一责任人责任情况报告报巡察办',
  'plan-review': '完成整改方案审核',
  'plan-opinion': '对整改方案提出会审意见',
  'report-opinion': '对整改情况报告提出会审意见',
  'second-rectification': '完成退回事项的二次整改，并将整改情况报巡察办',
  'subsequent-report': '将长期坚持事项的后续整改情况报巡察办',
  verification: '对抽中的已销号问题进行核查',
  'further-draw': '扩大比例再次抽取已销号问题核查',
  'second-report': '完成二次整改，并将整改情况报告报巡察办',
  'second-evaluation': '对二次整改进行评估',
  'transfer-sending': '将移交事项送交承办单位',
  'transfer-receipt': '签收巡察移交事项',
  'transfer-answer-disc': '向巡察办反馈移交问题线索办理情况',
  'transfer-answer-od': '向巡察办反馈移交事项办理情况',
  'transfer-answer-fd': '向巡察办反馈移交事项办理情况',
  'transfer-more': '向巡察办补充反馈移交办理情况',
  'transfer-redirection': '将退回的移交改送承办单位',
  'filing-arrangement': '将巡察重要工作安排报上级巡视巡察办',
  'filing-appointment': '将巡察组组长任职情况报上级巡视巡察办',
  'filing-hearing': '将听取巡察情况汇报材料报上级巡视巡察办',
  'filing-receipt': '签收上报材料',
  'guidance-answer': '向上级巡视巡察办答复指导意见',
  'referral-outcome': '反馈追责办理结果',
  'regular-study': '研究巡察工作，解决实际问题',
  'term-plan': '制定本届巡察工作规划',
  'implementing-opinions': '制定符合地方实际的实施意见',
  'yearly-plan': '制定巡察工作年度计划',
  'yearly-summary': '形成巡察工作年度总结',
  filing: '向上一级巡视巡察工作领导小组报告',
  governance: '完成专项治理并向巡察办反馈情况',
  'hand-over': '就整改责任交接事项签字',
  'supervision-org': pressed,
  'supervision-disc': pressed,
  'supervision-od': pressed,
  'supervision-fd': pressed,
  appraisal: '对巡察组成员作出考核评价',
  confirmation: '审核待确认事项并确认或者退回',
  objection: '查明代为录入事项是否属实，作出处理决定',
  silence: '查明本轮巡察没有进展的原因，推动办理',
  'extension-decision': '研究决定延期申请',
};

/** The duty's name, with what it presses, or the code of what it is about. */
export function titleOf({ kind, transfer, finding, about, supervises }: Duty): string {
  const pressedKind = dutyKinds.find(
    (each) =>
      each ===
      supervises
        ?.split('/')
        .at(-1)
        ?.replace(/\.\d+$/, ''),
  );
  const codeOf = transfer ?? finding ?? null;
  const item = pressedKind ? `${dutyTitles[pressedKind].zh}${codeOf ?? ''}` : (codeOf ?? about ?? null);
  return item === null ? dutyTitles[kind].zh : `${dutyTitles[kind].zh}（${item}）`;
}

const anchorTitles: ReadonlyMap<string, string> = new Map([
  ['ActObjected', '本人对代为录入事项提出异议'],
  ['ObjectionSettled', '异议成立'],
  ['SilenceNoticed', '本轮巡察长期没有办理记录'],
  ['RequestRaised', '巡察组请示'],
  ['ImmediateItemIssued', '巡察组交办立行立改事项'],
  ['MemberReplaced', '更换巡察组成员'],
  ['MemberSuspended', '巡察组成员停止参加巡察工作'],
  ['MaterialRequested', '提出资料要求'],
  ['SupportRequested', '提请专业支持'],
  ['TeamWithdrawn', '巡察组撤离'],
  ['ReportReturned', '巡察报告退回'],
  ['ResultsDecided', '研究决定巡察成果运用'],
  ['FeedbackGiven', '反馈巡察意见'],
  ['FeedbackSigned', '主要负责人和领导班子均已签收反馈意见，以较晚一份签收为准'],
  ['FeedbackServed', '反馈意见已由主要负责人和领导班子签收或者依规送达，以较晚一份为准'],
  ['PlanSubmitted', '报送整改方案'],
  ['RectificationReportSubmitted', '报送整改情况报告'],
  ['FindingAccepted', '问题销号'],
  ['VerificationDrawn', '抽取销号问题核查'],
  ['FindingReopened', '核查发现整改不实，恢复整改'],
  ['RectificationEvaluated', '整改评估未通过'],
  ['FindingReturned', '巡察办退回二次整改'],
  ['ExtensionRequested', '申请延期'],
  ['HandedOver', '主要负责人变动交接'],
  ['SupervisionOrdered', '巡察办督办'],
  ['FindingMerged', '问题合并，承接二次整改'],
  ['FindingSplit', '问题拆分，承接二次整改'],
  ['TransferSent', '送交移交事项'],
  ['TransferReceived', '承办单位签收移交事项'],
  ['TransferServed', '移交事项已依规送达承办单位'],
  ['TransferReturned', '承办单位退回移交事项'],
  ['TransferRedirected', '改送移交事项'],
  ['TransferRedecided', '重新研究决定移交事项'],
  ['MoreAsked', '巡察办要求补充办理情况'],
  ['RoundApproved', '批准本轮巡察'],
  ['LeaderAuthorized', '授权任职'],
  ['ReportHeard', '听取巡察情况汇报'],
  ['FiledUpward', '上报材料'],
  ['GuidanceGiven', '上级巡视巡察办提出指导意见'],
  ['ReferralAccepted', '领导小组受理追责建议'],
  ['WorkBegan', '建立党委巡察工作台账'],
  ['TermBegan', '新一届开始'],
  ['YearBegan', '年度开始'],
  ['StudyRecorded', '上次研究巡察工作'],
  ['DocumentAdopted', '文件审定'],
  ['DirectorChanged', '巡察办主任任免'],
  ['GovernanceOpened', '启动专项治理'],
  ['GovernanceReturned', '巡察办退回专项治理'],
]);
/** An event without a title is named as the ledger names it. */
export const anchorTitle = (event: string): string => anchorTitles.get(event) ?? `台账事件${event}`;

export const OPINION = '《中共吉林省委关于建立巡察制度的意见》';

/** Where a rule stands: 《…意见》五（四）[J-V.4d]. */
export const citation = (clause: Clause): string => `${OPINION}${clauses[clause]}[${clause}]`;
