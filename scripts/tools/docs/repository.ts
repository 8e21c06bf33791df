/** Files of the repository, wherever the program was started. */
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);

export const inRepository = (path: string): string => fileURLToPath(new URL(path, ROOT));
