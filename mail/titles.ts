/** What letters call things: posts, those who owe, what is owed, what started a clock. For the office to review. */
import { type Clause, clauses } from '../opinion/clauses.ts';
import type { Duty } from '../domain/dossier/duty.ts';
import { type DutyKind, dutyKinds } from '../domain/policy/pack.ts';
import { isAtOrganisation, type Post, type Role } from '../domain/people/posts.ts';
import type { LetterFacts } from './facts.ts';
import type { LetterKind } from '../domain/dossier/letter.ts';

export const letterTitles: Readonly<Record<LetterKind, string>> = {
  green: '绿色提醒函',
  yellow: '黄色预警函',
  red: '红色催办函',
  top: '逐级升级呈报函',
  'feedback-copy': '巡察反馈抄告函',
  supervision: '督办函',
  undelivered: '文书未送达通知',
  'immediate-item': '立行立改通知书',
  'extension-granted': '准予延期通知书',
  'extension-refused': '不予延期通知书',
};

/** Each stands after the name of its committee or organisation. */
export const postTitles: Readonly<Record<Post, string>> = {
  SECRETARY: '书记',
  STANDING_COMMITTEE: '常委会经办同志',
  DISCIPLINE_SECRETARY: '纪委书记',
  ORGANISATION_HEAD: '组织部部长',
  LG_LEADER: '巡察工作领导小组组长',
  LG_EXECUTIVE_DEPUTY: '巡察工作领导小组常务副组长',
  LG_DEPUTY: '巡察工作领导小组副组长',
  OFFICE_DIRECTOR: '巡察办主任',
  OFFICE_STAFF: '巡察办工作人员',
  DISCIPLINE_ORGAN: '纪检监察机关经办负责人',
  ORGANISATION_DEPARTMENT: '组织部门经办负责人',
  FUNCTIONAL_DEPARTMENT: '有关职能部门经办负责人',
  UPPER_OFFICE: '上级巡视巡察办',
  PRINCIPAL: '主要负责人',
  LIAISON: '联络员',
  PERSON_IN_CHARGE: '整改工作具体负责人',
  LEADER_IN_CHARGE: '分管领导',
};

type Places = Pick<LetterFacts, 'committeeName' | 'organisation'>;

/** A post with its place: 某局党组主要负责人. */
export function postWithPlace(post: Post, { committeeName, organisation }: Places): string {
  const place = isAtOrganisation(post) ? (organisation?.name ?? '被巡察党组织') : committeeName;
  return `${place}${postTitles[post]}`;
}

/** Who owes, as the subject of a sentence. */
export function debtorOf({ owedBy }: Duty, { organisation }: Places): string {
  const name = organisation?.name ?? '被巡察党组织';
  if (owedBy === 'ORG') return name;
  return owedBy === 'PR' ? `${name}主要负责人` : roleTitles[owedBy];
}

const roleTitles: Readonly<Record<Exclude<Role, 'ORG' | 'PR'>, string>> = {
  SEC: '党委书记',
  PSC: '党委常委会',
  SSM: '书记专题会议',
  LGL: '巡察工作领导小组组长',
  XDL: '巡察工作领导小组常务副组长',
  OFF: '巡察办',
  TL: '巡察组组长',
  TDL: '巡察组副组长',
  INS: '巡察专员',
  DISC: '纪检监察机关',
  OD: '组织部门',
  FD: '有关职能部门',
  UP: '上级巡视巡察办',
  REP: '反映问题的同志',
  SELF: '本人',
  INCOMING: '接任主要负责人',
  ADDRESSEE: '收件人',
  POST: '文书投递岗',
};

const pressed = { title: '督办答复', action: '就督办事项的办理情况答复巡察办' };

