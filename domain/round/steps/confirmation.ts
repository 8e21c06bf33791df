/** Second persons (J-V.1b, J-I.3d; T-6): what one person has proposed, another one confirms, which is the act itself, or declines. */
import * as answering from '../../dossier/answering.ts';
import { isAwaited } from '../../dossier/confirmation.ts';
import { meets } from '../../dossier/duties.ts';
import type { ConfirmationEvents } from '../../dossier/events.ts';
import { noticeOfAct } from '../../dossier/notices.ts';
import { all, get } from '../../keyed.ts';
import { isRefusal } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type RoundRule, type Transitions } from '../command.ts';
import type { RuleName } from '../definition.ts';
import { type EventType, happened } from '../events.ts';
import type { Round } from '../state.ts';
import { eventOfArrival } from './met-on-paper.ts';
import { contested, transferOfAct, withEntered } from './contested.ts';

interface Target {
  readonly proposal: Code;
}

const { actProposed, completing, confirmed, ruleOf } = answering;

/** The rules of every other command, by which a proposed act is completed. */
type Acts = Readonly<Partial<{ readonly [N in RuleName]: RoundRule<N> }>>;

const asked = {
  ...answering.asked,
  inPerson: true,
  targets: (round: Round) => [...all(round.proposedActs)].filter(isAwaited).map(({ code }) => ({ proposal: code })),
} as const;

export const confirmationRules = (acts: Acts) => {
  /** While the round is suspended, what goes on may be confirmed and declined. */
  const goesOnSuspended = (round: Round, { proposal }: Target): boolean => {
    const act = actProposed(round, proposal);
    return ruleOf(acts, act).goesOnProposed(round, act);
  };
  return {
    confirm: command('confirm', ['proposal'], {
      signs: true,
      ...asked,
      goesOnSuspended,
      gate(round, { proposal }) {
        const act = actProposed(round, proposal);
        return (
          asked.gate(round, { proposal }) ?? (act.entered ? undefined : ruleOf(acts, act).gateOfProposed(round, act))
        );
      },
      facts(round, { proposal }) {
        const act = get(round.proposedActs, proposal);
        return act && !act.entered ? ruleOf(acts, act).factsOfProposed(round, act) : {};
      },
      decide(round, { proposal }, context) {
        const act = actProposed(round, proposal);
        const answer = confirmed(round, act, context.on);
        // What the office entered holds already.
        if (act.entered) return [answer];
        const events = ruleOf(acts, act).complete(round, act, completing(context, act));
        if (isRefusal(events)) return events;
        return [answer, ...events, ...noticeOfAct(round, act, events, context)];
      },
    }),

    decline: command('decline', ['proposal'], {
      signs: true,
      ...asked,
      goesOnSuspended,
      decide(round, { proposal, reason }, { on, sequence }) {
        const act = actProposed(round, proposal);
        const { action, organisation, entered } = act;
        const closes = meets(round, 'confirmation', proposal, on);
        const transfer = transferOfAct(act);
        const about = entered && transfer !== undefined ? { transfer } : {};
        const declined = { proposal, action, organisation, reason, ...about };
        const undoes = entered ? contested(round, act, { on, sequence: sequence + 1 }) : [];
        return [happened('ActDeclined', entered ? 'J-V.5b' : 'J-V.1b', on, declined, { closes }), ...undoes];
      },
    }),
  };
};

/** What an act leaves once it is confirmed: whoever reads the texts of that event reads those of the proposal. */
const leaves: Readonly<Partial<Record<RuleName, EventType>>> = {
  'open-paper': 'PaperOpened',
  'withdraw-paper': 'PaperWithdrawn',
  'form-team': 'TeamFormed',
  'replace-member': 'MemberReplaced',
  'remove-from-scope': 'ScopeReduced',
  'leave-scope': 'ScopeLeft',
  'waive-finding': 'FindingWaived',
  'suspend-round': 'RoundSuspended',
  'resume-round': 'RoundResumed',
  'cancel-round': 'RoundCancelled',
  'approve-round': 'RoundApproved',
  'reject-round': 'RoundRejected',
  'authorize-leader': 'LeaderAuthorized',
  'approve-request': 'RequestApproved',
  'reject-request': 'RequestRejected',
  hear: 'ReportHeard',
  'decide-results': 'ResultsDecided',
  evaluate: 'RectificationEvaluated',
  'exempt-disclosure': 'DisclosureExempted',
  'accept-referral': 'ReferralAccepted',
  'decline-referral': 'ReferralDeclined',
  'grant-extension': 'ExtensionGranted',
  'refuse-extension': 'ExtensionRefused',
  'change-pack': 'PackChanged',
};
export function eventOfAct(action: string, payload: unknown): EventType | undefined {
  if (action !== 'record-arrival') return Object.entries(leaves).find(([name]) => name === action)?.[1];
  const isOfDuty = typeof payload === 'object' && payload !== null && 'duty' in payload;
  return isOfDuty ? eventOfArrival(String(payload.duty)) : undefined;
}

export const confirmationTransitions: Transitions<ConfirmationEvents> = {
  ActProposed: answering.answerTransitions.ActProposed,
  ActConfirmed: (round, event) => settled(answering.answerTransitions.ActConfirmed(round, event), event.data.proposal),
  ActDeclined: (round, event) => settled(answering.answerTransitions.ActDeclined(round, event), event.data.proposal),
};

/** What the office had entered about a transfer is no longer waiting there. */
function settled(round: Round, proposal: Code): Round {
  const act = actProposed(round, proposal);
  return act.entered ? withEntered(round, transferOfAct(act)) : round;
}
