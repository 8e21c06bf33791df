/** Passes over signals that are named as the SDK's own. Any other signal is answered by a run; for these the SDK fails the
 *  workflow task, so that somebody who reaches Temporal's port could stop a round by one forged signal. */
import type { WorkflowInterceptors } from '@temporalio/workflow';

const RESERVED = '__temporal_';

export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate({ activation, batchIndex }, next) {
        const jobs = activation.jobs?.filter(({ signalWorkflow }) => !signalWorkflow?.signalName?.startsWith(RESERVED));
        next({ activation: { ...activation, jobs: jobs ?? [] }, batchIndex });
      },
    },
  ],
});