/** What is owed: its name, and what the debtor does (某某应…). */
export const dutyTitles: Readonly<Record<DutyKind, { readonly title: string; readonly action: string }>> = {
  instruction: { title: '请示批复', action: '批复巡察组请示' },
  'immediate-item': { title: '立行立改', action: '完成立行立改，并将整改情况报巡察组' },
  replacement: { title: '巡察组成员调整', action: '调整停止参加巡察工作的巡察组成员' },
  material: { title: '巡察所需资料', action: '按要求如实提供巡察所需资料' },
  'material-disc': { title: '巡察所需资料', action: '按要求提供巡察所需资料' },
  'material-od': { title: '巡察所需资料', action: '按要求提供巡察所需资料' },
  'material-fd': { title: '巡察所需资料', action: '按要求提供巡察所需资料' },
  support: { title: '巡察专业支持', action: '按要求提供专业支持' },
  'inspection-report': { title: '巡察报告', action: '将巡察报告报巡察办' },
  feedback: { title: '巡察反馈', action: '向被巡察党组织主要负责人和领导班子反馈巡察意见' },
  'receipt-principal': { title: '反馈意见签收（主要负责人）', action: '签收巡察反馈意见' },
  'receipt-body': { title: '反馈意见签收（领导班子）', action: '签收巡察反馈意见' },
  'report-1': { title: '整改情况报告', action: '将整改情况报告报巡察办' },
  'report-2': {
    title: '主要负责人履行整改第一责任人责任情况报告',
    action: '将主要负责人履行整改第一责任人责任情况报告报巡察办',
  },
  'plan-review': { title: '整改方案审核', action: '完成整改方案审核' },
  'plan-opinion': { title: '整改方案会审意见', action: '对整改方案提出会审意见' },
  'report-opinion': { title: '整改情况报告会审意见', action: '对整改情况报告提出会审意见' },
  'second-rectification': { title: '二次整改', action: '完成退回事项的二次整改，并将整改情况报巡察办' },
  'subsequent-report': { title: '后续整改情况报告', action: '将长期坚持事项的后续整改情况报巡察办' },
  verification: { title: '销号问题核查', action: '对抽中的已销号问题进行核查' },
  'further-draw': { title: '扩大比例再次抽查', action: '扩大比例再次抽取已销号问题核查' },
  'second-report': { title: '二次整改情况报告', action: '完成二次整改，并将整改情况报告报巡察办' },
  'second-evaluation': { title: '二次整改评估', action: '对二次整改进行评估' },
  'transfer-sending': { title: '移交', action: '将移交事项送交承办单位' },
  'transfer-receipt': { title: '移交签收', action: '签收巡察移交事项' },
  'transfer-answer-disc': { title: '移交问题线索办理情况', action: '向巡察办反馈移交问题线索办理情况' },
  'transfer-answer-od': { title: '移交事项办理情况', action: '向巡察办反馈移交事项办理情况' },
  'transfer-answer-fd': { title: '移交事项办理情况', action: '向巡察办反馈移交事项办理情况' },
  'transfer-more': { title: '移交办理情况补充', action: '向巡察办补充反馈移交办理情况' },
  'transfer-redirection': { title: '退回移交的改送', action: '将退回的移交改送承办单位' },
  'filing-arrangement': { title: '重要工作安排上报', action: '将巡察重要工作安排报上级巡视巡察办' },
  'filing-appointment': { title: '巡察组组长任职上报', action: '将巡察组组长任职情况报上级巡视巡察办' },
  'filing-hearing': { title: '听取巡察情况汇报材料上报', action: '将听取巡察情况汇报材料报上级巡视巡察办' },
  'filing-receipt': { title: '上报材料签收', action: '签收上报材料' },
  'guidance-answer': { title: '指导意见答复', action: '向上级巡视巡察办答复指导意见' },
  'referral-outcome': { title: '追责结果', action: '反馈追责办理结果' },
  'regular-study': { title: '定期研究巡察工作', action: '研究巡察工作，解决实际问题' },
  'term-plan': { title: '巡察工作规划', action: '制定本届巡察工作规划' },
  'implementing-opinions': { title: '实施意见', action: '制定符合地方实际的实施意见' },
  'yearly-plan': { title: '巡察工作年度计划', action: '制定巡察工作年度计划' },
  'yearly-summary': { title: '巡察工作年度总结', action: '形成巡察工作年度总结' },
  filing: { title: '上报事项', action: '向上一级巡视巡察工作领导小组报告' },
  governance: { title: '专项治理', action: '完成专项治理并向巡察办反馈情况' },
  'hand-over': { title: '整改责任交接签字', action: '就整改责任交接事项签字' },
  'supervision-org': pressed,
  'supervision-disc': pressed,
  'supervision-od': pressed,
  'supervision-fd': pressed,
  appraisal: { title: '巡察干部考核', action: '对巡察组成员作出考核评价' },
  silence: { title: '本轮巡察长期没有进展', action: '查明本轮巡察没有进展的原因，推动办理' },
  'extension-decision': { title: '延期申请', action: '研究决定延期申请' },
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
  const item = pressedKind ? `${dutyTitles[pressedKind].title}${codeOf ?? ''}` : (codeOf ?? about ?? null);
  return item === null ? dutyTitles[kind].title : `${dutyTitles[kind].title}（${item}）`;
}

const anchorTitles: ReadonlyMap<string, string> = new Map([
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
  ['TransferReturned', '承办单位退回移交事项'],
  ['TransferRedirected', '改送移交事项'],
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
