/** How a command of a round is written: the shared grammar, with what only rounds ask. */
import type { DeliveryReport, DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import type { CommandPayloads } from '../../contracts/requests/index.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { type Context, type Definition, rolesThatMay } from '../dossier/grammar.ts';
import type { Role } from '../people/posts.ts';
import type { Code } from '../vocabulary.ts';
import type { RoundEvent } from './events.ts';
import type { Facts, FactsNeeded } from './facts.ts';
import type { Round } from './state.ts';
import { type Parts, parts, type Target, type TargetKey, targetOf } from './targets.ts';

/** What people may ask, and what the mailroom reports. */
export interface RulePayloads extends CommandPayloads, Record<DeliveryReport, DeliveryReportPayload> {}
export type RuleName = keyof RulePayloads;

/** A round, in the grammar. */
export interface RoundKind {
  readonly dossier: Round;
  readonly event: RoundEvent;
  readonly factsNeeded: FactsNeeded;
  readonly facts: Facts;
}

export interface RoundDefinition<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>
  extends Definition<RoundKind, Pick<RulePayloads[N], A>, RulePayloads[N]> {
  /** The clause that forbids it to everybody else, if it is another one. */
  readonly whoClause?: Clause;
  /** Not even the office enters it for them, when a round is taken over from paper. */
  readonly inPerson?: true;
  /** A decision or a disposal: entered from paper, it names the paper, as a receipt does unless it has evidence of its own. */
  readonly onPaper?: boolean;
  /** It records a paper whenever it is done: `document` is its own. */
  readonly recordsPaper?: true;
  /** What a key names here, where it names something else elsewhere. */
  readonly parts?: Parts;
  /** Everything in the round that the command could be aimed at. */
  readonly targets: (round: Round) => Iterable<Pick<RulePayloads[N], A>>;
  /** Who completes it, where one person alone may not (T-6): the roles of the second person; none: it needs no second one. */
  readonly confirmedBy?: (round: Round, payload: RulePayloads[N], context: Context<Facts>) => readonly Role[];
  /** A second person confirms that it happened on the day that the first one gives: what it leaves has that day (T-5). */
  readonly keepsDay?: true;
  /** Who did what the command accepts, decides on or confirms: none of them may (T-2). `acting`: as what the actor asks. */
  readonly doneBy?: (round: Round, target: Pick<RulePayloads[N], A>, acting: readonly Role[]) => readonly Code[];
  /** Carried out while the round is suspended, though it is the committee's or its office's: it halts or frees clocks. What
   *  those do who owe something is never held up (`mayGoOn`). */
  readonly goesOnSuspended?: true | ((round: Round, target: Pick<RulePayloads[N], A>) => boolean);
  /** Done of an organisation that has left the round as well: its people still answer for themselves. */
  readonly afterLeaving?: true;
  /** The team's own work of its stay: done on the days of the leader's authorization (J-III.3c). */
  readonly duringStay?: true;
}

/** A definition, with what its keys are aimed at. */
export interface Aimed<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]> {
  readonly name: N;
  readonly definition: RoundDefinition<N, A>;
  readonly inPerson: boolean;
  readonly known: Parts;
  readonly aimedAt: (payload: Pick<RulePayloads[N], A>) => Target;
  readonly mayDo: (round: Round, payload: Pick<RulePayloads[N], A>) => readonly Role[];
  /** Whether it is carried out while the round is suspended. */
  readonly goesOn: (round: Round, payload: Pick<RulePayloads[N], A>) => boolean;
}
export const aimed = <N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  name: N,
  targetKeys: readonly A[],
  definition: RoundDefinition<N, A>,
): Aimed<N, A> => ({
  name,
  definition,
  inPerson: definition.inPerson ?? false,
  known: { ...parts, ...definition.parts },
  aimedAt: (payload) => targetOf(targetKeys, payload),
  mayDo: (round, payload) => rolesThatMay(definition.who, round, payload),
  goesOn: (round, payload) =>
    typeof definition.goesOnSuspended === 'function'
      ? definition.goesOnSuspended(round, payload)
      : definition.goesOnSuspended === true,
});
