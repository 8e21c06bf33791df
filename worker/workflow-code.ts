/** The code that runs in Temporal's sandbox: the workflows, and what stands before them. */
import { fileURLToPath } from 'node:url';

const file = (name: string): string => fileURLToPath(new URL(`../workflows/${name}`, import.meta.url));

export const workflowCode = {
  workflowsPath: file('index.ts'),
  workflowInterceptorModules: [file('reserved-signals.ts')],
};
