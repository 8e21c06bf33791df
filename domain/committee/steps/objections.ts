/** Objections in a committee's own work to what the office has entered for somebody (T-8): as in a round. */
import { objecting, settling } from '../../dossier/objecting.ts';
import { boundAct } from '../../dossier/objections.ts';
import type { Actor } from '../../dossier/grammar.ts';
import { seesWholeRound } from '../../people/readers.ts';
import { viewpointOfWork } from '../../people/viewpoint.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { command } from '../command.ts';
import type { CommitteeFile } from '../state.ts';

const known = (file: CommitteeFile, { sequence }: { readonly sequence: number }, actor: Actor): Refusal | undefined =>
  boundAct(file, sequence) && seesWholeRound(viewpointOfWork(file, actor))
    ? undefined
    : refuse('J-V.5b', 'ActOnBehalfInRound', { sequence });

export const objectionRules = {
  'object-to-act': command('object-to-act', { ...objecting, known }),
  'settle-objection': command('settle-objection', { ...settling, known }),
};
