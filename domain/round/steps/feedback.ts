/** Feedback (J-V.4a, J-V.4d, J-V.4h). The results are given to the principal and to the body; each signs for them, or is served
 *  where they do not sign. When both receipts are in, two reports are owed within two months of the later receipt. */
import { meets, owe } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import type { DutyChanges } from '../../dossier/events.ts';
import type { Context } from '../../dossier/grammar.ts';
import { officePosts, postAt, write } from '../../dossier/letters.ts';
import type { Post } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type Day, type FeedbackParty, feedbackParties, organisationPosts } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type FeedbackEvents } from '../events.ts';
import type { Facts } from '../facts.ts';
import { requireServing, requireUnsigned } from '../../dossier/on-paper.ts';
import { eachOrganisation, findingsOf, organisationOf, withFinding, withOrganisation } from '../parts.ts';
import type { Feedback, Organisation, Round } from '../state.ts';
import { requireInstruction, withRequestUsed } from './instructions.ts';

/** Feedback is copied in writing to the leader in charge and to the three departments (四抄告). */
const copiesTo: readonly Post[] = [
  'LEADER_IN_CHARGE',
  'DISCIPLINE_ORGAN',
  'ORGANISATION_DEPARTMENT',
  'FUNCTIONAL_DEPARTMENT',
];

const receiptOf = { PRINCIPAL: 'receipt-principal', BODY: 'receipt-body' } as const;
const otherParty = { PRINCIPAL: 'BODY', BODY: 'PRINCIPAL' } as const;

export const feedbackRules = {
  'give-feedback': command('give-feedback', ['organisation', 'to'], {
    clause: 'J-V.4a',
    who: ['TL', 'OFF'],
    targets: (round) => eachOrganisation(round).flatMap((of) => feedbackParties.map((to) => ({ ...of, to }))),
    gate(round, { organisation, to }) {
      const { decidedOn, feedback } = organisationOf(round, organisation);
      if (decidedOn === null) return refuse('J-V.4a', 'ResultsDecided', { organisation });
      if (feedback[to]) return refuse('J-V.4a', 'FeedbackNotYetGiven', { organisation, to });
      return undefined;
    },
    notBefore: (round, { organisation }) => organisationOf(round, organisation).decidedOn,
    facts: (round, { organisation }) => ({
      holders: [...copiesTo.map((post) => postAt(round, post, { organisation })), ...officePosts(round)],
    }),
    decide(round, { organisation, to, content, request }, { on, facts, sequence }) {
      // Given to the principal and to the body, it is one act: one request covers both.
      const act = { name: 'give-feedback', organisation, occasion: organisation, request, on } as const;
      const refused = requireInstruction(round, act);
      if (refused) return refused;
      const anchor = { event: 'FeedbackGiven', sequence, on };
      const other = organisationOf(round, organisation).feedback[otherParty[to]];
      const receipt = owe(round, {
        kind: receiptOf[to],
        clause: 'J-V.4d',
        owedBy: to === 'PRINCIPAL' ? 'PR' : 'ORG',
        owedTo: 'OFF',
        organisation,
        anchor,
      });
      const given = happened(
        'FeedbackGiven',
        'J-V.4a',
        on,
        { organisation, to, content, ...(request === undefined ? {} : { request }) },
        { opens: [receipt], closes: other ? meets(round, 'feedback', organisation, on) : [] },
      );
      // The four departments get one copy, with the first of the two feedbacks.
      if (other) return [given];
      const copies = write(round, facts.holders, {
        kind: 'feedback-copy',
        clause: 'J-V.4h',
        duty: receipt.key,
        organisation,
        path: `${receipt.key}/copy`,
        to: copiesTo.map((post) => postAt(round, post, { organisation })),
        on,
      });
      return [given, ...copies];
    },
  }),

  'serve-feedback': command('serve-feedback', ['organisation', 'as'], {
    clause: 'J-V.4d',
    receipt: true,
    onPaper: false,
    who: ['OFF'],
    targets: (round) => eachOrganisation(round).flatMap((of) => feedbackParties.map((as) => ({ ...of, as }))),
    gate: (round, { organisation, as }) =>
      requireServing(round, 'J-V.4d') ?? requireSignableFeedback(organisationOf(round, organisation), as),
    notBefore: (round, { organisation, as }) => organisationOf(round, organisation).feedback[as]?.givenOn ?? null,
    facts: (_round, { organisation: place, witnesses }) => ({
      people: witnesses,
      holders: organisationPosts.map((post) => ({ post, place })),
    }),
    decide(round, { organisation, as, how, witnesses, evidence }, context) {
      const { on, facts } = context;
      const { givenOn } = organisationOf(round, organisation).feedback[as] ?? { givenOn: on };
      const refused = requireUnsigned(round, 'J-V.4d', givenOn, on) ?? requireWitnesses(witnesses, context);
      if (refused) return refused;
      const inspected = witnesses.find((witness) => facts.holders.some(({ person }) => person === witness));
      if (inspected !== undefined) return refuse('J-V.4d', 'WitnessOutside', { organisation, person: inspected });
      const served = { organisation, as, how, witnesses, evidence };
      return [
        happened(
          'FeedbackServed',
          'J-V.4d',
          on,
          served,
          receiptIn(round, { organisation, as }, 'FeedbackServed', context),
        ),
      ];
    },
  }),

  'sign-feedback': command('sign-feedback', ['organisation', 'as'], {
    clause: 'J-V.4d',
    receipt: true,
    who: (_round, { as }) => (as === 'PRINCIPAL' ? ['PR'] : ['ORG']),
    targets: (round) => eachOrganisation(round).flatMap((of) => feedbackParties.map((as) => ({ ...of, as }))),
    gate: (round, { organisation, as }) => requireSignableFeedback(organisationOf(round, organisation), as),
    notBefore: (round, { organisation, as }) => organisationOf(round, organisation).feedback[as]?.givenOn ?? null,
    decide: (round, { organisation, as }, context) => [
      happened(
        'FeedbackSigned',
        'J-V.4d',
        context.on,
        { organisation, as },
        receiptIn(round, { organisation, as }, 'FeedbackSigned', context),
      ),
    ],
  }),
};

