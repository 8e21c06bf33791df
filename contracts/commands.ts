/** Every command of a round: its name (the contract: API action and Temporal Update alike), what people call it, and
 *  what it carries. Who may and when stands in the rule book, `domain/round/steps/`. */
import type {
  AppraisalVerdict,
  Area,
  Channel,
  Code,
  Day,
  DisclosureScope,
  Disposal,
  Exposure,
  FeedbackParty,
  Grade,
  HearingBody,
  KeyMatter,
  Language,
  MeasureType,
  Power,
  OpinionSubject,
  OpinionVerdict,
  ProgressCounts,
  Prose,
  ReferralTrigger,
  RequestSubject,
  TransferAddressee,
  TransferKind,
} from '../domain/vocabulary.ts';

/** `on`: the day the thing really happened, for paper that arrives late; today if absent. */
interface Dated {
  readonly on?: Day | undefined;
}
interface OfOrganisation extends Dated {
  readonly organisation: Code;
}
interface OfTransfer extends Dated {
  readonly transfer: Code;
}
interface OfRequest extends Dated {
  readonly request: Code;
}
interface OfFinding extends Dated {
  readonly finding: Code;
}
interface OfReferral extends Dated {
  readonly referral: Code;
}
interface OfFiling extends Dated {
  readonly filing: Code;
}
interface OfPaper extends Dated {
  readonly paper: Code;
}
interface OfItem extends Dated {
  readonly item: Code;
}
/** An act that takes a position on a major question names the request for instruction that covers it (J-V.5c). */
interface Major {
  readonly request?: Code | undefined;
}
/** A duty is named by its key: `R-2026-01/O-07/report-1`. */
interface OfDuty extends Dated {
  readonly duty: string;
}

export interface DecidedFinding {
  readonly code: Code;
  readonly area: Area;
  readonly category: string;
  readonly content: Prose;
  readonly papers?: readonly Code[] | undefined;
}
export interface DecidedTransfer {
  readonly code: Code;
  readonly to: TransferAddressee;
  readonly kind: TransferKind;
  readonly content: Prose;
  readonly priority?: boolean | undefined;
}
export interface PlannedItem {
  readonly finding: Code;
  readonly goal: Prose;
  readonly measures: readonly { readonly type: MeasureType; readonly content: Prose }[];
  readonly leader: Code;
  readonly unit: Code;
  readonly dueOn: Day;
  /** `true`, or the days on which later reports are owed (the schedule that accepting a long-term item needs). */
  readonly longTerm?: boolean | readonly Day[] | undefined;
}

