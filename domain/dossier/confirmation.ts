/** Second persons (T-6; J-V.1b, J-I.3d). What one person alone may not do is proposed by the first and done by the second: until
 *  then it binds nobody. Naming somebody’s code is no signature. */
import type { Keyed } from '../keyed.ts';
import type { Role } from '../people/posts.ts';
import type { Code, Day, DocumentOnPaper } from '../vocabulary.ts';
import type { Dossier } from './dossier.ts';

/** A dossier in which acts wait for a second person, by the codes of their proposals. */
export interface Confirming extends Dossier {
  readonly proposedActs: Keyed<ProposedAct>;
}

/** An act that waits for its second person, or has had its answer. */
export interface ProposedAct {
  readonly code: Code;
  /** The command, as its schema has read it. */
  readonly action: string;
  readonly payload: object;
  readonly by: Code;
  readonly on: Day;
  /** Of the event that proposes it. */
  readonly sequence: number;
  /** The organisation that the act is about, if it is about one. */
  readonly organisation: Code | null;
  /** What the act is about in a committee's own work, by its code: a document, a filing, the study. */
  readonly about?: Code;
  /** Who may confirm it, towards that organisation. The proposer is never meant. */
  readonly confirmedBy: readonly Role[];
  /** Whose act it is, where the office has entered it from paper (T-8). */
  readonly onBehalf?: ActOnBehalf;
  /** Since when it is theirs: the event in which a second person of the office found it to agree with the paper. */
  readonly bound?: { readonly sequence: number; readonly on: Day; readonly by: Code };
  /** The office has entered it from paper: it holds, and its own holder says whether it was so (T-7). */
  readonly entered?: true;
  readonly state: 'OPEN' | 'CONFIRMED' | 'DECLINED' | 'REPLACED';
}
/** Whose act is entered, and the paper that they signed: `evidence` is the hash of its scan. */
export interface OnBehalf {
  readonly person: Code;
  readonly document: DocumentOnPaper;
}
export interface ActOnBehalf extends OnBehalf {
  /** Who of the office has compared it with the paper, where the act then waits for a second person of its own. */
  readonly compared?: Code;
}
export const isAwaited = ({ state }: Pick<ProposedAct, 'state'>): boolean => state === 'OPEN';

/** The same act of the same things, whatever the words. */
export const isSameAct = (a: Asked, b: Asked) =>
  a.action === b.action && subjectOf(a) === subjectOf(b) && whoseOf(a) === whoseOf(b);

type Asked = Pick<ProposedAct, 'action' | 'payload' | 'about' | 'onBehalf'>;
/** What is entered for somebody takes the place of nothing that they or others have asked for themselves. Of a committee's acts each
 *  has its own paper: two studies may wait at once. */
const whoseOf = ({ onBehalf, about }: Asked): string | undefined =>
  onBehalf &&
  [
    onBehalf.person,
    onBehalf.compared === undefined ? 'to be compared' : 'compared',
    ...(about === undefined ? [] : [about, onBehalf.document.number]),
  ].join(' ');

/** What is entered from paper about other organisations is another act: several hearings may wait at once. */
const subjectOf = ({ payload, onBehalf }: Asked): string =>
  JSON.stringify(
    Object.entries(payload)
      .filter(
        ([field, value]) => (field !== 'on' && typeof value === 'string') || (field === 'organisations' && onBehalf),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A proposal is named by the place of its event in the ledger. */
export const proposalAt = (sequence: number): Code => `PROPOSAL-${sequence}`;

/** Somebody objects to what was entered for them. Open or upheld, it holds what follows; `PUT_RIGHT` after it was upheld. */
export interface Objection {
  readonly code: Code;
  /** The act, by the event since which it is theirs. */
  readonly act: number;
  readonly action: string;
  readonly person: Code;
  /** The organisations that the act is about; none: it names none. */
  readonly organisations: readonly Code[];
  readonly on: Day;
  /** Who settles it. */
  readonly owedBy: Role;
  readonly state: 'OPEN' | 'UPHELD' | 'DISMISSED' | 'PUT_RIGHT';
}
/** A dossier in which somebody may object to what was entered for them, by the act that each objection is about (T-8). */
export interface Objecting extends Confirming {
  readonly objections: Keyed<Objection>;
}
/** Objections are named by the place of their event in the ledger. */
export const objectionAt = (sequence: number): Code => `OBJECTION-${sequence}`;
export const isAwaitingSettlement = ({ state }: Pick<Objection, 'state'>): boolean =>
  state === 'OPEN' || state === 'UPHELD';
