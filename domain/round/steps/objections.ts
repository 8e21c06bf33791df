/** Objections to what the office has entered for somebody (T-8): raised by that very person, settled by the executive deputy, else by
 *  the standing committee's clerk; never by whoever entered or compared it. What was upheld is put right before the rest goes on. */
import { isAwaitingSettlement, type Objection, objectionAt } from '../../dossier/confirmation.ts';
import { meets, owe } from '../../dossier/duties.ts';
import { postAt } from '../../dossier/letters.ts';
import { get, put } from '../../keyed.ts';
import { type Post, type Role, rolesOfPost } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type ObjectionEvents } from '../events.ts';
import type { Facts } from '../facts.ts';
import { objectUntil } from '../notices.ts';
import { type BoundAct, boundAct, boundActs, organisationsOf } from '../objections.ts';
import type { Round } from '../state.ts';
import type { Parts } from '../targets.ts';

interface Target {
  readonly sequence: number;
}

/** What a place in the ledger names here: an act that was entered for somebody. */
const ofAct: Parts = {
  sequence: {
    has: (round, code) => boundAct(round, Number(code)),
    clause: 'J-V.5b',
    fact: 'ActOnBehalfInRound',
  },
};

export const objectionRules = {
  'object-to-act': command('object-to-act', ['sequence'], {
    parts: ofAct,
    clause: 'J-V.5b',
    who: ['SELF'],
    ownAct: true,
    inPerson: true,
    targets: (round) => boundActs(round).map(({ bound: { sequence } }) => ({ sequence })),
    gate: (round, target) =>
      objectionTo(round, target) && refuse('J-V.5b', 'ObjectionNotYetRaised', { sequence: target.sequence }),
    notBefore: (round, target) => actOf(round, target).bound.on,
    facts: (round) => ({
      holders: settling.flatMap(({ posts }) => posts.map((post) => postAt(round, post, { organisation: null }))),
    }),
    decide(round, { sequence: named, reason }, { on, arrivedOn, sequence, facts }) {
      const act = actOf(round, { sequence: named });
      const until = objectUntil(round, act.bound.on);
      if (until !== null && arrivedOn > until)
        return refuse('J-V.5b', 'WithinObjectionDays', { sequence: named, until });
      const owedBy = whoSettles(act, facts);
      const { action, organisation, bound } = act;
      const objected = {
        objection: objectionAt(sequence),
        act: bound.sequence,
        action,
        organisation,
        organisations: organisationsOf(act),
        owedBy,
        reason,
      };
      const anchor = { event: 'ActObjected', sequence, on };
      // In a round that has ended nothing is owed any more; the objection stands in its ledger, and can still be settled.
      const opens = round.ended === null ? [settlement(round, objected, anchor)] : [];
      return [happened('ActObjected', 'J-V.5b', on, objected, { opens })];
    },
  }),

  'settle-objection': command('settle-objection', ['sequence'], {
    signs: true,
    parts: ofAct,
    clause: 'J-V.5b',
    // It is held up by no suspension and by no other objection.
    goesOnSuspended: true,
    inPerson: true,
    who: (round, target) => [objectionTo(round, target)?.owedBy ?? 'XDL'],
    targets: (round) =>
      boundActs(round)
        .map(({ bound: { sequence } }) => ({ sequence }))
        .filter((target) => objectionTo(round, target)),
    doneBy(round, target) {
      const { by, onBehalf, bound } = actOf(round, target);
      return [by, bound.by, onBehalf.person];
    },
    gate: requireUnsettled,
    notBefore: (round, target) => objectionTo(round, target)?.on ?? null,
    decide(round, { sequence: named, upheld, reason }, { on, sequence }) {
      const objection = objectionTo(round, { sequence: named });
      if (!objection) return refuse('J-V.5b', 'ObjectionRaised', { sequence: named });
      const { code, act, state } = objection;
      if (state === 'UPHELD' && upheld) return refuse('J-V.5b', 'ObjectionOpen', { objection: code });
      const closes = meets(round, 'objection', code, on);
      const { organisation } = actOf(round, { sequence: named });
      // What was upheld is still owed: to be put right.
      const anchor = { event: 'ObjectionSettled', sequence, on };
      const again = { objection: code, organisation, owedBy: objection.owedBy };
      const opens = upheld && round.ended === null ? [settlement(round, again, anchor)] : [];
      const putRight = state === 'UPHELD' ? { putRight: 'SETTLED' as const } : {};
      const settled = { objection: code, act, organisation, upheld, reason, ...putRight };
      return [happened('ObjectionSettled', 'J-V.5b', on, settled, { closes, opens })];
    },
  }),
};

export const objectionTransitions: Transitions<ObjectionEvents> = {
  ActObjected(round, { on, data: { objection: code, act, action, organisations, owedBy } }) {
    const { person } = actOf(round, { sequence: act }).onBehalf;
    const objection: Objection = { code, act, action, person, organisations, on, owedBy, state: 'OPEN' };
    return { ...round, objections: put(round.objections, String(act), objection) };
  },
  ObjectionSettled(round, { on, data: { act, upheld, putRight } }) {
    const objection = objectionTo(round, { sequence: act });
    if (!objection) throw new Error(`nobody has objected to row ${act} of ${round.code}`);
    const state = upheld ? 'UPHELD' : putRight ? 'PUT_RIGHT' : 'DISMISSED';
    return { ...round, objections: put(round.objections, String(act), { ...objection, on, state }) };
  },
};

/** Who settles: the executive deputy, else the standing committee's clerk, else others of the leading group; whoever holds the post
 *  and has neither signed, entered nor compared it. */
const settling: readonly { readonly role: Role; readonly posts: readonly Post[] }[] = [
  { role: 'XDL', posts: ['LG_EXECUTIVE_DEPUTY'] },
  { role: 'PSC', posts: ['STANDING_COMMITTEE', 'SECRETARY'] },
  { role: 'LGL', posts: ['LG_LEADER'] },
  { role: 'LGD', posts: ['LG_DEPUTY'] },
];
function whoSettles({ by, onBehalf, bound }: BoundAct, { holders }: Pick<Facts, 'holders'>): Role {
  const concerned = [by, bound.by, onBehalf.person];
  const others = holders.filter(({ person }) => !concerned.includes(person));
  const found = settling.find(({ role }) => others.some(({ post }) => rolesOfPost[post].includes(role)));
  return found?.role ?? 'XDL';
}

function settlement(
  round: Round,
  { objection, organisation, owedBy }: { objection: Code; organisation: Code | null; owedBy: Role },
  anchor: Parameters<typeof owe>[1]['anchor'],
) {
  return owe(round, {
    kind: 'objection',
    clause: 'J-V.5b',
    owedBy,
    owedTo: 'SELF',
    about: objection,
    ...(organisation === null ? {} : { organisation }),
    anchor,
  });
}

function requireUnsettled(round: Round, target: Target): Refusal | undefined {
  const objection = objectionTo(round, target);
  if (!objection) return refuse('J-V.5b', 'ObjectionRaised', { sequence: target.sequence });
  return isAwaitingSettlement(objection) ? undefined : refuse('J-V.5b', 'ObjectionOpen', { objection: objection.code });
}

function actOf(round: Round, { sequence }: Target): BoundAct {
  const act = boundAct(round, sequence);
  if (!act) throw new Error(`row ${sequence} of ${round.code} is no act that was entered for somebody`);
  return act;
}
const objectionTo = (round: Round, { sequence }: Target): Objection | undefined => {
  const act = boundAct(round, sequence);
  return act && get(round.objections, String(act.bound.sequence));
};