export interface CommandPayloads {
  'approve-round': Dated & { readonly decision: string };
  'reject-round': Dated & { readonly reason: Prose };
  'remove-from-scope': OfOrganisation & { readonly person: Code; readonly reason: Prose };
  'form-team': Dated & {
    readonly team: Code;
    readonly leader: Code;
    readonly deputies: readonly Code[];
    readonly members: readonly Code[];
    readonly organisations: readonly Code[];
    readonly exceptions?:
      | readonly { readonly person: Code; readonly reason: Prose; readonly approver: Code }[]
      | undefined;
  };
  'authorize-leader': Dated & {
    readonly team: Code;
    readonly decision: string;
    readonly organisations: readonly Code[];
    readonly from: Day;
    readonly to: Day;
  };
  'sign-undertaking': Dated & { readonly person: Code };
  'replace-member': Dated & {
    readonly team: Code;
    readonly out: Code;
    readonly in: Code;
    readonly reason: Prose;
    /** Stands in for the pool, as in `form-team`. */
    readonly exception?: { readonly reason: Prose; readonly approver: Code } | undefined;
  };
  /** `from`: an organisation of the round, or a department. */
  'request-material': Dated & {
    readonly from: Code;
    readonly content: Prose;
    readonly dueOn?: Day | undefined;
  };
  'provide-material': OfRequest;
  'refuse-material': OfRequest & { readonly reason: Prose };
  mobilise: Dated;
  'publish-entry-notice': OfOrganisation & { readonly channels: readonly Channel[]; readonly intakeClosesOn: Day };
  enter: OfOrganisation;
  'open-paper': OfPaper & {
    readonly organisation: Code;
    readonly area: Area;
    readonly category: string;
    readonly keyMatter?: KeyMatter | undefined;
    readonly power?: Power | undefined;
    readonly content: Prose;
    readonly evidence: readonly string[];
    /** The other handler: a paper is the work of two. */
    readonly second: Code;
  };
  'review-paper': OfPaper;
  'sign-paper': OfPaper;
  'withdraw-paper': OfPaper & { readonly reason: Prose; readonly second: Code };
  /** What a key-person sheet says, its three criteria included, is sealed before it travels (J-V.2a). */
  'seal-key-person': Dated & { readonly sheet: Code; readonly content: Prose };
  'raise-request': OfRequest & { readonly subject: RequestSubject; readonly content: Prose };
  'approve-request': OfRequest & { readonly reason?: Prose | undefined };
  'reject-request': OfRequest & { readonly reason?: Prose | undefined };
  'issue-immediate-item': OfItem &
    Major & { readonly organisation: Code; readonly content: Prose; readonly dueOn: Day };
  'sign-immediate-item': OfItem;
  'answer-immediate-item': OfItem & { readonly content: Prose };
  'confirm-immediate-item': OfItem;
  'withdraw-team': OfOrganisation & { readonly reason?: Prose | undefined };
  'request-support': Dated & { readonly from: 'FD'; readonly content: Prose; readonly dueOn?: Day | undefined };
  'give-support': OfRequest;
  'report-progress': OfOrganisation & { readonly counts: ProgressCounts };
  'appraise-member': Dated & {
    readonly person: Code;
    readonly verdict: AppraisalVerdict;
    readonly content: Prose;
  };
  'submit-report': OfOrganisation & {
    readonly used: readonly Code[];
    readonly unused: readonly { readonly paper: Code; readonly reason: Prose }[];
    readonly content: Prose;
  };
  'review-report': OfOrganisation;
  'return-report': OfOrganisation & { readonly reason: Prose };
  hear: Dated & { readonly body: HearingBody; readonly organisations: readonly Code[]; readonly minutes: Prose };
  'decide-results': OfOrganisation & {
    readonly findings: readonly DecidedFinding[];
    readonly transfers: readonly DecidedTransfer[];
    readonly decision: string;
  };
  'give-feedback': OfOrganisation & Major & { readonly to: FeedbackParty; readonly content: Prose };
  'sign-feedback': OfOrganisation & { readonly as: FeedbackParty };
  'send-transfer': OfTransfer;
  'receive-transfer': OfTransfer;
  'return-transfer': OfTransfer & { readonly reason: Prose };
  'redirect-transfer': OfTransfer & { readonly to: TransferAddressee; readonly kind?: TransferKind | undefined };
  'set-disposal': OfTransfer & { readonly disposal: Disposal; readonly form?: 1 | 2 | 3 | 4 | undefined };
  'set-handling': OfTransfer & { readonly content: Prose };
  'feed-back-transfer': OfTransfer & {
    readonly content: Prose;
    readonly counts?: Readonly<Record<string, number>> | undefined;
  };
  'accept-transfer': OfTransfer;
  'ask-more': OfTransfer & { readonly reason?: Prose | undefined };
  'submit-plan': OfOrganisation & { readonly items: readonly PlannedItem[] };
  /** `on` is what the opinion is on; it is always given today. */
  'give-opinion': {
    readonly organisation: Code;
    readonly on: OpinionSubject;
    readonly verdict: OpinionVerdict;
    readonly content: Prose;
  };
  'accept-plan': OfOrganisation;
  'return-plan': OfOrganisation & { readonly reason: Prose };
  'report-item': OfFinding & { readonly grade: Grade; readonly content: Prose; readonly evidence: readonly string[] };
  'submit-report-1': OfOrganisation & { readonly content: Prose };
  'submit-report-2': OfOrganisation & { readonly content: Prose };
  'accept-finding': OfFinding;
  'return-finding': OfFinding & { readonly reason: Prose; readonly dueOn: Day };
  'merge-finding': OfFinding & { readonly into: Code };
  'split-finding': OfFinding & { readonly into: readonly Code[] };
  'waive-finding': OfFinding & { readonly reason: Prose };
  'report-subsequent': OfFinding & { readonly content: Prose };
  'draw-verification': OfOrganisation;
  'record-verification': OfFinding & { readonly passed: boolean; readonly content: Prose };
  /** Points by criterion of the pack's scheme. */
  evaluate: OfOrganisation & { readonly scores: Readonly<Record<string, number>>; readonly content: Prose };
  disclose: OfOrganisation & {
    readonly scope: DisclosureScope;
    readonly channel: Channel;
    readonly from: Day;
    readonly to: Day;
    readonly content: Prose;
  };
  'exempt-disclosure': OfOrganisation & {
    readonly scope: DisclosureScope;
    readonly finding?: Code | undefined;
    readonly reason: Prose;
  };
  'raise-referral': OfOrganisation & {
    readonly trigger: ReferralTrigger;
    readonly evidence: readonly string[];
    readonly content: Prose;
  };
  'accept-referral': OfReferral;
  'decline-referral': OfReferral & { readonly reason: Prose };
  'record-referral-outcome': OfReferral & { readonly content: Prose };
  /** `by` is `protected`; the API adds the reporter as a sealed text of its own. */
  'report-retaliation': Dated & {
    readonly content: Prose;
    readonly organisation?: Code | undefined;
    readonly reporter?: Prose | undefined;
  };
  'link-missed-finding': OfOrganisation & {
    readonly earlierRound: Code;
    readonly source: Exposure;
    readonly content: Prose;
  };
  'file-upward': OfFiling & { readonly content: Prose };
  'receipt-filing': OfFiling;
  guide: Dated & { readonly content: Prose };
  'answer-guidance': Dated & { readonly guidance: Code; readonly content: Prose };
  'request-extension': OfDuty & { readonly to: Day; readonly reason: Prose };
  /** `to`: another day than the one requested, or the day where none was. */
  'grant-extension': OfDuty & { readonly to?: Day | undefined; readonly reason: Prose };
  'refuse-extension': OfDuty & { readonly reason: Prose };
  'hand-over': OfOrganisation & { readonly newPrincipal: Code };
  'sign-hand-over': OfOrganisation;
  /** `target`: the key of a duty, or the code of a finding or transfer. */
  supervise: Dated & { readonly target: string; readonly dueOn: Day; readonly content: Prose };
  'answer-supervision': Dated & { readonly supervision: Code; readonly content: Prose };
  /** `shown`: the hash of the dry run that was looked at (`GET /rounds/{round}/pack-change?pack=`). */
  'change-pack': Dated & {
    readonly pack: string;
    readonly reason: Prose;
    readonly approver: Code;
    readonly shown: string;
  };
  'suspend-round': Dated & { readonly reason: Prose };
  'resume-round': Dated & { readonly reason: Prose };
  'cancel-round': Dated & { readonly reason: Prose };
  'sign-letter': Dated & { readonly letter: string };
  'close-round': Dated;
  'go-live': Dated;
}

