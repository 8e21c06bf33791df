/** Material and support (J-V.3b–c, J-VI.1b, J-VI.4a). The office and the team leaders ask the inspected organisation and the
 *  departments for material, and the functional departments for professional support. A request has a code of its own, and
 *  a day if one is given. An organisation that refuses is proposed for a referral (T1); what was refused may still come. */
import type { Clause } from '../../../opinion/clauses.ts';
import { meets, nextCode, owe, supersedes } from '../../dossier/duties.ts';
import { get, all, put } from '../../keyed.ts';
import { isDepartment, type Role } from '../../people/posts.ts';
import type { DutyKind } from '../../policy/pack.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type Day, type TransferAddressee, transferAddressees } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type PartnerRequestEvents } from '../events.ts';
import { withProposal } from '../parts.ts';
import type { PartnerRequest, Round } from '../state.ts';
import type { Parts } from '../targets.ts';

interface Target {
  readonly request: Code;
}

const requireApproved = (round: Round): Refusal | undefined =>
  round.approvedOn === null ? refuse('J-VI.2c', 'RoundApproved') : undefined;

const requestParts: Parts = {
  request: { has: (round, code) => get(round.partnerRequests, code), clause: 'J-V.3b', fact: 'RequestInRound' },
};

export const partnerRequestRules = {
  'request-material': command('request-material', ['from'], {
    clause: 'J-V.3b',
    who: ['OFF', 'TL'],
    duringStay: true,
    targets: ({ organisations }) => [...Object.keys(organisations), ...transferAddressees].map((from) => ({ from })),
    gate: requireApproved,
    notBefore: (round) => round.approvedOn,
    decide(round, { from, content, dueOn = null }, { on, sequence }) {
      if (dueOn !== null && dueOn < on) return refuse('J-V.3b', 'DueAfterAsked', { from, dueOn });
      const request = freshCode(round, 'M');
      const organisation = isDepartment(from) ? null : from;
      const material = owe(round, {
        ...termsOfMaterial(from),
        owedTo: 'OFF',
        about: request,
        anchor: { event: 'MaterialRequested', sequence, on },
        ...(organisation === null ? {} : { organisation }),
        ...(dueOn === null ? {} : { dueOn }),
      });
      const requested = { request, from, organisation, content, dueOn };
      return [happened('MaterialRequested', 'J-V.3b', on, requested, { opens: [material] })];
    },
  }),

  'provide-material': command('provide-material', ['request'], {
    clause: 'J-VI.4a',
    who: asked,
    parts: requestParts,
    targets: (round) => eachRequest(round, 'MATERIAL'),
    gate: (round, { request }) => requireOutstanding(round, request, 'MATERIAL'),
    notBefore: lastStep,
    decide(round, { request }, { on }) {
      const { kind, clause } = termsOfMaterial(requestOf(round, request).from);
      return [happened('MaterialProvided', clause, on, { request }, { closes: meets(round, kind, request, on) })];
    },
  }),

  'refuse-material': command('refuse-material', ['request'], {
    clause: 'J-VI.4a',
    who: asked,
    parts: requestParts,
    targets: (round) => eachRequest(round, 'MATERIAL'),
    gate(round, { request }) {
      const settled = requireOutstanding(round, request, 'MATERIAL');
      if (settled) return settled;
      return requestOf(round, request).state === 'REFUSED'
        ? refuse('J-VI.4a', 'NotYetRefused', { request })
        : undefined;
    },
    notBefore: lastStep,
    decide(round, { request, reason }, { on }) {
      const { from, organisation } = requestOf(round, request);
      const { kind, clause } = termsOfMaterial(from);
      const closes = supersedes(round, kind, request, on);
      return [happened('MaterialRefused', clause, on, { request, organisation, reason }, { closes })];
    },
  }),

  'request-support': command('request-support', ['from'], {
    clause: 'J-V.3c',
    who: ['TL', 'OFF'],
    duringStay: true,
    targets: () => [{ from: 'FD' as const }],
    gate: requireApproved,
    notBefore: (round) => round.approvedOn,
    decide(round, { from, content, dueOn = null }, { on, sequence }) {
      if (dueOn !== null && dueOn < on) return refuse('J-V.3c', 'DueAfterAsked', { from, dueOn });
      const request = freshCode(round, 'S');
      const support = owe(round, {
        kind: 'support',
        clause: 'J-V.3c',
        owedBy: from,
        owedTo: 'OFF',
        about: request,
        anchor: { event: 'SupportRequested', sequence, on },
        ...(dueOn === null ? {} : { dueOn }),
      });
      return [happened('SupportRequested', 'J-V.3c', on, { request, from, content, dueOn }, { opens: [support] })];
    },
  }),

  'give-support': command('give-support', ['request'], {
    clause: 'J-V.3c',
    who: ['FD'],
    parts: requestParts,
    targets: (round) => eachRequest(round, 'SUPPORT'),
    gate: (round, { request }) => requireOutstanding(round, request, 'SUPPORT'),
    notBefore: lastStep,
    decide: (round, { request }, { on }) => [
      happened('SupportGiven', 'J-V.3c', on, { request }, { closes: meets(round, 'support', request, on) }),
    ],
  }),
};

