/** What the commands by which an objection is raised and settled ask and leave, in any dossier (T-8): raised by the very person whose
 *  act was entered, settled by the executive deputy, else by the standing committee's clerk; never by whoever entered or compared it. */
import { get, put } from '../keyed.ts';
import { type Holder, type Post, type Role, rolesOfPost } from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day, Prose } from '../vocabulary.ts';
import { isAwaitingSettlement, type Objecting, type Objection, objectionAt } from './confirmation.ts';
import type { Dossier } from './dossier.ts';
import { meets, owe } from './duties.ts';
import type { Anchor } from './duty.ts';
import { type EventOf, happenedIn, type ObjectionEvents, type RecordedOf } from './events.ts';
import type { Context } from './grammar.ts';
import { postAt } from './letters.ts';
import { objectUntil } from './notices.ts';
import { type BoundAct, boundAct, boundActs, organisationsOf } from './objections.ts';

const happened = happenedIn<ObjectionEvents>();

interface OfAct {
  readonly sequence: number;
}
interface Holders {
  readonly holders: readonly Holder[];
}

/** What was entered for somebody, and what of it somebody has objected to. */
export const actsEntered = (dossier: Objecting): OfAct[] =>
  boundActs(dossier).map(({ bound: { sequence } }) => ({ sequence }));
export const actsObjectedTo = (dossier: Objecting): OfAct[] =>
  actsEntered(dossier).filter((act) => objectionTo(dossier, act));

/** To object. */
export const objecting = {
  clause: 'J-V.5b',
  who: ['SELF'],
  ownAct: true,
  gate: (dossier: Objecting, act: OfAct): Refusal | undefined =>
    objectionTo(dossier, act) && refuse('J-V.5b', 'ObjectionNotYetRaised', { sequence: act.sequence }),
  notBefore: (dossier: Objecting, act: OfAct): Day => actOf(dossier, act).bound.on,
  facts: (dossier: Dossier) => ({
    holders: settlers.flatMap(({ posts }) => posts.map((post) => postAt(dossier, post, { organisation: null }))),
  }),
  decide(
    dossier: Objecting,
    { sequence: named, reason }: OfAct & { readonly reason: Prose },
    { on, arrivedOn, sequence, facts }: Pick<Context<Holders>, 'on' | 'arrivedOn' | 'sequence' | 'facts'>,
  ): EventOf<ObjectionEvents, 'ActObjected'>[] | Refusal {
    const act = actOf(dossier, { sequence: named });
    const until = objectUntil(dossier, act.bound.on);
    if (until !== null && arrivedOn > until) return refuse('J-V.5b', 'WithinObjectionDays', { sequence: named, until });
    const { action, organisation, bound } = act;
    const objected = {
      objection: objectionAt(sequence),
      act: bound.sequence,
      action,
      organisation,
      organisations: organisationsOf(act),
      owedBy: whoSettles(act, facts),
      reason,
    };
    const anchor = { event: 'ActObjected', sequence, on };
    // In a dossier that has ended nothing is owed any more; the objection stands in its ledger, and can still be settled.
    const opens = dossier.ended === null ? [settlement(dossier, objected, anchor)] : [];
    return [happened('ActObjected', 'J-V.5b', on, objected, { opens })];
  },
} as const;

