/** What should have been found and was not (J-V.1a): 应发现未发现. When a later round, an audit or a case exposes a problem in what an
 *  earlier round had covered, the office records it here, with whose work it puts under review: not to find a major problem
 *  that should have been found is dereliction (失职).
 *
 *  The record names the inspectors and judges nobody: what follows is a referral or an appraisal, and a decision of its own. */
import { refuse } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type MissedFindingEvents } from '../events.ts';

export const missedFindingRules = {
  // Not aimed at an organisation of this round: an audit or a case may concern any that was inspected earlier.
  'link-missed-finding': command('link-missed-finding', [], {
    clause: 'J-V.1a',
    who: ['OFF'],
    targets: () => [{}],
    gate: () => undefined,
    notBefore: () => null,
    facts: (_round, { earlierRound, organisation }) => ({ earlierRound: { round: earlierRound, organisation } }),
    decide(round, { earlierRound, organisation, source, content }, { on, facts }) {
      const about = { earlierRound, organisation };
      if (source === 'ROUND' && !round.organisations[organisation])
        return refuse('J-II.1', 'OrganisationInRound', { organisation });
      const earlier = facts.earlierRound;
      if (!earlier || earlierRound === round.code || earlier.committee !== round.committee)
        return refuse('J-V.1a', 'EarlierRoundOfCommittee', about);
      const { decidedOn, inspectors } = earlier;
      if (decidedOn === null) return refuse('J-V.1a', 'CoveredByEarlierRound', about);
      if (on < decidedOn) return refuse('J-V.1a', 'onNotBeforeWhatItAnswers', { ...about, on, answered: decidedOn });
      const linked = { earlierRound, organisation, source, content, underReview: inspectors };
      return [happened('MissedFindingLinked', 'J-V.1a', on, linked)];
    },
  }),
};

export const missedFindingTransitions: Transitions<MissedFindingEvents> = {
  MissedFindingLinked(round, { on, data: { earlierRound, organisation, source, underReview } }) {
    const missed = { earlierRound, organisation, source, on, underReview };
    return { ...round, missedFindings: [...round.missedFindings, missed] };
  },
};
