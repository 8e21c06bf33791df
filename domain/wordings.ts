/** What stands in the way, in words: per missing fact, how the API answers and what a person reads.
 *
 *  403 not your office · 409 not now · 422 not this. `title` is English, `detail` Chinese; the place in the opinion and what
 *  may therefore not be done are added where the refusal is put into words. Every text says what is missing, and so what
 *  to do next. */
interface Wording {
  readonly status: 403 | 409 | 422;
  readonly title: string;
  readonly detail: string;
}

const notNow = (title: string, detail: string): Wording => ({ status: 409, title, detail });
const notThis = (title: string, detail: string): Wording => ({ status: 422, title, detail });

/** The fact `post` of a person who holds the right one at another organisation or committee. */
export const postElsewhere: Wording = {
  status: 403,
  title: 'Your post is not at this organisation or committee',
  detail: '您所任职务不在该党组织或者本级党委，无权办理此事',
};

export const wordings = {
  // Who
  post: { status: 403, title: 'None of your posts may do this', detail: '您现任职务无权办理此事' },
  PersonInRegistry: notThis('The person is not in the registry', '该人员未在名册中登记，请先登记'),

  AnotherPerson: {
    status: 403,
    title: 'What you did yourself is for another person to decide: ask another holder of a post that may',
    detail: '本人经办的事项不得由本人审核、决定或者确认，请由其他有权人员办理',
  },

  Recused: {
    status: 403,
    title:
      'You are tied to this organisation and do not act on it: another holder of the post acts, or whoever is put in your place by `command`, done by `namedBy`',
    detail:
      '您与该党组织存在应当回避的关系，须予回避；请由同职责的其他人员办理，或者由namedBy所列人员通过command所列事项另行指定人员办理',
  },
  LeaderOfLeadingGroup: {
    status: 403,
    title:
      'Whoever acts as leader of the leading group is Party secretary or discipline secretary that day: change the post in the registry, or have a substitute named (name-substitute)',
    detail:
      '领导小组组长须由现任同级党委书记或者纪委书记担任；请先在名册中调整任职，或者由党委书记、常委会经办指定人员代行（name-substitute）',
  },

  // Codes and days
  OrganisationInRound: notThis('The organisation is not part of this round', '该党组织不在本轮巡察范围内'),
  OrganisationStillInRound: notNow(
    'The organisation has left the round: act on the organisation in `successor`; where none is named, nothing more is done of it here',
    '该党组织已经退出本轮巡察范围，请对successor所列承接的党组织办理；未列承接党组织的，本轮不再办理',
  ),
  SuccessorNamed: notThis(
    'An organisation that is merged or renamed goes on under another one: name it in `successor`',
    '合并、更名的，须在successor中填写承接的党组织',
  ),
  AnotherSuccessor: notThis(
    'No organisation succeeds itself: name another one in `successor`',
    '不得由该党组织自身承接，请另填承接的党组织（successor）',
  ),
  NewName: notThis(
    'The organisation in `successor` is inspected in this round itself: where the two are one now, give MERGED',
    'successor所列党组织本身在本轮巡察范围内，两个党组织合并的，请按合并（MERGED）办理',
  ),
  SuccessorManaged: notThis(
    'The successor is managed by another committee: let the organisation leave without one (DISSOLVED), and tell that committee what is open',
    '承接的党组织由其他党委管理，请按撤销（DISSOLVED）办理退出，并将未办结事项告知该党委',
  ),
  SameSteps: notNow(
    'The two organisations have not come as far: bring the one that is behind to the steps in `differing` first; what was found of both is then rectified and reported together',
    '两个党组织办理进度不同，请先将进度在后的办理至differing所列环节，此后合并整改、合并报告',
  ),
  PostponedBeforeDecision: notNow(
    'Results have been decided for it, and what was found is rectified: it is put off no more; a successor may take it on (MERGED, RENAMED), or a finding is waived (waive-finding)',
    '该党组织已经研究决定巡察成果运用，发现的问题须整改到位，不得暂缓；可以由承接的党组织继续整改（MERGED、RENAMED），或者办理免予整改（waive-finding）',
  ),
  PostponedWithoutSuccessor: notThis(
    'What is put off goes on under its own name in a later round: leave `successor` out',
    '暂缓的党组织以后另行巡察，请勿填写承接的党组织（successor）',
  ),
  FindingInRound: notThis('There is no such finding in this round', '本轮巡察没有该问题'),
  TransferInRound: notThis('There is no such transfer in this round', '本轮巡察没有该移交事项'),
  TeamInRound: notThis('There is no such team in this round', '本轮巡察没有该巡察组'),
  PaperInRound: notThis('There is no such working paper in this round', '本轮巡察没有该问题底稿'),
  ItemInRound: notThis('There is no such immediate item in this round', '本轮巡察没有该立行立改事项'),
  DutyInRound: notThis('There is no such duty in this round', '本轮巡察没有该项办理事项'),
  ProposalInRound: notThis('There is no such proposal here: check its code', '没有该项待确认事项，请核对编号'),
  ProposalOpen: notNow('The proposal has had its answer', '该项待确认事项已有确认结果，无需重复办理'),
  EntryInRound: notThis(
    'There is no entry under this number whose day can be corrected: give the number that the ledger shows (GET …/events)',
    '台账中没有可以更正日期的该项登记，请核对登记序号',
  ),
  AnotherDay: notThis('The entry has this day already', '该项登记已是此日期，无需更正'),
  DayOfEntry: notThis(
    'Nothing happened after it was entered: give the day in `latest`, or an earlier one',
    '实际发生日期不得晚于登记之日，请改填latest所列日期或者其前的日期',
  ),
  NotAfterItsAnswer: notThis(
    'The day lies after that of its answer: correct the answer first, or give an earlier day',
    '所填日期晚于后续办理日期，请先更正后续办理事项的日期，或者改填较早日期',
  ),
  DaysInOrder: notThis(
    'The days of notice, entry, withdrawal, report and decision would not be in order: check the day',
    '更正后公告、进驻、撤离、报告、决定的日期先后不符，请核对',
  ),
  RequestInRound: notThis('There is no such request in this round', '本轮巡察没有该项要求，请核对编号'),
  LetterInRound: notThis('There is no such letter in this round', '本轮巡察没有该文书'),
  FreshCode: notThis('The code is already taken; choose another', '该编号已使用，请另编'),
  onNotInFuture: notThis(
    '`on` lies in the future; give the day on which it really happened',
    '所填日期尚未到来，请填实际发生日期',
  ),
  onNotBeforeWhatItAnswers: notThis(
    '`on` lies before the day of what it answers',
    '所填日期早于其所依据事项的日期，请核对',
  ),
  OwnActToday: notThis(
    'What you do for yourself counts from today: leave `on` out; what was handed in on paper before, the office records (record-arrival), and it counts from its arrival',
    '本人承办的事项自录入之日起算，请勿填写更早的日期（on）；此前已以纸质送达的，请巡察办登记纸质来件（record-arrival），以收到日为准',
  ),
  WithinPaperDays: notThis(
    'What starts a clock, and a receipt, may lie only as many days back as the pack says: give the day in `earliest`, or a later one',
    '签收和起算期限的日期，最早只能填写earliest所列日期，请改填该日或者其后的日期',
  ),
  DayOfDocument: notThis(
    'The day of the paper lies after its arrival, or before what it answers: give the day that stands on the paper',
    '文件日期晚于收到日期，或者早于其所答复事项的日期，请按文件上的日期填写',
  ),
  DutyStillOwed: notNow(
    'The duty is closed: nothing more arrives for it; what was entered wrongly is corrected (`correct`)',
    '该事项已办结或者已停止计时，不再登记来件；原记录有误的，请办理更正（correct）',
  ),
  MetOnPaper: notThis(
    'No paper that the office records meets this duty: whoever owes it acts here',
    '该事项不以巡察办登记纸质来件的方式办理，请由承办人员在系统中办理',
  ),
  AnotherRecords: {
    status: 403,
    title:
      'Whoever owes it neither records nor compares its arrival: ask another person of the office, or act here today',
    detail: '承办人员不得登记或者核对本人承办事项的来件，请由巡察办其他人员办理，或者由本人当日在系统中办理',
  },
  LeaderCompares: {
    status: 403,
    title: 'The duty has gone overdue since: record the arrival again, and the leader of the leading group confirms it',
    detail: '该事项其间已经逾期，请重新登记来件，由领导小组组长确认',
  },
  NeededByAct: notThis(
    'What came on paper lacks the field named in `field`: give it as it stands on the paper',
    '登记的来件缺少field所列内容，请按纸质材料补填',
  ),
  ArrivalMeetsDuty: notNow(
    'What came on paper does not meet this duty: record first what is owed before it',
    '所登记的来件不能办结该事项，请先登记在其之前应报的来件',
  ),
  PeriodInOrder: notThis('The period ends before it begins', '期限的截止日早于起始日，请核对'),
  RoundRunning: notNow('The round is suspended; it must be resumed first', '本轮巡察已经中止，须先恢复'),
  RoundSuspended: notNow('The round is not suspended', '本轮巡察未中止'),
  NothingDecided: notNow(
    'Results have been decided, and what was found is rectified: let an organisation leave the scope (leave-scope), waive a finding (waive-finding), or suspend the round (suspend-round)',
    '已经研究决定巡察成果运用，发现的问题须整改到位，不得取消本轮巡察；确有需要的，可以办理退出巡察范围（leave-scope）、免予整改（waive-finding）或者中止（suspend-round）',
  ),
  RoundOpen: notNow('The round has ended', '本轮巡察已经结束'),
  RoundOpenToReports: notNow(
    'The round has ended: report it in a round of the committee that is under way, or to the discipline organ itself',
    '本轮巡察已经结束，请在本级党委正在进行的巡察中反映，或者直接向纪检监察机关反映',
  ),
  DayOnPaper: notThis(
    'While history is entered `on` is needed: the day on which it really happened',
    '补录期间须逐项填写实际发生日期（on）',
  ),
  PaperBeforeEntry: notThis(
    'What is entered from paper lies before the day on which the round was entered here (`enteredOn`); what happened since is done by whoever it belongs to, once the round has gone live (go-live)',
    '补录事项的日期须早于本轮录入系统之日（enteredOn）；此后发生的事项，请先转入正式运行（go-live），再由承办人自行办理',
  ),
  PaperNamed: notThis(
    'A decision, receipt or disposal that is entered from paper names it: `document` with its number, its day, and the hash of the scan (evidence) or where it is kept (kept)',
    '补录的决定、签收和处置须写明纸质文件（document）：文号、日期，以及扫描件校验值（evidence）或者原件存放处（kept）',
  ),
  NothingEnteredSince: notNow(
    'Something has been entered since it was proposed: propose it again',
    '提请确认后又有补录内容，请重新提请确认',
  ),
  HistoryBeingEntered: notNow('No history is being entered in this round', '本轮巡察不在补录期间'),

  // Planning: who may inspect whom
  CommitteeInRegistry: notThis('The committee is not in the registry', '该党委（党组、工委）未登记，请先登记'),
  OrganisationInRegistry: notThis('The organisation is not in the registry', '该党组织未登记，请先登记'),
  TermOfCommittee: notThis("The term is not the committee's current term", '届期与登记的本届起始日不符'),
  PackInUse: notThis('There is no such policy pack', '没有该规则包'),
  PackForRegion: notThis(
    'The pack gives more time than the opinion, and is for committees of `province` alone: take one that is as strict as the opinion; where the committee lies there, the office above registers its `region` first',
    '该规则包的期限宽于《意见》，仅适用于province所列省份的党委（党组、工委），请改用与《意见》一致的规则包；确属该省的，请上级巡察办先在名册中登记region',
  ),
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
  NamedByAnother: notThis(
    'Nobody names themselves as a substitute: name another person',
    '不得指定本人代行，请指定其他人员',
  ),
  NotYetActing: notThis(
    'The person acts by this post already: name another one',
    '该人员已任该职或者已被指定代行，请指定其他人员',
  ),
  DeputyOfLeadingGroup: notThis(
    'In the place of the leader of the leading group acts its secretary, its discipline secretary or a deputy leader: name one of them',
    '代行组长职责的，须为同级党委书记、纪委书记或者领导小组副组长，请从中指定',
  ),
  HolderBarred: notNow(
    'A holder of the post is free to act: let them do it; a post that nobody holds is filled in the registry',
    '该职务尚有无需回避的任职人员，请由其办理；该职务空缺的，请先在名册中登记任职',
  ),
  TeamFormed: notNow('An organisation has no team', '被巡察党组织尚未确定巡察组'),
  TeamMember: notNow('The person is in no team of this round', '该人员不是本轮巡察组成员'),
  UndertakingNotYetSigned: notNow('The undertaking has already been signed', '保密承诺已经签订'),
  LeaderNotYetAuthorized: notNow('The leader has already been authorised for this task', '本次任务已经授权'),
  LeaderAuthorized: notNow('The team leader has not been authorised for this task', '组长尚未就本次任务获得授权'),
  LaterEnd: notThis(
    'The authorisation lasts until `until` already: name a later day',
    '现授权期限截至until所列日期，请填写更晚的截止日期',
  ),
  TeamsOrganisation: notThis("The organisations are not the team's", '授权所列党组织与该组承担的任务不一致'),
  DecisionNotUsedBefore: notThis(
    'The authorization decision has served an earlier round',
    '该授权决定已用于以往轮次，须一次一授权',
  ),
  FreshDecision: notThis(
    'The decision has authorised a leader of this team before, or extended that; a new leader or a new end needs a new one',
    '该决定已用于本组此前的授权或者延期，更换组长或者再次延期须重新作出决定',
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
  WithinAuthorization: notThis(
    "The day lies outside the leader's authorisation (`from`, `to`), or is entered too long after it: the committee or the leading group's leader may extend it (extend-authorization)",
    '所填日期不在组长授权期限（from至to）内，或者录入过迟；需要继续工作的，请由党委或者领导小组组长延长授权期限（extend-authorization）',
  ),
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
  PaperEvidence: notThis('A working paper needs evidence', '问题底稿没有佐证材料，请附佐证材料的校验值'),
  PaperNotWithdrawn: notNow('The working paper has been withdrawn', '该问题底稿已经撤回'),
  PaperNotYetReviewed: notNow('The team meeting has already reviewed the paper', '该问题底稿已经组务会审核'),
  PaperReviewed: notNow('The team meeting has not reviewed the paper', '该问题底稿尚未经组务会审核'),
  PaperNotYetSigned: notNow('The working paper has already been signed', '该问题底稿已经签字'),
  PaperNotYetReported: notNow('The report already accounts for the paper', '该问题底稿已在巡察报告中列明'),
  PaperSettled: notNow(
    'A working paper is neither signed nor withdrawn',
    '尚有问题底稿未签字也未撤回，请先签字或者撤回',
  ),
  PaperReported: notThis(
    'The report leaves out a signed working paper: use it, or list it with a reason',
    '巡察报告遗漏已签字的问题底稿，须列入使用或者写明未使用理由',
  ),
  PaperListedOnce: notThis('The report lists a working paper twice', '巡察报告重复列明同一问题底稿'),
  PaperUsed: notThis('The report did not use this working paper', '巡察报告未使用该问题底稿，不能作为问题依据'),
  SheetNamesNobody: notThis(
    "The sheet bears a person's code; number it, so that it names nobody",
    '表号不得使用人员编号，请另编不指向个人的表号',
  ),
  RequestRaised: notThis('There is no such request for instruction in this round', '本轮巡察没有该请示'),
  RequestNotYetAnswered: notNow('The request has already been answered', '该请示已经批复'),
  RequestApproved: notNow(
    'No approved request for instruction covers this act',
    '涉及重大问题，尚未请示或者请示未获批准',
  ),
  RequestCovers: notThis(
    'The request is about something else, or is of another team',
    '该请示的事项或者所属巡察组与本事项不符',
  ),
  RequestNotYetUsed: notNow('The request already covers another act', '该请示已用于其他事项，须一事一请示'),
  DueInsideStay: notThis(
    "The day lies outside the stay: from today to the end of the leader's authorisation",
    '整改期限不在驻点期间，应在交办之日至授权截止日之间',
  ),
  ItemNotYetSigned: notNow('The immediate item has already been signed for', '该立行立改事项已经签收'),
  ItemSigned: notNow('The immediate item has not been signed for', '该立行立改事项尚未签收'),
  ItemAnswered: notNow('An immediate item has not been answered', '尚有立行立改事项未报送整改情况'),
  ItemNotYetConfirmed: notNow('The immediate item has already been confirmed', '该立行立改事项已经确认'),

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
  DepartmentIsFunctional: notThis(
    'Only a transfer to a functional department names one: leave department out, or send it to FD',
    '只有移交职能部门的事项才填写具体部门：请去掉department，或者改为移交职能部门（FD）',
  ),
  DepartmentOfPost: notThis(
    'Only the post of a functional department has a department: leave department out, or name a substitute for FUNCTIONAL_DEPARTMENT',
    '只有职能部门岗位才填写具体部门：请去掉department，或者将for改为FUNCTIONAL_DEPARTMENT',
  ),
  DepartmentNotInspected: notThis(
    'The department is the organisation that is inspected: send the matter to another department, or to the organisation department',
    '该部门就是被巡察党组织，不得办理涉及自身的事项：请移交其他职能部门或者组织部门',
  ),
  DepartmentHeld: notNow(
    'Nobody holds the post of this functional department: have the office enter it in the registry (a FUNCTIONAL_DEPARTMENT post of the committee that names the organisation), then decide',
    '名册中尚无人担任该职能部门的经办负责人：请巡察办先在名册中登记（本级党委FUNCTIONAL_DEPARTMENT岗位，注明该单位），再行移交',
  ),

  // Feedback, transfer
  FeedbackNotYetGiven: notNow('The feedback has already been given', '已经反馈'),
  FeedbackGiven: notNow('The feedback has not been given', '尚未反馈'),
  FeedbackNotYetSigned: notNow(
    'The feedback has already been signed for, or served: nothing is left to be done about its receipt',
    '反馈意见已经签收或者送达，无需再办理签收',
  ),
  ServingInPack: notNow(
    'The policy pack of this round serves nothing: whoever it is for signs, here or on paper (record-arrival)',
    '本轮巡察所用规则包未规定送达，请由当事人签收，或者由巡察办登记其纸质回执（record-arrival）',
  ),
  UnsignedForDays: notNow(
    'It has not lain unsigned for the days of the pack: serve it from the day in `from` on, unless it is signed for before',
    '未签收的天数尚未达到规则包规定，自from所列日期起仍未签收的，方可送达',
  ),
  TwoWitnesses: notThis(
    'It needs two different witnesses, neither of whom enters it: name two others',
    '送达须有两名见证人，两人不得相同，也不得为录入人，请另行填写',
  ),
  WitnessOutside: notThis(
    'A witness holds a post at the inspected organisation: name somebody from outside it',
    '见证人不得为被巡察党组织人员，请另行填写',
  ),
  FeedbackSigned: notNow('The feedback has not been signed for by both', '反馈意见尚未由主要负责人和领导班子双签收'),
  TransferNotYetSent: notNow('The transfer has already been sent', '该事项已经移交'),
  TransferSent: notNow('The transfer has not been sent', '该事项尚未移交'),
  TransferNotYetReceived: notNow(
    'The transfer has already been signed for, or served: its addressee goes on with it',
    '该移交事项已经签收或者送达，请承办单位继续办理',
  ),
  TransferReceived: notNow('The transfer is not with its addressee', '该移交事项不在承办单位手中'),
  TransferReturned: notNow('The transfer has not been returned', '该移交事项未被退回'),
  TransferWithNobody: notNow(
    'The transfer is with its addressee: it is decided afresh before it is sent, or once its addressee has returned it (return-transfer)',
    '该移交事项正由承办单位办理，尚未移交或者由承办单位退回（return-transfer）后，方可重新研究决定',
  ),
  KindAsDecided: notThis(
    'Whether it is a clue or a matter stays as decided; the secretary or the standing committee decides otherwise (decide-transfer)',
    '问题线索与事项的性质以党委研究决定为准，改送时不得变更；确需变更的，由党委书记或者常委会重新研究决定（decide-transfer）',
  ),
  DecidedOtherwise: notThis(
    'It is decided so already: name another kind or another addressee; a returned one is sent on by the office (redirect-transfer)',
    '该移交事项已按此决定，请另填性质或者承办单位；已退回的，由巡察办改送（redirect-transfer）',
  ),
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
  PlanQuorum: notNow('Too few reviewers agree with the plan', '同意整改方案的会审单位未达到规定数量'),
  FindingOfOrganisation: notThis("The finding is not this organisation's", '该问题不属于该党组织'),
  FindingPlanned: notThis('The plan leaves out a finding', '整改方案遗漏问题，须条条列入'),
  ItemReported: notNow('Nothing has been reported on this finding', '该问题尚未报送整改情况'),
  ItemDone: notNow('The finding is not reported as done', '该问题尚未报告完成'),
  Evidence: notNow('The report gives no evidence', '所报整改情况没有佐证材料'),
  ScheduleOfReports: notNow('A long-term item needs a schedule of later reports', '长期坚持事项须列明后续报告日期'),
  FindingNotYetAccepted: notNow('The finding has already been struck off', '该问题已经销号'),
  FindingStillCounts: notNow(
    'The finding has been merged, split or waived',
    '该问题已合并、拆分或批准免予整改，请在承接的问题项下办理',
  ),
  AnotherFinding: notThis('A finding is not merged into itself', '问题不能并入自身，请另选承接的问题'),
  PlannedDayAhead: notThis('The planned date lies before the plan', '整改期限早于方案报送之日'),
  ScheduleInOrder: notThis(
    'The days of the later reports lie ahead, each after the one before',
    '后续报告日期须晚于方案报送之日，并按先后次序填写',
  ),
  NewDayAhead: notThis('The new date lies in the past', '新的整改期限早于退回日期'),
  SubsequentReportOwed: notNow('No later report is owed on this finding', '该问题没有应报送的后续整改报告'),
  ReportOfItsPeriod: notNow(
    'The time that the next report is to tell of has not begun',
    '下一期后续整改报告所属期间尚未开始，请待上一期报告日过后报送',
  ),
  SubsequentReported: notNow('A later report on a long-term finding is owed', '长期坚持事项尚有后续整改报告未报送'),
  FindingToVerify: notNow('No accepted finding is left to verify', '没有尚未核查的已销号问题'),
  FindingDrawn: notNow('The finding is not drawn, or already verified', '该问题未被抽中或者已经核查'),
  VerificationRecorded: notNow('A finding that was drawn has not been verified', '被抽中的问题尚未核查'),
  VerificationDrawn: notNow(
    'A verification failed, and no further draw was made',
    '核查发现不实，尚未扩大比例再次抽查',
  ),
  EvaluationScheme: notNow(
    "The round's pack has no scheme of evaluation",
    '本轮规则包没有整改评估办法，请先换用规则包',
  ),
  ScoresOfScheme: notThis(
    'The scores are not those of the scheme: each criterion, from 0 to its weight',
    '评分与评估办法不符，须逐项评分且不超过该项分值',
  ),
  SecondReportSubmitted: notNow('The second rectification report is not in', '二次整改情况报告尚未报送'),
  EvaluationPassed: notNow('The rectification has not passed its second evaluation', '二次整改尚未通过评估'),
  ReportNotYetIn: notNow('The report is already in', '该报告已经报送'),
  RectificationReportSubmitted: notNow('The rectification report is not in', '整改情况报告尚未报送'),
  PrincipalReportSubmitted: notNow("The principal's duty report is not in", '主要负责人履责情况报告尚未报送'),
  FindingNotYetExempt: notNow('The finding is already exempt', '该问题已批准免予公开'),
  NotYetDisclosed: notNow('Already disclosed or exempt', '已经公开或者免予公开'),

  // Accountability, upward
  ReferralInRound: notThis('There is no such referral in this round', '本轮巡察没有该追责建议'),
  ReferralEvidence: notThis('A referral needs evidence', '追责建议须附证据材料'),
  ReferralNotYetDecided: notNow('The referral has already been decided', '该追责建议已经研究'),
  ReferralAccepted: notNow('The referral is not with the discipline organ', '该追责建议不在纪检监察机关办理中'),
  ReporterSealed: notThis(
    'The reporter has not been sealed: report by the API, which does it',
    '反映人信息未经密封，请通过系统接口反映',
  ),
  EarlierRoundOfCommittee: notThis(
    'There is no such earlier round of this committee',
    '本级党委没有该轮以往巡察，请核对编号',
  ),
  CoveredByEarlierRound: notThis(
    'The earlier round did not inspect this organisation, or its results were never decided',
    '该轮巡察未覆盖该党组织，或者尚未研究决定成果运用',
  ),
  FilingInRound: notThis('There is no such filing in this round', '本轮巡察没有该上报事项'),
  FilingNotYetSent: notNow('The filing has already been sent', '该事项已经上报'),
  FiledUpward: notNow('The filing has not been sent', '该事项尚未上报'),
  ReceiptOnPaper: {
    status: 403,
    title:
      'The office above signs for it; where it has nobody here, enter its receipt on paper: give `document` with its number, day and the hash of the scan',
    detail:
      '上报材料由上级巡视巡察机构签收；上级机构没有人员使用本系统的，由巡察办录入其纸质回执，请填写回执文号、日期和扫描件校验值（document）',
  },
  UpperOfficeAbsent: {
    status: 403,
    title: 'The office above has somebody here, who signs for it: leave `document` out, and ask the office above',
    detail: '上级巡视巡察机构已有人员使用本系统，由其自行签收，巡察办不得录入纸质回执，请商请上级机构签收',
  },
  FilingNotYetReceipted: notNow('The filing has already been signed for', '该上报材料已经签收'),
  GuidanceInRound: notThis('There is no such guidance in this round', '本轮巡察没有该指导意见'),
  GuidanceNotYetAnswered: notNow('The guidance has already been answered', '该指导意见已经答复'),
  // A committee's own work
  YearOfDocument: notThis(
    'A yearly plan or summary needs its year, the next one at the latest; other documents have none',
    '年度计划、年度总结须写明年度（至迟为下一年度），其他文件不填年度',
  ),
  DocumentNotYetAdopted: notNow('The document has already been adopted', '该文件已经审定'),
  NewTermRegistered: notNow('The registry has no newer term of this committee', '名册中没有新一届的起始日，请先登记'),
  DirectorInRegistry: notNow('The registry does not have this person as office director', '名册中该人员未任巡察办主任'),
  DirectorNotInRegistry: notNow('The registry still has this person as office director', '名册中该人员仍任巡察办主任'),
  DirectorChangeNotYetReported: notNow('This change has already been reported', '该任免已经登记'),
  FilingOpened: notThis('There is no such filing', '没有该上报事项'),
  TendencyProposed: notNow(
    'Findings of this category stand in too few organisations of the term',
    '该类问题在本届涉及的党组织不足，不属普遍性、倾向性问题',
  ),
  GovernanceNotYetOpen: notNow('Special governance of this category is already open', '该类问题的专项治理正在进行'),
  GovernanceOpened: notThis('There is no such special governance', '没有该专项治理'),
  GovernanceUnderWay: notNow('The special governance is not with the department', '该专项治理不在职能部门办理中'),
  GovernanceAnswered: notNow('The department has not reported the outcome', '职能部门尚未反馈专项治理情况'),
  // Extension
  DutyOpen: notNow('The duty is no longer open', '该事项已经办结或者停止计时'),
  DutyWithDay: notNow('The duty has no due day that could be moved', '该事项未设具体期限，无需延期'),
  DutyEndedByAct: notNow(
    'A silence is not extended: the next act of anybody in the round ends it',
    '长期没有进展的提醒不予延期：本轮巡察中任何人办理一项工作，该提醒即告终止',
  ),
  ExtensionNotYetRequested: notNow(
    'An extension is already requested; its decision is awaited',
    '已经申请延期，尚待研究决定',
  ),
  ExtensionRequested: notNow(
    'No extension is requested; a grant without a request names the new day',
    '没有待决定的延期申请；未经申请而准予延期的，须写明新期限',
  ),
  ExtensionLeft: notNow('The duty has been extended as often as the pack lets', '该事项延期次数已达规则包上限'),
  ExtensionInTime: notNow(
    'The duty is overdue: no extension of it is asked for or granted any more; it can still be met, late',
    '该事项已经逾期，不再申请或者批准延期；请尽快办结，逾期情况如实载明',
  ),
  ExtensionWithinLongest: notThis(
    'The new day lies beyond the longest extension of the pack (`latest`)',
    '新期限超过规则包允许的最长延期，最晚为latest所列日期',
  ),
  LaterDay: notThis(
    'The new day does not lie after the day in force, or is past already',
    '新期限须晚于现期限，且不得早于办理之日',
  ),

  // Change of pack
  AnotherPack: notNow('The round follows this pack already', '本轮巡察已经适用该规则包'),
  ApproverOfCommittee: notThis(
    'The approver does not speak for the committee: its secretary, or the clerk of its standing committee',
    '批准人须为党委书记或者常委会经办',
  ),
  DryRunShown: notNow(
    'What is to change was not shown, or has changed since; look at it first and give the hash shown (GET …/pack-change)',
    '尚未查看调整前后期限对照，或者对照已有变化，请先查看最新对照',
  ),

  // Hand-over
  AnotherPrincipal: notThis('This person is the principal already', '该人员已是现任主要负责人'),
  HandOverNotYetOpen: notNow('This hand-over is already awaiting its signature', '已经办理交接，尚待接任者签字'),
  HandedOver: notNow('There is no hand-over to sign for', '没有待签字的交接'),

  // Supervision
  TargetInRound: notThis(
    'There is no such duty, finding or transfer in this round',
    '本轮巡察没有该办理事项、问题或者移交事项',
  ),
  SupervisionInRound: notThis('There is no such supervision in this round', '本轮巡察没有该督办'),
  TargetOpen: notNow('The item has landed already', '该事项已经办结，无需督办'),
  HeldByAddressee: notNow(
    'The item is not with the organisation or a department, but on our own side',
    '该事项现不在被巡察党组织或者承办单位手中',
  ),
  AnswerDayAhead: notThis('The day for the answer lies in the past', '答复期限早于督办之日'),
  SupervisionAnswered: notNow('An earlier supervision of this item is unanswered', '该事项此前的督办尚未答复'),
  SupervisionNotYetAnswered: notNow('The supervision has already been answered', '该督办已经答复'),

  // What leaders sign on paper, and objections to it
  EnteredAsHistory: notThis(
    'While history is entered the office enters the acts of others as they stand on paper: leave `onBehalf` out',
    '补录期间由巡察办直接录入他人已办事项，请勿填写代录信息（onBehalf）',
  ),
  SignedByAnother: notThis(
    'What you have signed yourself you do in your own name: leave `onBehalf` out, or have a colleague of the office enter it',
    '本人签署的事项由本人直接办理，或者由巡察办其他同志代录，不得自行代录',
  ),
  SignatoryInPost: notThis(
    'The person named holds no post today that may do this: name the holder who has signed (`oneOf`), or correct the registry first',
    '所填人员现任职务无权办理此事，请填写有权签署的现任人员，或者先更正名册',
  ),
  ActOnBehalfInRound: notThis(
    'There is no such act that was entered for somebody: give the sequence that stands in the notice',
    '没有该项代录事项，请填写告知书所列台账序号',
  ),
  WithinObjectionDays: notNow(
    'The days of objection are over (`until`): tell the executive deputy, who may have the office put it right',
    '异议期限已过（until），请向领导小组常务副组长反映，由其督促更正',
  ),
  ObjectionNotYetRaised: notNow(
    'An objection to this act was raised already: see how it was settled in the ledger',
    '已对该事项提出过异议，办理情况请查阅台账',
  ),
  ObjectionRaised: notNow(
    'Nobody has objected to this act: there is nothing to settle',
    '无人对该事项提出异议，无需处理',
  ),
  ObjectionOpen: notNow(
    'The objection has been settled: what was upheld is put right once it is settled with `upheld` false',
    '该异议已经处理；异议成立的，更正后以upheld为false再次办理',
  ),
  ObjectionSettled: notNow(
    'Somebody has objected to what was entered for them: `heldBy` settles it first (settle-objection)',
    '有人对代其录入的事项提出异议，须先由heldBy所列人员处理（settle-objection）',
  ),
  ObjectionPutRight: notNow(
    'An objection was upheld: `person` does the act themselves, or `heldBy` records that it is put right (settle-objection, `upheld` false)',
    '异议成立，须由本人（person）重新办理该事项，或者由heldBy所列人员确认已经更正（settle-objection，upheld为false）',
  ),

  // Letters, closing
  LetterNotYetSent: notNow('The letter has already been sent', '该文书已经发出'),
  LetterOnItsWay: notNow('The letter is not on its way', '该文书不在投递中'),
  LetterSent: notNow('The letter has not been sent', '该文书尚未发出'),
  LetterNotYetSigned: notNow('The letter has already been signed for', '该文书已经签收'),
  FindingAccepted: notNow('A finding has not landed', '尚有问题未销号'),
  TransferAccepted: notNow('A transfer has not landed', '尚有移交事项未办结'),
  ReferralLanded: notNow('A referral has no outcome', '尚有追责建议未办结'),
  ProtectedReferralLanded: notNow('A protected matter has no outcome', '尚有受保护事项未办结'),
  FilingReceipted: notNow('A filing has not been signed for by the upper office', '尚有事项未上报或者未经上级签收'),
  GuidanceAnswered: notNow('Guidance of the upper office has not been answered', '尚有上级指导意见未答复'),
  ItemConfirmed: notNow('An immediate item has not been confirmed', '尚有立行立改事项未确认'),
  EnteredConfirmed: notNow(
    'A department has not said whether what the office entered for it from paper was so: it confirms or contests it (confirm, decline)',
    '巡察办代为补录的事项尚未经承办单位确认，请其逐项确认（confirm）或者提出异议（decline）',
  ),
  Disclosed: notNow('A disclosure is neither made nor exempt', '整改情况尚未公开，也未批准免予公开'),
} as const satisfies Record<string, Wording>;

export type FactName = keyof typeof wordings;
