/** A rung that is reached (J-VI.4b): its letter may suggest a referral of the organisation. Nobody is referred but by a decision. */
import { dueTransitions } from '../../dossier/due.ts';
import { dutyOf } from '../../dossier/duties.ts';
import type { TimeEvents } from '../../dossier/events.ts';
import { termsOf } from '../../policy/pack.ts';
import type { Transitions } from '../command.ts';
import { withProposal } from '../parts.ts';

export const rungTransitions: Transitions<TimeEvents> = {
  DutyWentOverdue: dueTransitions.DutyWentOverdue,
  RungReached(round, event) {
    const { sequence, on, data } = event;
    const duty = dutyOf(round, data.duty);
    const climbed = dueTransitions.RungReached(round, event);
    const reached = termsOf(round.pack, duty.kind).ladder.find(({ rung }) => rung === data.rung);
    const trigger = reached?.proposes === undefined ? null : triggerOf[reached.proposes];
    if (trigger === null || duty.organisation === null) return climbed;
    return withProposal(climbed, { organisation: duty.organisation, trigger, because: sequence, on });
  },
};

/** The trigger that a rung's letter proposes; supervision is no referral. */
const triggerOf = { REFERRAL_T1: 'T1', REFERRAL_T5: 'T5', SUPERVISION: null } as const;
