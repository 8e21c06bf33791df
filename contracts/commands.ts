/** Every command of a round: its name (the contract: API action and Temporal Update alike), what people call it, and
 *  what it carries. Who may and when stands in the rule book, `domain/round/`. */
import type {
  AppraisalVerdict,
  Area,
  Channel,
  Code,
  Day,
  DisclosureScope,
  Disposal,
  FeedbackParty,
  Grade,
  HearingBody,
  MeasureType,
  ProgressCounts,
  Prose,
  TransferAddressee,
  TransferKind,
} from './basics.ts';

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
  'request-support': Dated & { readonly from: 'FD'; readonly content: Prose; readonly dueOn?: Day | undefined };
  'give-support': OfRequest;
  'report-progress': OfOrganisation & { readonly counts: ProgressCounts };
  'withdraw-team': OfOrganisation;
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
  'give-feedback': OfOrganisation & { readonly to: FeedbackParty; readonly content: Prose };
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
  'accept-plan': OfOrganisation;
  'return-plan': OfOrganisation & { readonly reason: Prose };
  'report-item': OfFinding & { readonly grade: Grade; readonly content: Prose; readonly evidence: readonly string[] };
  'submit-report-1': OfOrganisation & { readonly content: Prose };
  'submit-report-2': OfOrganisation & { readonly content: Prose };
  'accept-finding': OfFinding;
  'return-finding': OfFinding & { readonly reason: Prose; readonly dueOn: Day };
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
  'sign-letter': Dated & { readonly letter: string };
  'close-round': Dated;
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
  'accept-plan': { title: 'Accept the rectification plan', verb: '通过整改方案' },
  'return-plan': { title: 'Return the rectification plan', verb: '退回整改方案' },
  'report-item': { title: 'Report on a finding', verb: '报送整改事项' },
  'submit-report-1': { title: 'Submit the rectification report', verb: '报送整改情况报告' },
  'submit-report-2': { title: "Submit the principal's duty report", verb: '报送主要负责人履责情况报告' },
  'accept-finding': { title: 'Strike a finding off the ledger', verb: '销号' },
  'return-finding': { title: 'Return a finding for second rectification', verb: '退回二次整改' },
  disclose: { title: 'Disclose the rectification', verb: '公开整改情况' },
  'exempt-disclosure': { title: 'Exempt from disclosure', verb: '免予公开' },
  'sign-letter': { title: 'Sign for a letter', verb: '签收文书' },
  'close-round': { title: 'Close the round', verb: '办结归档' },
};

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandTitles, name);

export const commandNames: readonly CommandName[] = Object.keys(commandTitles).filter(isCommandName);

/** The command of this name, or undefined: for names that come from outside. */
export const commandNamed = (name: string): CommandName | undefined => (isCommandName(name) ? name : undefined);
