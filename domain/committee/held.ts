/** Where in a committee's own work an objection to what the office has entered for somebody holds what is done next (T-8): there,
 *  where an act is about the same, or about what follows from it. The rest of the work goes on. */
import * as objections from '../dossier/objections.ts';
import type { Objection } from '../dossier/confirmation.ts';
import type { Actor } from '../dossier/grammar.ts';
import { all } from '../keyed.ts';
import type { Refusal } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import type { CommitteeEvent } from './events.ts';
import type { CommitteeFile } from './state.ts';

/** A command with its payload, and what it is about. */
interface Doing {
  readonly name: string;
  readonly about: Code | undefined;
  readonly payload: object;
}

export const requireNoObjection = (file: CommitteeFile, actor: Actor, { about, payload }: Doing): Refusal | undefined =>
  objections.requireNoObjection(file, actor, payload, (objection, proposal) => {
    const item = proposal ? proposal.about : about;
    return item !== undefined && itemsOf(file, objection).includes(item);
  });

/** The same act, about the same. */
export const putRightBy = (
  file: CommitteeFile,
  { name, about, by, on }: Omit<Doing, 'payload'> & { readonly by: Code; readonly on: Day },
): CommitteeEvent[] =>
  objections.putRightBy(file, { name, by, on }, ({ act }) => objections.boundAct(file, act)?.about === about);

/** What the act is about, and what the duties are about that it has opened: the filing of what was adopted. */
function itemsOf(file: CommitteeFile, { act: sequence }: Objection): Code[] {
  const act = objections.boundAct(file, sequence);
  if (!act) throw new Error(`row ${sequence} of ${file.code} is no act that was entered for somebody`);
  const opened = [...all(file.duties)].filter(({ anchor }) => anchor.sequence === act.bound.sequence + 1);
  return [act.about, ...opened.map(({ about }) => about)].flatMap((item) => item ?? []);
}