export const partnerRequestTransitions: Transitions<PartnerRequestEvents> = {
  MaterialRequested: (round, { on, data: { request, ...asking } }) =>
    withRequest(round, { code: request, kind: 'MATERIAL', ...asking, state: 'OPEN', steppedOn: on }),
  MaterialProvided: (round, { on, data }) => settled(round, data.request, 'PROVIDED', on),
  MaterialRefused(round, { sequence, on, data: { request, organisation } }) {
    const refused = settled(round, request, 'REFUSED', on);
    // A department is bound to support the work as well (J-VI.1b), but the triggers are of the inspected alone (J-VI.4b).
    if (organisation === null) return refused;
    return withProposal(refused, { organisation, trigger: 'T1', because: sequence, on });
  },
  SupportRequested: (round, { on, data: { request, ...asking } }) =>
    withRequest(round, {
      code: request,
      kind: 'SUPPORT',
      organisation: null,
      ...asking,
      state: 'OPEN',
      steppedOn: on,
    }),
  SupportGiven: (round, { on, data }) => settled(round, data.request, 'PROVIDED', on),
};

/** What is owed, by whom, by which clause: an organisation accepts supervision (J-VI.4a), a department cooperates (J-VI.1b). */
function termsOfMaterial(from: Code): { readonly kind: DutyKind; readonly owedBy: Role; readonly clause: Clause } {
  if (!isDepartment(from)) return { kind: 'material', owedBy: 'ORG', clause: 'J-VI.4a' };
  return { kind: materialOf[from], owedBy: from, clause: 'J-VI.1b' };
}
const materialOf = {
  DISC: 'material-disc',
  OD: 'material-od',
  FD: 'material-fd',
} as const satisfies Record<TransferAddressee, DutyKind>;

/** `M-0001`, `S-0001`: the next of its kind in this round that no request for instruction has either. */
const freshCode = (round: Round, series: 'M' | 'S'): Code =>
  nextCode(series, (code) => (get(round.partnerRequests, code) ?? get(round.instructions, code)) !== undefined);

const eachRequest = (round: Round, kind: PartnerRequest['kind']): Target[] =>
  [...all(round.partnerRequests)].filter((each) => each.kind === kind).map(({ code }) => ({ request: code }));

function asked(round: Round, { request }: Target): readonly Role[] {
  const from = get(round.partnerRequests, request)?.from ?? '';
  return isDepartment(from) ? [from] : ['ORG'];
}

/** Asked for, and not yet there. */
function requireOutstanding(round: Round, request: Code, kind: PartnerRequest['kind']): Refusal | undefined {
  const known = get(round.partnerRequests, request);
  const clause = kind === 'MATERIAL' ? 'J-VI.4a' : 'J-V.3c';
  if (known?.kind !== kind) return refuse(clause, 'RequestInRound', { request });
  return known.state === 'PROVIDED' ? refuse(clause, 'NotYetProvided', { request }) : undefined;
}

function lastStep(round: Round, { request }: Target): Day {
  return requestOf(round, request).steppedOn;
}

function requestOf(round: Round, code: Code): PartnerRequest {
  const request = get(round.partnerRequests, code);
  if (!request) throw new Error(`${code} is not a request of ${round.code}`);
  return request;
}

const withRequest = (round: Round, request: PartnerRequest): Round => ({
  ...round,
  partnerRequests: put(round.partnerRequests, request.code, request),
});

const settled = (round: Round, code: Code, state: PartnerRequest['state'], on: Day): Round =>
  withRequest(round, { ...requestOf(round, code), state, steppedOn: on });
