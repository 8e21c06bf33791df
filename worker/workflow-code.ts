/** The code that runs in Temporal's sandbox: the workflows, and what stands before them. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (name: string): string => fileURLToPath(new URL(`../workflows/${name}`, import.meta.url));

export const workflowCode = {
  workflowsPath: file('index.ts'),
  workflowInterceptorModules: [file('reserved-signals.ts')],
};

/** The bundle that `npm run build` puts beside the compiled programs; the source tree has none. */
export const BUILT_BUNDLE = 'workflow-bundle.js';

/** What a worker runs: the bundle that was named, the built one, or the sources, which it then bundles itself. */
export function workflowsToRun(named: string | undefined) {
  const built = fileURLToPath(new URL(`../${BUILT_BUNDLE}`, import.meta.url));
  const codePath = named ?? (existsSync(built) ? built : undefined);
  return codePath === undefined
    ? {
        workflowsPath: workflowCode.workflowsPath,
        interceptors: { workflowModules: workflowCode.workflowInterceptorModules },
      }
    : { workflowBundle: { codePath } };
}
