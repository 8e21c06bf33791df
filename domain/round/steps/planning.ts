/** Planning (J-II, J-III.0–2, J-V.3a): a round is planned by the office of a committee whose bodies are complete, for
 *  organisations within its reach. The facts it relied on, and the pack, are kept in the first event. */
import { dayOf } from '../../calendar.ts';
import type { Actor } from '../../dossier/grammar.ts';
import { emptyKeyed } from '../../keyed.ts';
import {
  type InspectedObject,
  type InspectingCommittee,
  jurisdiction,
  requireInspectingCommittee,
} from '../../people/jurisdiction.ts';
import { type Bodies, leadingGroup } from '../../people/leading-group.ts';
import type { PinnedPack } from '../../policy/pack.ts';
import { requirePackForRegion } from '../../policy/strictness.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day, Instant, Modes, Prose } from '../../vocabulary.ts';
import { happened, type RecordedRoundEvent, type RoundEvent } from '../events.ts';
import type { Organisation, Round } from '../state.ts';

export interface RoundPlan {
  readonly code: Code;
  readonly committee: Code;
  readonly term: Day;
  readonly modes: Modes;
  readonly coordination?: string | undefined;
  readonly campaign?: Code | Prose | undefined;
  readonly organisations: readonly { readonly code: Code; readonly reason?: Prose | undefined }[];
  readonly takeover?: boolean | undefined;
  readonly on?: Day | undefined;
}

export interface PlanFacts {
  readonly committee:
    | (InspectingCommittee & Bodies & { readonly termFrom: Day; readonly region: string | null })
    | null;
  readonly organisations: Readonly<Record<Code, InspectedObject & { readonly nextLower: readonly Code[] }>>;
  readonly pack: PinnedPack | null;
}

export function planRound(plan: RoundPlan, actor: Actor, facts: PlanFacts, now: Instant): RoundEvent | Refusal {
  const { code, term, modes, coordination = null, campaign = null, takeover = false } = plan;
  const { committee, pack } = facts;
  if (!committee) return refuse('J-II.1', 'CommitteeInRegistry', { committee: plan.committee });
  const ofTheOffice = actor.posts.some(
    ({ post, place }) => place === committee.code && (post === 'OFFICE_DIRECTOR' || post === 'OFFICE_STAFF'),
  );
  if (!ofTheOffice) return refuse('J-III.2a', 'post', { oneOf: 'OFF' });
  if (!pack) return refuse('J-II.1', 'PackInUse');
  const looser = requirePackForRegion(pack, committee.region);
  if (looser) return looser;
  if (committee.termFrom !== term) return refuse('J-II.1', 'TermOfCommittee', { term: committee.termFrom });
  if (takeover && plan.on === undefined) return refuse('J-V.5d', 'DayOnPaper');
  const on = plan.on ?? dayOf(now);
  if (on > dayOf(now)) return refuse('J-V.5d', 'onNotInFuture', { on });

  const mayNot = requireInspectingCommittee(committee, on);
  if (mayNot) return mayNot;
  const group = leadingGroup(committee);
  if ('missing' in group) return group;
  if (modes.lead === 'COORDINATED' && coordination === null) return refuse('J-V.3a', 'Coordination');

  const planned = new Set<Code>();
  const organisations = [];
  for (const { code: organisation, reason = null } of plan.organisations) {
    const known = facts.organisations[organisation];
    if (!known) return refuse('J-II.1', 'OrganisationInRegistry', { organisation });
    if (planned.has(organisation)) return refuse('J-II.1', 'PlannedOnce', { organisation });
    planned.add(organisation);
    const reach = jurisdiction(committee, known, reason !== null, pack);
    if ('missing' in reach) return reach;
    const { kind, nextLower } = known;
    organisations.push({ code: organisation, kind, optional: reach.optional, reason, nextLower });
  }

  return happened('RoundPlanned', 'J-II.1', on, {
    code,
    committee: committee.code,
    term,
    modes,
    coordination,
    campaign,
    organisations,
    leadingGroup: group,
    namedByProvince: committee.namedByProvince?.document ?? null,
    pack,
    ...(takeover ? { takeover } : {}),
  });
}

/** The round as its first event leaves it. */
export function plannedRound({ sequence, at, on, by, data }: RecordedRoundEvent<'RoundPlanned'>): Round {
  const { code, committee, term, modes, pack } = data;
  return {
    code,
    committee,
    term,
    modes,
    pack,
    takeover: data.takeover ? 'ENTERING' : null,
    packOn: on,
    sequence,
    at,
    lastActAt: at,
    plannedOn: on,
    enteredOn: data.takeover ? dayOf(at) : null,
    approvedOn: null,
    mobilisedOn: null,
    ended: null,
    suspendedOn: null,
    resumedOn: null,
    organisations: Object.fromEntries(
      data.organisations.map(({ code: organisation, optional, nextLower }) => [
        organisation,
        inspectedOrganisation(organisation, optional, nextLower),
      ]),
    ),
    teams: {},
    undertakings: {},
    doers: emptyKeyed,
    substitutes: [],
    plannedBy: data.takeover ? null : by,
    entries: emptyKeyed,
    proposedActs: emptyKeyed,
    objections: emptyKeyed,
    papers: emptyKeyed,
    sheets: [],
    instructions: emptyKeyed,
    immediateItems: emptyKeyed,
    appraisals: {},
    partnerRequests: emptyKeyed,
    findings: emptyKeyed,
    transfers: emptyKeyed,
    supervisions: emptyKeyed,
    duties: emptyKeyed,
    letters: emptyKeyed,
    outbox: [],
    unreachable: 0,
    proposals: [],
    referrals: emptyKeyed,
    missedFindings: [],
  };
}

function inspectedOrganisation(code: Code, optional: boolean, nextLower: readonly Code[]): Organisation {
  return {
    code,
    optional,
    nextLower,
    outOfScope: {},
    team: null,
    noticeOn: null,
    enteredOn: null,
    progress: null,
    withdrawnOn: null,
    reportSubmittedOn: null,
    reportReviewedOn: null,
    heardOn: {},
    decidedOn: null,
    feedback: {},
    planSubmittedOn: null,
    planAcceptedOn: null,
    planReturnedOn: null,
    report1On: null,
    report2On: null,
    disclosedOn: {},
    exemptedOn: {},
    principals: [],
    handOver: null,
    opinions: { PLAN: {}, REPORT: {} },
    failedVerifications: 0,
    evaluation: null,
  };
}
