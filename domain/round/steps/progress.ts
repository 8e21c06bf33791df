/** Progress (J-III.3d): the leader tells the office how far the stay has come, in counts alone. */
import { refuse } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type ProgressEvents } from '../events.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';

export const progressRules = {
  'report-progress': command('report-progress', ['organisation'], {
    clause: 'J-III.3d',
    signs: true,
    who: ['TL'],
    duringStay: true,
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const { enteredOn, withdrawnOn } = organisationOf(round, organisation);
      if (enteredOn === null) return refuse('J-III.3c', 'TeamEntered', { organisation });
      if (withdrawnOn !== null) return refuse('J-III.3d', 'TeamStillOnSite', { organisation });
      return undefined;
    },
    // What is shown is the latest: none may lie before the one before.
    notBefore(round, { organisation }) {
      const { progress, enteredOn } = organisationOf(round, organisation);
      return progress?.on ?? enteredOn;
    },
    decide: (_round, { organisation, counts }, { on }) => [
      happened('ProgressReported', 'J-III.3d', on, { organisation, counts }),
    ],
  }),
};

export const progressTransitions: Transitions<ProgressEvents> = {
  ProgressReported: (round, { on, data: { organisation, counts } }) =>
    withOrganisation(round, organisation, { progress: { on, ...counts } }),
};