/** To settle it. */
export const settling = {
  clause: 'J-V.5b',
  signs: true,
  who: (dossier: Objecting, act: OfAct): readonly Role[] => [objectionTo(dossier, act)?.owedBy ?? 'XDL'],
  doneBy(dossier: Objecting, act: OfAct): readonly Code[] {
    const { by, onBehalf, bound } = actOf(dossier, act);
    return [by, bound.by, onBehalf.person];
  },
  gate(dossier: Objecting, act: OfAct): Refusal | undefined {
    const objection = objectionTo(dossier, act);
    if (!objection) return refuse('J-V.5b', 'ObjectionRaised', { sequence: act.sequence });
    return isAwaitingSettlement(objection)
      ? undefined
      : refuse('J-V.5b', 'ObjectionOpen', { objection: objection.code });
  },
  notBefore: (dossier: Objecting, act: OfAct): Day | null => objectionTo(dossier, act)?.on ?? null,
  decide(
    dossier: Objecting,
    { sequence: named, upheld, reason }: OfAct & { readonly upheld: boolean; readonly reason: Prose },
    { on, sequence }: Pick<Context<object>, 'on' | 'sequence'>,
  ): EventOf<ObjectionEvents, 'ObjectionSettled'>[] | Refusal {
    const objection = objectionTo(dossier, { sequence: named });
    if (!objection) return refuse('J-V.5b', 'ObjectionRaised', { sequence: named });
    const { code, act, state } = objection;
    if (state === 'UPHELD' && upheld) return refuse('J-V.5b', 'ObjectionOpen', { objection: code });
    const closes = meets(dossier, 'objection', code, on);
    const { organisation } = actOf(dossier, { sequence: named });
    // What was upheld is still owed: to be put right.
    const anchor = { event: 'ObjectionSettled', sequence, on };
    const again = { objection: code, organisation, owedBy: objection.owedBy };
    const opens = upheld && dossier.ended === null ? [settlement(dossier, again, anchor)] : [];
    const putRight = state === 'UPHELD' ? { putRight: 'SETTLED' as const } : {};
    const settled = { objection: code, act, organisation, upheld, reason, ...putRight };
    return [happened('ObjectionSettled', 'J-V.5b', on, settled, { closes, opens })];
  },
} as const;

export const objectionTransitions = {
  ActObjected<D extends Objecting>(
    dossier: D,
    { on, data: { objection: code, act, action, organisations, owedBy } }: RecordedOf<ObjectionEvents, 'ActObjected'>,
  ): D {
    const { person } = actOf(dossier, { sequence: act }).onBehalf;
    const objection: Objection = { code, act, action, person, organisations, on, owedBy, state: 'OPEN' };
    return { ...dossier, objections: put(dossier.objections, String(act), objection) };
  },
  ObjectionSettled<D extends Objecting>(
    dossier: D,
    { on, data: { act, upheld, putRight } }: RecordedOf<ObjectionEvents, 'ObjectionSettled'>,
  ): D {
    const objection = objectionTo(dossier, { sequence: act });
    if (!objection) throw new Error(`nobody has objected to row ${act} of ${dossier.code}`);
    const state = upheld ? 'UPHELD' : putRight ? 'PUT_RIGHT' : 'DISMISSED';
    return { ...dossier, objections: put(dossier.objections, String(act), { ...objection, on, state }) };
  },
};

/** Who settles: the executive deputy, else the standing committee's clerk, else others of the leading group; whoever holds the post
 *  and has neither signed, entered nor compared it. */
const settlers: readonly { readonly role: Role; readonly posts: readonly Post[] }[] = [
  { role: 'XDL', posts: ['LG_EXECUTIVE_DEPUTY'] },
  { role: 'PSC', posts: ['STANDING_COMMITTEE', 'SECRETARY'] },
  { role: 'LGL', posts: ['LG_LEADER'] },
  { role: 'LGD', posts: ['LG_DEPUTY'] },
];
function whoSettles({ by, onBehalf, bound }: BoundAct, { holders }: Holders): Role {
  const concerned = [by, bound.by, onBehalf.person];
  const others = holders.filter(({ person }) => !concerned.includes(person));
  const found = settlers.find(({ role }) => others.some(({ post }) => rolesOfPost[post].includes(role)));
  return found?.role ?? 'XDL';
}

function settlement(
  dossier: Dossier,
  { objection, organisation, owedBy }: { objection: Code; organisation: Code | null; owedBy: Role },
  anchor: Anchor,
) {
  return owe(dossier, {
    kind: 'objection',
    clause: 'J-V.5b',
    owedBy,
    owedTo: 'SELF',
    about: objection,
    ...(organisation === null ? {} : { organisation }),
    anchor,
  });
}

function actOf(dossier: Objecting, { sequence }: OfAct): BoundAct {
  const act = boundAct(dossier, sequence);
  if (!act) throw new Error(`row ${sequence} of ${dossier.code} is no act that was entered for somebody`);
  return act;
}
export const objectionTo = (dossier: Objecting, { sequence }: OfAct): Objection | undefined => {
  const act = boundAct(dossier, sequence);
  return act && get(dossier.objections, String(act.bound.sequence));
};