export type CommandName = keyof CommandPayloads;

/** What each command is called: `title` in the Temporal UI and API, `verb` in a Chinese refusal (不得…). */
export const commandTitles: Readonly<Record<CommandName, { readonly title: string; readonly verb: string }>> = {
  'approve-round': { title: 'Approve the round', verb: '批准本轮巡察' },
  'reject-round': { title: 'Reject the round', verb: '否决本轮巡察' },
  'remove-from-scope': { title: 'Take a principal out of scope', verb: '调整巡察范围' },
  'form-team': { title: 'Form an inspection team', verb: '组建巡察组' },
  'authorize-leader': { title: 'Authorise a team leader for this task', verb: '授权巡察组组长' },
  'sign-undertaking': { title: 'Sign the confidentiality undertaking', verb: '签订保密承诺' },
  'replace-member': { title: 'Replace a member of a team', verb: '调整巡察组成员' },
  'request-material': { title: 'Ask for material', verb: '调取资料' },
  'provide-material': { title: 'Provide the material asked for', verb: '提供资料' },
  'refuse-material': { title: 'Refuse the material asked for', verb: '拒绝提供资料' },
  mobilise: { title: 'Hold the mobilisation meeting', verb: '动员部署' },
  'publish-entry-notice': { title: 'Publish the inspection notice', verb: '发布巡察公告' },
  enter: { title: 'Enter the inspected organisation', verb: '进驻' },
  'open-paper': { title: 'Open a working paper', verb: '制作问题底稿' },
  'review-paper': { title: 'Review a working paper in the team meeting', verb: '经组务会审核问题底稿' },
  'sign-paper': { title: 'Sign a working paper', verb: '签字确认问题底稿' },
  'withdraw-paper': { title: 'Withdraw a working paper', verb: '撤回问题底稿' },
  'seal-key-person': { title: 'Seal a key-person sheet', verb: '封存重点人情况表' },
  'raise-request': { title: 'Raise a request for instruction', verb: '请示' },
  'approve-request': { title: 'Approve a request for instruction', verb: '批准请示' },
  'reject-request': { title: 'Reject a request for instruction', verb: '否决请示' },
  'issue-immediate-item': { title: 'Issue an item for immediate rectification', verb: '交办立行立改事项' },
  'sign-immediate-item': { title: 'Sign for an item for immediate rectification', verb: '签收立行立改事项' },
  'answer-immediate-item': { title: 'Answer an item for immediate rectification', verb: '报送立行立改情况' },
  'confirm-immediate-item': { title: 'Confirm an item for immediate rectification', verb: '确认立行立改事项' },
  'request-support': { title: 'Ask for professional support', verb: '提请专业支持' },
  'give-support': { title: 'Give professional support', verb: '提供专业支持' },
  'report-progress': { title: 'Report the progress of the stay', verb: '报告进展' },
  'withdraw-team': { title: 'Withdraw the team', verb: '撤离' },
  'appraise-member': { title: 'Appraise a member of a team', verb: '考核巡察组成员' },
  'submit-report': { title: 'Submit the inspection report', verb: '提交巡察报告' },
  'review-report': { title: 'Pass the inspection report', verb: '审核通过巡察报告' },
  'return-report': { title: 'Return the inspection report', verb: '退回巡察报告' },
  hear: { title: 'Record a hearing of the reports', verb: '听取汇报' },
  'decide-results': { title: 'Decide the use of results', verb: '研究决定成果运用' },
  'give-feedback': { title: 'Give the feedback', verb: '反馈' },
  'sign-feedback': { title: 'Sign for the feedback', verb: '签收反馈意见' },
  'send-transfer': { title: 'Send a transfer', verb: '移交' },
  'receive-transfer': { title: 'Sign for a transfer', verb: '签收移交' },
  'return-transfer': { title: 'Return a transfer as not ours', verb: '退回移交' },
  'redirect-transfer': { title: 'Redirect a returned transfer', verb: '改送移交' },
  'set-disposal': { title: 'Set the disposal of a clue', verb: '处置线索' },
  'set-handling': { title: 'Set the handling of a matter', verb: '办理事项' },
  'feed-back-transfer': { title: 'Feed back on a transfer', verb: '反馈办理情况' },
  'accept-transfer': { title: 'Accept the outcome of a transfer', verb: '认可办理结果' },
  'ask-more': { title: 'Ask for more on a transfer', verb: '要求补充' },
  'submit-plan': { title: 'Submit the rectification plan', verb: '报送整改方案' },
  'give-opinion': { title: 'Give an opinion on the plan or the report', verb: '提出会审意见' },
  'accept-plan': { title: 'Accept the rectification plan', verb: '通过整改方案' },
  'return-plan': { title: 'Return the rectification plan', verb: '退回整改方案' },
  'report-item': { title: 'Report on a finding', verb: '报送整改事项' },
  'submit-report-1': { title: 'Submit the rectification report', verb: '报送整改情况报告' },
  'submit-report-2': { title: "Submit the principal's duty report", verb: '报送主要负责人履责情况报告' },
  'accept-finding': { title: 'Strike a finding off the ledger', verb: '销号' },
  'return-finding': { title: 'Return a finding for second rectification', verb: '退回二次整改' },
  'merge-finding': { title: 'Merge a finding into another', verb: '合并问题' },
  'split-finding': { title: 'Split a finding', verb: '拆分问题' },
  'waive-finding': { title: 'Waive a finding', verb: '批准问题免予整改' },
  'report-subsequent': { title: 'Report on a long-term finding', verb: '报送后续整改情况' },
  'draw-verification': { title: 'Draw findings to verify', verb: '抽取销号问题核查' },
  'record-verification': { title: 'Record a verification', verb: '登记核查结果' },
  evaluate: { title: 'Evaluate the rectification', verb: '评估整改' },
  disclose: { title: 'Disclose the rectification', verb: '公开整改情况' },
  'exempt-disclosure': { title: 'Exempt from disclosure', verb: '免予公开' },
  'raise-referral': { title: 'Raise an accountability referral', verb: '提出追责建议' },
  'accept-referral': { title: 'Accept a referral', verb: '受理追责建议' },
  'decline-referral': { title: 'Decline a referral', verb: '不受理追责建议' },
  'record-referral-outcome': { title: 'Record the outcome of a referral', verb: '反馈追责结果' },
  'report-retaliation': { title: 'Report retaliation, under protection', verb: '反映打击报复' },
  'link-missed-finding': { title: 'Link a finding that an earlier round missed', verb: '登记应发现未发现问题' },
  'file-upward': { title: 'File upward', verb: '上报' },
  'receipt-filing': { title: 'Sign for a filing', verb: '签收上报材料' },
  guide: { title: 'Give guidance', verb: '提出指导意见' },
  'answer-guidance': { title: 'Answer guidance', verb: '答复指导意见' },
  'request-extension': { title: 'Ask for an extension', verb: '申请延期' },
  'grant-extension': { title: 'Grant an extension', verb: '准予延期' },
  'refuse-extension': { title: 'Refuse an extension', verb: '不予延期' },
  'hand-over': { title: 'Hand over to a new principal', verb: '办理主要负责人交接' },
  'sign-hand-over': { title: 'Sign for the hand-over', verb: '签字接任' },
  supervise: { title: 'Press an item (supervision)', verb: '督办' },
  'answer-supervision': { title: 'Answer a supervision', verb: '答复督办' },
  'change-pack': { title: 'Change the policy pack', verb: '调整规则包' },
  'suspend-round': { title: 'Suspend the round', verb: '中止本轮巡察' },
  'resume-round': { title: 'Resume the round', verb: '恢复本轮巡察' },
  'cancel-round': { title: 'Cancel the round', verb: '取消本轮巡察' },
  'sign-letter': { title: 'Sign for a letter', verb: '签收文书' },
  'close-round': { title: 'Close the round', verb: '办结归档' },
  'go-live': { title: 'Go live: the history is entered, the clocks run', verb: '转入正式运行' },
};

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandTitles, name);

export const commandNames: readonly CommandName[] = Object.keys(commandTitles).filter(isCommandName);

/** The command of this name, or undefined: for names that come from outside. */
export const commandNamed = (name: string): CommandName | undefined => (isCommandName(name) ? name : undefined);

/** What a command is called by people who read this language. */
export const commandTitle = (name: CommandName, language: Language): string =>
  commandTitles[name][language === 'zh' ? 'verb' : 'title'];
