/** What the office enters for others, from their paper (T-5): who compares it, and which day the paper may have. */
import type { Clause } from '../../opinion/clauses.ts';
import { addToDay } from '../calendar.ts';
import type { Holder, PostAt, Role } from '../people/posts.ts';
import { officeNeeded, secondOfOffice } from '../people/second-persons.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day, DocumentOnPaper, PaperOfEntry } from '../vocabulary.ts';
import type { Dossier } from './dossier.ts';

/** Who can be asked where the office has one person alone. */
const deputies = { LGD: 'LG_DEPUTY', XDL: 'LG_EXECUTIVE_DEPUTY' } as const;

/** The posts that must be known to say who compares the paper. */
export const comparersNeeded = (committee: Code): PostAt[] => [
  ...officeNeeded(committee).holders,
  ...Object.values(deputies).map((post) => ({ post, place: committee })),
];

/** The roles that compare what somebody of the office has entered with the paper. In an office of one a deputy does, and where there
 *  is none, the leading group's leader: nobody is locked out. */
export function comparedBy({ holders }: { readonly holders: readonly Holder[] }, by: Code): readonly Role[] {
  const second = secondOfOffice({ holders }, by);
  if (second.includes('OFF')) return second;
  const present = Object.entries(deputies).flatMap(([role, post]) =>
    holders.some((holder) => holder.post === post && holder.person !== by)
      ? second.filter((each) => each === role)
      : [],
  );
  return present.length > 0 ? present : ['LGL'];
}

/** A paper is not younger than the day on which it reached the office, nor older than what it answers. */
export function requireDayOfDocument(
  clause: Clause,
  { on }: DocumentOnPaper,
  { arrivedOn, answered }: { readonly arrivedOn: Day; readonly answered: Day | null },
): Refusal | undefined {
  const isOlder = answered !== null && on < answered;
  return isOlder || on > arrivedOn
    ? refuse(clause, 'DayOfDocument', { on, to: arrivedOn, ...(answered === null ? {} : { from: answered }) })
    : undefined;
}

/** What must be known where somebody may enter the receipt of the office above, and somebody else compares it. */
export const receiptNeeded = (committee: Code): PostAt[] => [
  { post: 'UPPER_OFFICE', place: committee },
  ...comparersNeeded(committee),
];

/** Of a filing: whether the actor is of the office above, and since when it could be signed for. */
interface ReceiptOfFiling {
  readonly isOfUpper: boolean;
  readonly on: Day;
  readonly answered: Day | null;
  readonly facts: { readonly holders: readonly Holder[] };
}

/** The paper on which the office above has signed for a filing, entered by the office. Where that office has somebody here, they sign
 *  themselves. */
export function paperOfReceipt(
  filing: Code,
  document: PaperOfEntry | undefined,
  { isOfUpper, on, answered, facts }: ReceiptOfFiling,
): DocumentOnPaper | Refusal {
  const { evidence } = document ?? {};
  if (document === undefined || evidence === undefined) return refuse('J-VI.2c', 'ReceiptOnPaper', { filing });
  if (isOfUpper || facts.holders.some(({ post }) => post === 'UPPER_OFFICE'))
    return refuse('J-VI.2c', 'UpperOfficeAbsent', { filing });
  const paper = { number: document.number, on: document.on, evidence };
  return requireDayOfDocument('J-VI.2c', paper, { arrivedOn: on, answered }) ?? paper;
}

/** What was given or sent is served when it has lain unsigned for the days of the pack; under a pack without the figure, never. */
export function requireServing({ pack }: Pick<Dossier, 'pack'>, clause: Clause): Refusal | undefined {
  return pack.servedAfterDays === undefined ? refuse(clause, 'ServingInPack', { pack: pack.id }) : undefined;
}
export function requireUnsigned(
  { pack }: Pick<Dossier, 'pack'>,
  clause: Clause,
  since: Day,
  on: Day,
): Refusal | undefined {
  const days = pack.servedAfterDays ?? 0;
  const from = addToDay(since, { days });
  return on < from ? refuse(clause, 'UnsignedForDays', { from, days }) : undefined;
}
