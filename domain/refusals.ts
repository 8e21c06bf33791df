/** What stands in the way, in words: per missing fact, how the API answers and what a person reads.
 *
 *  403 not your office · 409 not now · 422 not this. `title` is English, `detail` Chinese; the place in the opinion and what
 *  may therefore not be done are added where the refusal is put into words. Every text says what is missing, hence what
 *  to do next. */
interface Wording {
  readonly status: 403 | 409 | 422;
  readonly title: string;
  readonly detail: string;
}

const notNow = (title: string, detail: string): Wording => ({ status: 409, title, detail });
const notThis = (title: string, detail: string): Wording => ({ status: 422, title, detail });

export const wordings = {
  // Who
  post: { status: 403, title: 'None of your posts may do this', detail: '您现任职务无权办理此事' },
  PersonInRegistry: notThis('The person is not in the registry', '该人员未在名册中登记，请先登记'),

  // Codes and days
  OrganisationInRound: notThis('The organisation is not part of this round', '该党组织不在本轮巡察范围内'),
  FindingInRound: notThis('There is no such finding in this round', '本轮巡察没有该问题'),
  TransferInRound: notThis('There is no such transfer in this round', '本轮巡察没有该移交事项'),
  TeamInRound: notThis('There is no such team in this round', '本轮巡察没有该巡察组'),
  RequestInRound: notThis('There is no such request in this round', '本轮巡察没有该项要求，请核对编号'),
  LetterInRound: notThis('There is no such letter in this round', '本轮巡察没有该文书'),
  FreshCode: notThis('The code is already taken in this round; choose another', '该编号在本轮中已使用，请另编'),
  onNotInFuture: notThis(
    '`on` lies in the future; give the day on which it really happened',
    '所填日期尚未到来，请填实际发生日期',
  ),
  onNotBeforeWhatItAnswers: notThis(
    '`on` lies before the day of what it answers',
    '所填日期早于其所依据事项的日期，请核对',
  ),
  PeriodInOrder: notThis('The period ends before it begins', '期限的截止日早于起始日，请核对'),
  RoundOpen: notNow('The round has ended', '本轮巡察已经结束'),

  // Planning: who may inspect whom
  CommitteeInRegistry: notThis('The committee is not in the registry', '该党委（党组、工委）未登记，请先登记'),
  OrganisationInRegistry: notThis('The organisation is not in the registry', '该党组织未登记，请先登记'),
  TermOfCommittee: notThis("The term is not the committee's current term", '届期与登记的本届起始日不符'),
  PackInUse: notThis('There is no such policy pack', '没有该规则包'),
  PlannedOnce: notThis('The same item is listed twice', '同一对象重复列入'),
  NotProvincialTarget: notThis(
    'The organisation is a target of provincial inspection',
    '该党组织属省委巡视对象，不属本级巡察对象',
  ),
  ManagedByCommittee: notThis('The committee does not manage this organisation', '该党组织不由本级党委管理'),
  VillageByCounty: notThis(
    'Villages and stations are inspected by the county',
    '行政村（社区）、基层所站由县级党委巡察',
  ),
  ReasonForOptionalObject: notThis('An optional object needs a reason', '该对象属根据需要巡察的范围，须写明理由'),
  BelowTheProvince: notThis(
    'The provincial committee has an inspection of its own kind; rounds are below it',
    '省委开展的是巡视，巡察由市县及以下党委（党组、工委）开展',
  ),
  NamedByProvince: notThis('The province has not named this body to inspect', '未经省委要求开展巡察，请先登记省委文件'),
  Office: notThis('The committee has no inspection office', '尚未设立巡察办'),
  OfficeIsWorkingDepartment: notThis(
    'The office is not a working department of the committee',
    '巡察办应为党委工作部门',
  ),
  OfficeInDisciplineCommission: notThis('The office does not sit in the discipline commission', '巡察办应设在同级纪委'),
  OfficeHasFullTimeStaff: notThis('The office has no full-time staff', '巡察办应配备专职人员'),
  LeaderIsSecretaryOrDisciplineSecretary: notThis(
    "The leading group's leader must be the Party secretary or the discipline secretary",
    '领导小组组长须由同级党委书记或纪委书记担任',
  ),
  OrganisationHeadIsDeputy: notThis(
    "The organisation department's head must be deputy leader of the leading group",
    '领导小组副组长须由同级党委组织部部长担任',
  ),
  DisciplineSecretaryIsExecutiveDeputy: notThis(
    'When the Party secretary leads, the discipline secretary must be executive deputy leader',
    '党委书记任组长的，纪委书记须为常务副组长',
  ),
  Coordination: notThis('A coordinated round names its coordination', '上级统筹的巡察须写明统筹文件'),

  // Approval, teams
  RoundNotYetApproved: notNow('The round has already been approved', '本轮巡察已经批准'),
  RoundApproved: notNow('The round has not been approved', '本轮巡察尚未批准'),
  TeamNotYetFormed: notThis('A team with this code already exists', '该巡察组已经组建'),
  OrganisationWithoutTeam: notNow('The organisation already has a team', '该党组织已确定巡察组'),
  OneSeatPerPerson: notThis('A person is named twice in the team', '同一人员在组内重复列名'),
  LeaderPool: notThis('The leader is not in the leader pool', '组长人选不在组长库内，例外须写明理由和批准人'),
  TalentPool: notThis('The member is not in the talent pool', '人选不在巡察干部人才库内，例外须写明理由和批准人'),
  NotSuspended: notThis('The person is suspended from inspection work', '该人员已停止参加巡察工作'),
  FreeAtThatTime: notThis('The person sits in another team at that time', '该人员同期已在其他巡察组'),
  NoTie: notThis('The person is bound to an inspected organisation', '该人员与被巡察党组织存在应当回避的关系'),
  TeamFormed: notNow('An organisation has no team', '被巡察党组织尚未确定巡察组'),
  TeamMember: notNow('The person is in no team of this round', '该人员不是本轮巡察组成员'),
  UndertakingNotYetSigned: notNow('The undertaking has already been signed', '保密承诺已经签订'),
  LeaderNotYetAuthorized: notNow('The leader has already been authorised for this task', '本次任务已经授权'),
  LeaderAuthorized: notNow('The team leader has not been authorised for this task', '组长尚未就本次任务获得授权'),
  TeamsOrganisation: notThis("The organisations are not the team's", '授权所列党组织与该组承担的任务不一致'),
  DecisionNotUsedBefore: notThis(
    'The authorization decision has served an earlier round',
    '该授权决定已用于以往轮次，须一次一授权',
  ),
  FreshDecision: notThis(
    'The decision authorised an earlier leader of this team; a new leader needs a new one',
    '该授权决定系对原组长所作，更换组长须重新作出授权决定',
  ),
  PrincipalInScope: notThis(
    'The person is not the principal of an organisation one level below',
    '该人员不是所属下一级党组织现任主要负责人，不在巡察范围内',
  ),
  StillInScope: notNow('The person has already been taken out of scope', '该人员已经调出巡察范围'),
  DueAfterAsked: notThis('The day given lies before the request', '所定期限早于提出要求的日期，请核对'),
  NotYetProvided: notNow('What was asked for has already been provided', '所要求的事项已经提供'),
  NotYetRefused: notNow('The request has already been refused', '该项要求已经拒绝'),
  RoundNotYetMobilised: notNow('The round has already been mobilised', '本轮巡察已经动员部署'),
  RoundMobilised: notNow('The round has not been mobilised', '本轮巡察尚未动员部署'),

  // On site, report
  NoticeNotYetPublished: notNow('The notice has already been published', '巡察公告已经发布'),
  IntakeOpenAfterNotice: notThis('The intake closes before the notice is published', '受理截止日早于公告日'),
  EntryNoticePublished: notNow('The inspection notice has not been published', '尚未发布巡察公告'),
  UndertakingSigned: notNow('A member has not signed the undertaking', '巡察组成员尚未全部签订保密承诺'),
  WithinAuthorization: notThis('The day lies outside the authorisation', '进驻日期不在授权期限内'),
  TeamNotYetEntered: notNow('The team has already entered', '巡察组已经进驻'),
  TeamEntered: notNow('The team has not entered', '巡察组尚未进驻'),
  TeamStillOnSite: notNow('The team has already withdrawn', '巡察组已经撤离'),
  NotYetAppraised: notNow('The person has already been appraised for this round', '该人员本轮巡察已经考核'),
  AppraisedByAnother: notThis('Nobody appraises themselves', '不得考核本人，请由他人办理'),
  TeamWithdrawn: notNow('The team has not withdrawn', '巡察组尚未撤离'),
  ReportNotYetSubmitted: notNow('The report has already been submitted', '巡察报告已经提交'),
  ReportSubmitted: notNow('The report has not been submitted', '巡察报告尚未提交'),
  ReportNotYetReviewed: notNow('The report has already passed', '巡察报告已经审核通过'),
  ReportReviewed: notNow('The report has not passed the office', '巡察报告尚未经巡察办审核'),
  PaperSigned: notThis('There is no such signed working paper', '没有该已签字的问题底稿'),

  // Hearing, decision
  NotYetHeard: notNow('This body has already heard the report', '该会议已经听取汇报'),
  ReportHeard: notNow('A body has not heard the report', '尚未按程序听取巡察情况汇报'),
  ResultsNotYetDecided: notNow('The results have already been decided', '巡察成果运用已经研究决定'),
  ResultsDecided: notNow('The results have not been decided', '尚未研究决定巡察成果运用'),
  CategoryOfArea: notThis('The category does not belong to the area', '问题类别不属于所列领域'),
  AddresseeOfKind: notThis(
    'A clue goes to the discipline organ, a matter to the organisation department or a functional department',
    '问题线索移交纪检监察机关，事项移交组织部门或职能部门',
  ),

  // Feedback, transfer
  FeedbackNotYetGiven: notNow('The feedback has already been given', '已经反馈'),
  FeedbackGiven: notNow('The feedback has not been given', '尚未反馈'),
  FeedbackNotYetSigned: notNow('The feedback has already been signed for', '反馈意见已经签收'),
  FeedbackSigned: notNow('The feedback has not been signed for by both', '反馈意见尚未由主要负责人和领导班子双签收'),
  TransferNotYetSent: notNow('The transfer has already been sent', '该事项已经移交'),
  TransferSent: notNow('The transfer has not been sent', '该事项尚未移交'),
  TransferNotYetReceived: notNow('The transfer has already been signed for', '该移交事项已经签收'),
  TransferReceived: notNow('The transfer is not with its addressee', '该移交事项不在承办单位手中'),
  TransferReturned: notNow('The transfer has not been returned', '该移交事项未被退回'),
  TransferFedBack: notNow('The outcome of the transfer has not been fed back', '承办单位尚未反馈办理情况'),
  Clue: notThis('Only a clue has a disposal', '该移交事项不是问题线索'),
  Matter: notThis('Only a matter has a handling', '该移交事项是问题线索，应由纪检监察机关处置'),
  DisposalSet: notNow('No disposal has been set', '尚未作出线索处置'),
  HandlingSet: notNow('No handling has been set', '尚未作出办理安排'),

  // Rectification
  PlanNotYetSubmitted: notNow('A plan has already been submitted', '整改方案已经报送'),
  PlanSubmitted: notNow('No plan has been submitted', '尚未报送整改方案'),
  PlanNotYetAccepted: notNow('The plan has already been accepted', '整改方案已经通过'),
  PlanAccepted: notNow('The plan has not been accepted', '整改方案尚未通过'),
  FindingOfOrganisation: notThis("The finding is not this organisation's", '该问题不属于该党组织'),
  FindingPlanned: notThis('The plan leaves out a finding', '整改方案遗漏问题，须条条列入'),
  ItemReported: notNow('Nothing has been reported on this finding', '该问题尚未报送整改情况'),
  ItemDone: notNow('The finding is not reported as done', '该问题尚未报告完成'),
  Evidence: notNow('The report gives no evidence', '所报整改情况没有佐证材料'),
  ScheduleOfReports: notNow('A long-term item needs a schedule of later reports', '长期坚持事项须列明后续报告日期'),
  FindingNotYetAccepted: notNow('The finding has already been struck off', '该问题已经销号'),
  NewDayAhead: notThis('The new date lies in the past', '新的整改期限早于退回日期'),
  ReportNotYetIn: notNow('The report is already in', '该报告已经报送'),
  RectificationReportSubmitted: notNow('The rectification report is not in', '整改情况报告尚未报送'),
  PrincipalReportSubmitted: notNow("The principal's duty report is not in", '主要负责人履责情况报告尚未报送'),
  FindingNotYetExempt: notNow('The finding is already exempt', '该问题已批准免予公开'),
  NotYetDisclosed: notNow('Already disclosed or exempt', '已经公开或者免予公开'),

  // Letters, closing
  LetterNotYetSent: notNow('The letter has already been sent', '该文书已经发出'),
  LetterOnItsWay: notNow('The letter is not on its way', '该文书不在投递中'),
  LetterSent: notNow('The letter has not been sent', '该文书尚未发出'),
  LetterNotYetSigned: notNow('The letter has already been signed for', '该文书已经签收'),
  FindingAccepted: notNow('A finding has not landed', '尚有问题未销号'),
  TransferAccepted: notNow('A transfer has not landed', '尚有移交事项未办结'),
  Disclosed: notNow('A disclosure is neither made nor exempt', '整改情况尚未公开，也未批准免予公开'),
} as const satisfies Record<string, Wording>;

export type FactName = keyof typeof wordings;