/** What a receipt ends, and the clocks that the later one of the two starts. */
function receiptIn(
  round: Round,
  { organisation, as }: { readonly organisation: Code; readonly as: FeedbackParty },
  event: 'FeedbackSigned' | 'FeedbackServed',
  { on, sequence }: Pick<Context<Facts>, 'on' | 'sequence'>,
): DutyChanges {
  const other = organisationOf(round, organisation).feedback[otherParty[as]];
  return {
    closes: meets(round, receiptOf[as], organisation, on),
    opens: other ? bothReports(round, organisation, laterSignature({ event, sequence, on }, other)) : [],
  };
}

/** Two people, neither of whom enters it. */
function requireWitnesses(
  witnesses: readonly Code[],
  { facts, by }: Pick<Context<Facts>, 'facts' | 'by'>,
): Refusal | undefined {
  if (new Set(witnesses).size < witnesses.length || witnesses.includes(by)) return refuse('J-V.4d', 'TwoWitnesses');
  const unknown = witnesses.find((witness) => !facts.people[witness]);
  return unknown === undefined ? undefined : refuse('J-V.4d', 'PersonInRegistry', { person: unknown });
}

export const feedbackTransitions: Transitions<FeedbackEvents> = {
  FeedbackGiven(round, { on, data: { organisation, to, request } }) {
    const covered = withRequestUsed(round, request, organisation);
    return withFeedback(covered, organisation, to, { givenOn: on, signedOn: null, signedSequence: null });
  },
  FeedbackSigned: (round, { on, sequence, data: { organisation, as } }) =>
    withReceipt(round, organisation, as, { signedOn: on, signedSequence: sequence }),
  FeedbackServed: (round, { on, sequence, data: { organisation, as } }) =>
    withReceipt(round, organisation, as, { signedOn: on, signedSequence: sequence, served: true }),
};

function withReceipt(
  round: Round,
  organisation: Code,
  as: FeedbackParty,
  receipt: Omit<Feedback, 'givenOn' | 'signedOn'> & { readonly signedOn: Day },
): Round {
  const given = organisationOf(round, organisation).feedback[as];
  const signed = withFeedback(round, organisation, as, { givenOn: given?.givenOn ?? receipt.signedOn, ...receipt });
  if (!bothSigned(organisationOf(signed, organisation))) return signed;
  const findings = [...findingsOf(signed, organisation)];
  return findings.reduce((all, { code }) => withFinding(all, code, { state: 'FED_BACK' }), signed);
}

/** Both receipts are in: the clocks of J-V.4d run. */
export const bothSigned = ({ feedback }: Organisation): boolean =>
  feedback.PRINCIPAL?.signedOn != null && feedback.BODY?.signedOn != null;

/** The day of the later receipt. */
export function signedOn({ feedback }: Organisation): Day | null {
  const days = [feedback.PRINCIPAL?.signedOn ?? null, feedback.BODY?.signedOn ?? null];
  return days.reduce((latest, day) => (latest === null || (day !== null && day > latest) ? day : latest), null);
}

function withFeedback(round: Round, organisation: Code, party: FeedbackParty, feedback: Feedback): Round {
  const { feedback: all } = organisationOf(round, organisation);
  return withOrganisation(round, organisation, { feedback: { ...all, [party]: feedback } });
}

function requireSignableFeedback({ code, feedback }: Organisation, as: FeedbackParty): Refusal | undefined {
  const given = feedback[as];
  if (!given) return refuse('J-V.4a', 'FeedbackGiven', { organisation: code, as });
  if (given.signedOn !== null) return refuse('J-V.4d', 'FeedbackNotYetSigned', { organisation: code, as });
  return undefined;
}

/** The paper with the later day of signature starts the term, in any order of entering. */
function laterSignature(now: Anchor, other: Feedback): Anchor | null {
  if (other.signedOn === null || other.signedSequence === null) return null;
  const event = other.served ? 'FeedbackServed' : 'FeedbackSigned';
  return other.signedOn > now.on ? { event, sequence: other.signedSequence, on: other.signedOn } : now;
}

function bothReports(round: Round, organisation: Code, anchor: Anchor | null): DutyOpened[] {
  if (!anchor) return [];
  const report = { clause: 'J-V.4d', owedTo: 'OFF', organisation, anchor } as const;
  return [
    owe(round, { ...report, kind: 'report-1', owedBy: 'ORG' }),
    owe(round, { ...report, kind: 'report-2', owedBy: 'PR' }),
  ];
}
