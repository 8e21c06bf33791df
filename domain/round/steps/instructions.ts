/** Requests for instruction (J-V.5c): 严格请示报告制度，未经批准不对重大问题表态. The team leader raises a request; by its subject the
 *  leading group's leader or the office answers. An act that takes a position on a major question names the request that
 *  covers it, and one request covers one act. */
import { meets, owe } from '../../dossier/duties.ts';
import { get, all, put } from '../../keyed.ts';
import { approverOf, type MajorAct } from '../../policy/pack.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day, RequestSubject } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type InstructionEvents } from '../events.ts';
import { organisationOf, teamLedBy } from '../parts.ts';
import type { Instruction, Round } from '../state.ts';

/** Which subjects cover which act. */
const covering: Readonly<Record<MajorAct, readonly RequestSubject[]>> = {
  'issue-immediate-item': ['IMMEDIATE_ITEM', 'MAJOR_POSITION'],
  'give-feedback': ['OUTGOING_TEXT', 'MAJOR_POSITION'],
};

export const instructionRules = {
  'raise-request': command('raise-request', [], {
    clause: 'J-V.5c',
    who: ['TL'],
    duringStay: true,
    inPerson: true,
    targets: () => [{}],
    gate: () => undefined,
    notBefore: (round) => round.approvedOn,
    decide(round, { request, subject, content }, { on, by, sequence }) {
      // One code, one request: the reader of one must not find another under its code.
      if (get(round.instructions, request) || get(round.partnerRequests, request))
        return refuse('J-V.5d', 'FreshCode', { request });
      const answer = owe(round, {
        kind: 'instruction',
        clause: 'J-V.5c',
        owedBy: approverOf(round.pack, subject),
        owedTo: 'TL',
        about: request,
        anchor: { event: 'RequestRaised', sequence, on },
      });
      const { code: team } = teamLedBy(round, by);
      return [happened('RequestRaised', 'J-V.5c', on, { request, team, subject, content }, { opens: [answer] })];
    },
  }),

  'approve-request': command('approve-request', ['request'], {
    clause: 'J-V.5c',
    signs: true,
    who: approver,
    doneBy: (round, { request }) => doersOf(round, ['RequestRaised'], request),
    targets: eachRequest,
    gate: requireAnswerable,
    notBefore: (round, { request }) => instructionOf(round, request).raisedOn,
    decide(round, { request, reason = null }, { on }) {
      const { team } = instructionOf(round, request);
      const closes = meets(round, 'instruction', request, on);
      return [happened('RequestApproved', 'J-V.5c', on, { request, team, reason }, { closes })];
    },
  }),

  'reject-request': command('reject-request', ['request'], {
    clause: 'J-V.5c',
    signs: true,
    who: approver,
    doneBy: (round, { request }) => doersOf(round, ['RequestRaised'], request),
    targets: eachRequest,
    gate: requireAnswerable,
    notBefore: (round, { request }) => instructionOf(round, request).raisedOn,
    decide(round, { request, reason = null }, { on }) {
      const { team } = instructionOf(round, request);
      const closes = meets(round, 'instruction', request, on);
      return [happened('RequestRejected', 'J-V.5c', on, { request, team, reason }, { closes })];
    },
  }),
};

export const instructionTransitions: Transitions<InstructionEvents> = {
  RequestRaised: (round, { on, data: { request, team, subject } }) => ({
    ...round,
    instructions: put(round.instructions, request, {
      code: request,
      team,
      subject,
      state: 'SUBMITTED',
      raisedOn: on,
      answeredOn: null,
      covers: null,
    }),
  }),
  RequestApproved: (round, { on, data }) => withInstruction(round, data.request, { state: 'APPROVED', answeredOn: on }),
  RequestRejected: (round, { on, data }) => withInstruction(round, data.request, { state: 'REJECTED', answeredOn: on }),
};

// ——— Acts on major questions ———

interface Act {
  readonly name: MajorAct;
  readonly organisation: Code;
  /** What the act brings into the world: one request covers one of these. */
  readonly occasion: string;
  /** The request that the act names; naming one says that the act is major. */
  readonly request: Code | undefined;
  readonly on: Day;
}

/** Why an act lacks instruction: it is major, by its own word or by the pack, and no approved request covers it. */
export function requireInstruction(
  round: Round,
  { name, organisation, occasion, request, on }: Act,
): Refusal | undefined {
  const alwaysMajor = round.pack.majorActs?.includes(name) ?? false;
  if (request === undefined)
    return alwaysMajor ? refuse('J-V.5c', 'RequestApproved', { act: name, organisation }) : undefined;
  const known = get(round.instructions, request);
  if (!known) return refuse('J-V.5c', 'RequestRaised', { request });
  const { state, subject, team, covers, answeredOn } = known;
  if (!covering[name].includes(subject) || team !== organisationOf(round, organisation).team)
    return refuse('J-V.5c', 'RequestCovers', { request, subject, act: name, organisation });
  if (state !== 'APPROVED') return refuse('J-V.5c', 'RequestApproved', { request, state });
  if (covers !== null && covers !== occasion) return refuse('J-V.5c', 'RequestNotYetUsed', { request, covers });
  if (answeredOn !== null && on < answeredOn)
    return refuse('J-V.5c', 'onNotBeforeWhatItAnswers', { on, answered: answeredOn });
  return undefined;
}

/** The round in which a request covers an act; unchanged where the act names none. */
export const withRequestUsed = (round: Round, request: Code | undefined, occasion: string): Round =>
  request === undefined ? round : withInstruction(round, request, { covers: occasion });

// ——— ———

function approver(round: Round, { request }: { readonly request: Code }): ['LGL' | 'OFF'] {
  return [approverOf(round.pack, instructionOf(round, request).subject)];
}

function eachRequest(round: Round): { request: Code }[] {
  return [...all(round.instructions)].map(({ code }) => ({ request: code }));
}

function requireAnswerable(round: Round, { request }: { readonly request: Code }): Refusal | undefined {
  const { state } = instructionOf(round, request);
  return state === 'SUBMITTED' ? undefined : refuse('J-V.5c', 'RequestNotYetAnswered', { request, state });
}

function instructionOf(round: Round, code: Code): Instruction {
  const instruction = get(round.instructions, code);
  if (!instruction) throw new Error(`${code} is not in ${round.code}`);
  return instruction;
}

function withInstruction(round: Round, code: Code, change: Partial<Instruction>): Round {
  return {
    ...round,
    instructions: put(round.instructions, code, { ...instructionOf(round, code), ...change }),
  };
}
