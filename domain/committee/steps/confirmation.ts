/** Second persons in a committee's own work (J-V.1b; T-6): what one person has proposed, another one confirms, which is the act
 *  itself, or declines. */
import { actProposed, answerTransitions, asked, completing, confirmed, ruleOf } from '../../dossier/answering.ts';
import { meets } from '../../dossier/duties.ts';
import type { ConfirmationEvents } from '../../dossier/events.ts';
import type { Actor } from '../../dossier/grammar.ts';
import { noticeOfAct } from '../../dossier/notices.ts';
import { get } from '../../keyed.ts';
import { seesWholeRound } from '../../people/readers.ts';
import { viewpointOfWork } from '../../people/viewpoint.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { type CommitteeRule, type CommitteeRuleName, command, type Transitions } from '../command.ts';
import { happened } from '../events.ts';
import type { CommitteeFile } from '../state.ts';

/** The rules of every other command, by which a proposed act is completed. */
type Acts = Readonly<Partial<{ readonly [N in CommitteeRuleName]: CommitteeRule<N> }>>;

const answered = {
  ...asked,
  known: (file: CommitteeFile, { proposal }: { readonly proposal: Code }, actor: Actor): Refusal | undefined =>
    get(file.proposedActs, proposal) && seesWholeRound(viewpointOfWork(file, actor))
      ? undefined
      : refuse('J-V.1b', 'ProposalInRound', { proposal }),
} as const;

export const confirmationRules = (acts: Acts) => ({
  confirm: command('confirm', {
    signs: true,
    ...answered,
    gate(file, { proposal }) {
      const act = actProposed(file, proposal);
      return asked.gate(file, { proposal }) ?? ruleOf(acts, act).gateOfProposed(file, act);
    },
    facts(file, { proposal }) {
      const act = get(file.proposedActs, proposal);
      return act ? ruleOf(acts, act).factsOfProposed(file, act) : {};
    },
    decide(file, { proposal }, context) {
      const act = actProposed(file, proposal);
      const events = ruleOf(acts, act).complete(file, act, completing(context, act));
      if (isRefusal(events)) return events;
      return [confirmed(file, act, context.on), ...events, ...noticeOfAct(file, act, events, context)];
    },
  }),

  decline: command('decline', {
    signs: true,
    ...answered,
    decide(file, { proposal, reason }, { on }) {
      const { action, organisation } = actProposed(file, proposal);
      const closes = meets(file, 'confirmation', proposal, on);
      return [happened('ActDeclined', 'J-V.1b', on, { proposal, action, organisation, reason }, { closes })];
    },
  }),
});

export const confirmationTransitions: Transitions<ConfirmationEvents> = answerTransitions;
