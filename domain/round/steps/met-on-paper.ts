/** What a paper stands for (T-5): by the duty that it meets, the acts of whoever owes, and what must be written there for them. */
import type { Duty } from '../../dossier/duty.ts';
import type { Context } from '../../dossier/grammar.ts';
import { get } from '../../keyed.ts';
import type { DutyKind } from '../../policy/pack.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import {
  type Day,
  type Disposal,
  disposals,
  type OpinionVerdict,
  opinionVerdicts,
  type Prose,
} from '../../vocabulary.ts';
import type { RoundRule } from '../command.ts';
import type { RuleName, RulePayloads } from '../definition.ts';
import type { EventType, RoundEvent } from '../events.ts';
import type { Facts, FactsNeeded } from '../facts.ts';
import { transferOf } from '../parts.ts';
import type { Round } from '../state.ts';
import { feedbackRules } from './feedback.ts';
import { immediateRules } from './immediate.ts';
import { opinionRules } from './opinion.ts';
import { partnerRequestRules } from './partner-requests.ts';
import { rectificationRules } from './rectification.ts';
import { subsequentRules } from './subsequent.ts';
import { supervisionRules } from './supervision.ts';
import { transferRules } from './transfer.ts';

type Payload = RulePayloads['record-arrival'];

/** What is read off the paper. */
interface Paper {
  readonly content: Prose;
  readonly verdict: OpinionVerdict;
  readonly disposal: Disposal;
  readonly evidence: readonly string[];
}
/** Before the paper is read: what stands in the way of an act depends on nothing that is written there. */
export const unread: Paper = { content: { ref: '', hash: '' }, verdict: 'AGREE', disposal: 'HELD', evidence: [] };

const verdictIn = ({ outcome }: Payload) => opinionVerdicts.find((verdict) => verdict === outcome);
const disposalIn = ({ outcome }: Payload) => disposals.find((disposal) => disposal === outcome);
export const paperOf = (payload: Payload): Paper => ({
  content: payload.content ?? unread.content,
  verdict: verdictIn(payload) ?? unread.verdict,
  disposal: disposalIn(payload) ?? unread.disposal,
  evidence: [payload.document.evidence],
});

/** An act of the one who owes. */
interface Act {
  readonly name: RuleName;
  readonly gate: (round: Round) => Refusal | undefined;
  readonly notBefore: (round: Round) => Day | null;
  readonly facts: (round: Round) => FactsNeeded;
  readonly carryOut: (round: Round, context: Context<Facts>) => readonly RoundEvent[] | Refusal;
}
const act = <N extends RuleName>(rule: RoundRule<N>, payload: RulePayloads[N]): Act => ({
  name: rule.name,
  gate: (round) => rule.gate(round, payload),
  notBefore: (round) => rule.notBefore(round, payload),
  facts: (round) => rule.facts(round, payload),
  carryOut: (round, context) => rule.carryOut(round, payload, context),
});

interface Means {
  /** What the paper must say. */
  readonly needs: (round: Round, duty: Duty) => readonly ('content' | 'verdict' | 'disposal')[];
  /** The acts that the paper stands for, in their order. */
  readonly acts: (round: Round, duty: Duty, paper: Paper) => readonly Act[];
  /** The event that keeps the paper's text, by which its readers are known. */
  readonly leaves: EventType;
}
const nothing = () => [];
const content = () => ['content'] as const;

