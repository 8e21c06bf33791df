/** Objections to what the office has entered for somebody (T-8): while one is open, or upheld and not put right, it holds what the
 *  committee, the office and the teams would do next where the act was meant. No clock stops. */
import { isAwaitingSettlement, type Objection, type ProposedAct } from '../dossier/confirmation.ts';
import type { Actor } from '../dossier/grammar.ts';
import { meets } from '../dossier/duties.ts';
import { all, get } from '../keyed.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import { happened, type RoundEvent } from './events.ts';
import type { Round } from './state.ts';

/** An act that is somebody's since a second person of the office has compared it with the paper. */
export type BoundAct = ProposedAct & Required<Pick<ProposedAct, 'onBehalf' | 'bound'>>;
const isBound = (act: ProposedAct): act is BoundAct => act.bound !== undefined && act.onBehalf !== undefined;
export const boundActs = (round: Round): BoundAct[] => [...all(round.proposedActs)].filter(isBound);

/** The act that an event belongs to: the one since which it is the person's, or the first one of the act itself. */
export const boundAct = (round: Round, sequence: number): BoundAct | undefined =>
  boundActs(round).find(({ bound }) => bound.sequence === sequence || bound.sequence + 1 === sequence);

/** The organisations that an act names; none where it is about the round as a whole. */
export function organisationsOf({ organisation, payload }: Pick<ProposedAct, 'organisation' | 'payload'>): Code[] {
  return organisation === null ? organisationsIn(payload) : [organisation];
}
const organisationsIn = (payload: object): Code[] =>
  'organisations' in payload && Array.isArray(payload.organisations)
    ? payload.organisations.filter((code): code is Code => typeof code === 'string')
    : [];

/** A command with its payload, and the organisation that it is aimed at. */
interface Doing {
  readonly name: string;
  readonly place: Code | undefined;
  readonly payload: object;
}
const placesOf = ({ place, payload }: Doing): readonly Code[] =>
  place === undefined ? organisationsIn(payload) : [place];

/** What the committee, the office and the teams do where an objection is not settled; the round does not close over one either.
 *  The person who objected goes on, and so does whoever confirms what they have proposed: that is what puts it right. */
export function requireNoObjection(round: Round, { person }: Actor, doing: Doing): Refusal | undefined {
  const { payload } = doing;
  const proposal = 'proposal' in payload ? get(round.proposedActs, String(payload.proposal)) : undefined;
  const places = proposal ? organisationsOf(proposal) : placesOf(doing);
  const acting = proposal && !proposal.onBehalf ? [person, proposal.by] : [person];
  const concerns = ({ organisations }: Objection): boolean =>
    organisations.length === 0 || doing.name === 'close-round' || places.some((code) => organisations.includes(code));
  const [holding] = [...all(round.objections)].filter(
    (objection) => isAwaitingSettlement(objection) && !acting.includes(objection.person) && concerns(objection),
  );
  if (!holding) return undefined;
  const { code: objection, act: sequence, action, owedBy: heldBy, state, person: objecting } = holding;
  const about = { objection, sequence, action, person: objecting, heldBy };
  return refuse('J-V.5b', state === 'OPEN' ? 'ObjectionSettled' : 'ObjectionPutRight', about);
}

/** Somebody does themselves what was entered for them and found not to be theirs: that puts it right. */
export function putRightBy(
  round: Round,
  { by, on, ...doing }: Doing & { readonly by: Code; readonly on: Day },
): RoundEvent[] {
  const places = placesOf(doing).join(' ');
  const done = [...all(round.objections)].filter(
    ({ state, action, person, organisations }) =>
      state === 'UPHELD' && action === doing.name && person === by && organisations.join(' ') === places,
  );
  return done.map(({ code, act }) => {
    const organisation = boundAct(round, act)?.organisation ?? null;
    const settled = { objection: code, act, organisation, upheld: false, putRight: 'IN_PERSON' as const };
    return happened('ObjectionSettled', 'J-V.5b', on, settled, { closes: meets(round, 'objection', code, on) });
  });
}
