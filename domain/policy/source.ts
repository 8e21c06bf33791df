/** Where the figures of a pack come from. Sources lie beside the packs and not in them: a pack's hash pins the rounds that follow it,
 *  and a better title for a source must change no round. */
import type { Clause } from '../../opinion/clauses.ts';
import type { DutyKind, Pack } from './pack.ts';

/** RULE: the opinion says so. PRACTICE: an office has published it. CHOICE: no source gives a figure, and a round needs one. */
export interface Source {
  readonly kind: 'RULE' | 'PRACTICE' | 'CHOICE';
  readonly clause: Clause | null;
  readonly title: string;
}

/** A figure of a pack: the span or the ladder of a duty, or a field of its own. */
export type Figure =
  | `span ${DutyKind}`
  | `ladder ${DutyKind}`
  | Exclude<keyof Pack, 'id' | 'version' | 'legalBasis' | 'clocks'>;
export type Sources = Readonly<Partial<Record<Figure, Source>>>;

export const rule = (clause: Clause): Source => ({
  kind: 'RULE',
  clause,
  title: '《中共吉林省委关于建立巡察制度的意见》',
});
export const practice = (title: string, clause: Clause | null = null): Source => ({ kind: 'PRACTICE', clause, title });
export const choice = (title: string, clause: Clause | null = null): Source => ({ kind: 'CHOICE', clause, title });
