/** A committee's own work: what belongs to no round. One dossier per committee, its code made of the committee's. */
import type { Code } from '../domain/vocabulary.ts';

/** The workflow type of a committee's work; its id is the dossier's code, its whole argument too. */
export const WORK_WORKFLOW = 'committeeWork';

const PREFIX = 'W-';
/** `C-CITY` → `W-C-CITY`. */
export const workOf = (committee: Code): Code => `${PREFIX}${committee}`;
/** Whether a dossier is a committee's work; else it is a round. */
export const isWork = (dossier: Code): boolean => dossier.startsWith(PREFIX);