const receipt = (as: 'PRINCIPAL' | 'BODY'): Means => ({
  needs: nothing,
  acts: (_round, duty) => [act(feedbackRules['sign-feedback'], { organisation: named(duty.organisation), as })],
  leaves: 'FeedbackSigned',
});
const reportOfBody: Means = {
  needs: content,
  acts: (_round, { organisation }, { content }) => [
    act(rectificationRules['submit-report-1'], { organisation: named(organisation), content }),
  ],
  leaves: 'RectificationReportSubmitted',
};
const reportOfPrincipal: Means = {
  needs: content,
  acts: (_round, { organisation }, { content }) => [
    act(rectificationRules['submit-report-2'], { organisation: named(organisation), content }),
  ],
  leaves: 'PrincipalReportSubmitted',
};
const opinion = (on: 'PLAN' | 'REPORT'): Means => ({
  needs: () => ['content', 'verdict'],
  acts: (_round, { organisation }, { content, verdict }) => [
    act(opinionRules['give-opinion'], { organisation: named(organisation), on, verdict, content }),
  ],
  leaves: 'OpinionGiven',
});
const material: Means = {
  needs: nothing,
  acts: (_round, { about }) => [act(partnerRequestRules['provide-material'], { request: named(about) })],
  leaves: 'MaterialProvided',
};
const support: Means = {
  needs: nothing,
  acts: (_round, { about }) => [act(partnerRequestRules['give-support'], { request: named(about) })],
  leaves: 'SupportGiven',
};
/** Whoever answers has had the item in hand: an answer is its receipt as well. */
const answerToItem: Means = {
  needs: content,
  acts(round, { about }, { content }) {
    const item = named(about);
    const isSigned = get(round.immediateItems, item)?.state !== 'ISSUED';
    return [
      ...(isSigned ? [] : [act(immediateRules['sign-immediate-item'], { item })]),
      act(immediateRules['answer-immediate-item'], { item, content }),
    ];
  },
  leaves: 'ImmediateItemAnswered',
};
const answerToSupervision: Means = {
  needs: content,
  acts: (_round, { about }, { content }) => [
    act(supervisionRules['answer-supervision'], { supervision: named(about), content }),
  ],
  leaves: 'SupervisionAnswered',
};
const receiptOfTransfer: Means = {
  needs: nothing,
  acts: (_round, { transfer }) => [act(transferRules['receive-transfer'], { transfer: named(transfer) })],
  leaves: 'TransferReceived',
};
/** An answer says what was done: the disposal of a clue, or the handling of a matter, that is not known yet comes with it. */
const answerToTransfer: Means = {
  needs: (round, { transfer }) => (isUndisposed(round, transfer) ? ['content', 'disposal'] : ['content']),
  acts(round, { transfer: code }, { content, disposal }) {
    const transfer = named(code);
    const { handled, kind } = transferOf(round, transfer);
    const handling =
      kind === 'CLUE'
        ? act(transferRules['set-disposal'], { transfer, disposal })
        : act(transferRules['set-handling'], { transfer, content });
    return [...(handled ? [] : [handling]), act(transferRules['feed-back-transfer'], { transfer, content })];
  },
  leaves: 'TransferFedBack',
};
function isUndisposed(round: Round, transfer: Duty['transfer']): boolean {
  const { handled, kind } = transferOf(round, named(transfer));
  return kind === 'CLUE' && !handled;
}
/** The second rectification, done: its evidence is the paper. */
const reportOfItem: Means = {
  needs: content,
  acts: (_round, { finding }, { content, evidence }) => [
    act(rectificationRules['report-item'], { finding: named(finding), grade: 'DONE', content, evidence }),
  ],
  leaves: 'ItemReported',
};
const subsequentReport: Means = {
  needs: content,
  acts: (_round, { finding }, { content }) => [
    act(subsequentRules['report-subsequent'], { finding: named(finding), content }),
  ],
  leaves: 'SubsequentReported',
};

/** What meets which duty on paper. What the committee, its office and its teams owe is done here. */
export const metOnPaper: Readonly<Partial<Record<DutyKind, Means>>> = {
  'receipt-principal': receipt('PRINCIPAL'),
  'receipt-body': receipt('BODY'),
  'report-1': reportOfBody,
  'report-2': reportOfPrincipal,
  'second-report': reportOfBody,
  'second-rectification': reportOfItem,
  'subsequent-report': subsequentReport,
  'plan-opinion': opinion('PLAN'),
  'report-opinion': opinion('REPORT'),
  material,
  'material-disc': material,
  'material-od': material,
  'material-fd': material,
  support,
  'immediate-item': answerToItem,
  'supervision-org': answerToSupervision,
  'supervision-disc': answerToSupervision,
  'supervision-od': answerToSupervision,
  'supervision-fd': answerToSupervision,
  'transfer-receipt': receiptOfTransfer,
  'transfer-answer-disc': answerToTransfer,
  'transfer-answer-od': answerToTransfer,
  'transfer-answer-fd': answerToTransfer,
  'transfer-more': answerToTransfer,
};

/** Of a recorded arrival the event that keeps its text: `R-2026-01/O-07/report-1` is of a report. */
export function eventOfArrival(duty: string): EventType | undefined {
  const [, , kind = ''] = duty.split('/');
  return Object.entries(metOnPaper).find(([name]) => name === kind.replace(/\.\d+$/, ''))?.[1].leaves;
}

function meansOf({ key, kind }: Duty): Means {
  const means = metOnPaper[kind];
  // The gate has refused what no paper meets.
  if (!means) throw new Error(`${key} is not met on paper`);
  return means;
}
export const actsOf = (round: Round, duty: Duty, paper: Paper): readonly Act[] =>
  meansOf(duty).acts(round, duty, paper);

export function firstAct(round: Round, duty: Duty): Act {
  const [first] = actsOf(round, duty, unread);
  if (!first) throw new Error(`${duty.key} is met by no act`);
  return first;
}

export function requireWholePaper(round: Round, duty: Duty, payload: Payload): Refusal | undefined {
  const said = { content: payload.content, verdict: verdictIn(payload), disposal: disposalIn(payload) };
  const lacking = meansOf(duty)
    .needs(round, duty)
    .find((need) => said[need] === undefined);
  if (lacking === undefined) return undefined;
  return refuse('J-V.4d', 'NeededByAct', { duty: duty.key, field: lacking === 'content' ? 'content' : 'outcome' });
}

function named<T>(code: T | null | undefined): T {
  if (code === null || code === undefined) throw new Error('the duty does not name what it is about');
  return code;
}
