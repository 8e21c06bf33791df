/** Objections to what the office has entered for somebody (T-8): while one is open, or upheld and not put right, it holds what would
 *  be done next where the act was meant. No clock stops. */
import { all, get } from '../keyed.ts';
import type { Actor } from './grammar.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import {
  type Confirming,
  isAwaitingSettlement,
  type Objecting,
  type Objection,
  type ProposedAct,
} from './confirmation.ts';
import { meets } from './duties.ts';
import { type EventOf, happenedIn, type ObjectionEvents } from './events.ts';

const happened = happenedIn<ObjectionEvents>();

/** An act that is somebody's since a second person of the office has compared it with the paper. */
export type BoundAct = ProposedAct & Required<Pick<ProposedAct, 'onBehalf' | 'bound'>>;
const isBound = (act: ProposedAct): act is BoundAct => act.bound !== undefined && act.onBehalf !== undefined;
export const boundActs = (dossier: Confirming): BoundAct[] => [...all(dossier.proposedActs)].filter(isBound);

/** The act that an event belongs to: the one since which it is the person's, or the first one of the act itself. */
export const boundAct = (dossier: Confirming, sequence: number): BoundAct | undefined =>
  boundActs(dossier).find(({ bound }) => bound.sequence === sequence || bound.sequence + 1 === sequence);

/** The organisations that an act names; none where it is about the dossier as a whole. */
export const organisationsOf = ({ organisation, payload }: Pick<ProposedAct, 'organisation' | 'payload'>): Code[] =>
  organisation === null ? organisationsIn(payload) : [organisation];
export const organisationsIn = (payload: object): Code[] =>
  'organisations' in payload && Array.isArray(payload.organisations)
    ? payload.organisations.filter((code): code is Code => typeof code === 'string')
    : [];

/** Whether an objection is about what somebody does; `proposal`: that they answer. */
type Concerns = (objection: Objection, proposal: ProposedAct | undefined) => boolean;

/** What is done next where an objection is not settled. The person who objected goes on, and so does whoever confirms what they have
 *  proposed: that is what puts it right. */
export function requireNoObjection(
  dossier: Objecting,
  { person }: Pick<Actor, 'person'>,
  payload: object,
  concerns: Concerns,
): Refusal | undefined {
  const proposal = 'proposal' in payload ? get(dossier.proposedActs, String(payload.proposal)) : undefined;
  const acting = proposal && !proposal.onBehalf ? [person, proposal.by] : [person];
  const [holding] = [...all(dossier.objections)].filter(
    (objection) =>
      isAwaitingSettlement(objection) && !acting.includes(objection.person) && concerns(objection, proposal),
  );
  if (!holding) return undefined;
  const { code: objection, act: sequence, action, owedBy: heldBy, state, person: objecting } = holding;
  const about = { objection, sequence, action, person: objecting, heldBy };
  return refuse('J-V.5b', state === 'OPEN' ? 'ObjectionSettled' : 'ObjectionPutRight', about);
}

/** Somebody does themselves what was entered for them and found not to be theirs: that puts it right. */
export function putRightBy(
  dossier: Objecting,
  { name, by, on }: { readonly name: string; readonly by: Code; readonly on: Day },
  isSame: (objection: Objection) => boolean,
): EventOf<ObjectionEvents, 'ObjectionSettled'>[] {
  const done = [...all(dossier.objections)].filter(
    (objection) =>
      objection.state === 'UPHELD' && objection.action === name && objection.person === by && isSame(objection),
  );
  return done.map(({ code, act }) => {
    const organisation = boundAct(dossier, act)?.organisation ?? null;
    const settled = { objection: code, act, organisation, upheld: false, putRight: 'IN_PERSON' as const };
    return happened('ObjectionSettled', 'J-V.5b', on, settled, { closes: meets(dossier, 'objection', code, on) });
  });
}
