/** Immediate items (J-V.4b), 立行立改: what can be put right at once is put right while the team is there. The team leader
 *  issues an item with a day, the organisation signs and answers, the leader confirms. Its outcome stays with the
 *  organisation; the full rectification afterwards is not replaced by it: a finding on the same matter is decided and lands
 *  like any other. */
import { meets, owe } from '../../dossier/duties.ts';
import { officePosts, postAt, write } from '../../dossier/letters.ts';
import { get, all, put } from '../../keyed.ts';
import type { Post } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type ImmediateEvents } from '../events.ts';
import { eachOrganisation, requireOnSite, organisationOf } from '../parts.ts';
import { type ImmediateItem, type Round, teamOf } from '../state.ts';
import { requireInstruction, withRequestUsed } from './instructions.ts';

/** The notice goes to those who sign for it and answer it. */
const noticeTo: readonly Post[] = ['LIAISON', 'PRINCIPAL'];

export const immediateRules = {
  'issue-immediate-item': command('issue-immediate-item', ['organisation'], {
    clause: 'J-V.4b',
    who: ['TL'],
    duringStay: true,
    targets: eachOrganisation,
    gate: (round, { organisation }) => requireOnSite(organisationOf(round, organisation)),
    notBefore: (round, { organisation }) => organisationOf(round, organisation).enteredOn,
    facts: (round, { organisation }) => ({
      holders: [...noticeTo.map((post) => postAt(round, post, { organisation })), ...officePosts(round)],
    }),
    decide(round, { item, organisation, content, dueOn, request }, { on, sequence, facts }) {
      if (get(round.immediateItems, item)) return refuse('J-V.5d', 'FreshCode', { item });
      const to = endOfStay(round, organisation);
      if (dueOn < on || (to !== null && dueOn > to))
        return refuse('J-V.4b', 'DueInsideStay', { item, from: on, to: to ?? '' });
      const act = { name: 'issue-immediate-item', organisation, occasion: item, request, on } as const;
      const refused = requireInstruction(round, act);
      if (refused) return refused;
      const answer = owe(round, {
        kind: 'immediate-item',
        clause: 'J-V.4b',
        owedBy: 'ORG',
        owedTo: 'TL',
        organisation,
        about: item,
        anchor: { event: 'ImmediateItemIssued', sequence, on },
        dueOn,
      });
      const issued = { item, organisation, content, dueOn, ...(request === undefined ? {} : { request }) };
      const notices = write(round, facts.holders, {
        kind: 'immediate-item',
        clause: 'J-V.4b',
        duty: answer.key,
        organisation,
        path: `${answer.key}/notice`,
        to: noticeTo.map((post) => postAt(round, post, { organisation })),
        on,
      });
      return [happened('ImmediateItemIssued', 'J-V.4b', on, issued, { opens: [answer] }), ...notices];
    },
  }),

  'sign-immediate-item': command('sign-immediate-item', ['item'], {
    clause: 'J-V.4b',
    receipt: true,
    who: ['ORG'],
    targets: eachItem,
    gate: (round, { item }) =>
      itemOf(round, item).state === 'ISSUED' ? undefined : refuse('J-V.4b', 'ItemNotYetSigned', { item }),
    notBefore: lastStep,
    decide: (_round, { item }, { on }) => [happened('ImmediateItemSigned', 'J-V.4b', on, { item })],
  }),

  'answer-immediate-item': command('answer-immediate-item', ['item'], {
    clause: 'J-V.4b',
    who: ['ORG'],
    targets: eachItem,
    // Until it is confirmed an answer may be added to; the first one meets the duty, in time or late.
    gate(round, { item }) {
      const { state } = itemOf(round, item);
      if (state === 'ISSUED') return refuse('J-V.4b', 'ItemSigned', { item });
      return state === 'CONFIRMED' ? refuse('J-V.4b', 'ItemNotYetConfirmed', { item }) : undefined;
    },
    notBefore: lastStep,
    decide(round, { item, content }, { on }) {
      const closes = meets(round, 'immediate-item', item, on);
      return [happened('ImmediateItemAnswered', 'J-V.4b', on, { item, content }, { closes })];
    },
  }),

  'confirm-immediate-item': command('confirm-immediate-item', ['item'], {
    clause: 'J-V.4b',
    signs: true,
    who: ['TL'],
    duringStay: true,
    doneBy: (round, { item }) => doersOf(round, ['ImmediateItemAnswered'], item),
    targets: eachItem,
    gate: (round, { item }) => requireConfirmable(itemOf(round, item)),
    notBefore: lastStep,
    decide: (_round, { item }, { on }) => [happened('ImmediateItemConfirmed', 'J-V.4b', on, { item })],
  }),
};

export const immediateTransitions: Transitions<ImmediateEvents> = {
  ImmediateItemIssued(round, { on, data: { item, organisation, dueOn, request } }) {
    const issued = { code: item, organisation, dueOn, state: 'ISSUED', steppedOn: on, answeredOn: null } as const;
    const covered = withRequestUsed(round, request, item);
    return { ...covered, immediateItems: put(covered.immediateItems, item, issued) };
  },
  ImmediateItemSigned: (round, { on, data }) => withItem(round, data.item, { state: 'SIGNED_FOR', steppedOn: on }),
  ImmediateItemAnswered: (round, { on, data: { item } }) =>
    withItem(round, item, { state: 'DONE', steppedOn: on, answeredOn: itemOf(round, item).answeredOn ?? on }),
  ImmediateItemConfirmed: (round, { on, data }) => withItem(round, data.item, { state: 'CONFIRMED', steppedOn: on }),
};

/** A stay ends with the authorization of the leader (J-III.3c). */
const endOfStay = (round: Round, organisation: Code): Day | null =>
  teamOf(round, organisationOf(round, organisation))?.authorization?.to ?? null;

function requireConfirmable({ code: item, state }: ImmediateItem): Refusal | undefined {
  if (state === 'CONFIRMED') return refuse('J-V.4b', 'ItemNotYetConfirmed', { item });
  return state === 'DONE' ? undefined : refuse('J-V.4b', 'ItemAnswered', { item, state });
}

function eachItem(round: Round): { item: Code }[] {
  return [...all(round.immediateItems)].map(({ code }) => ({ item: code }));
}

function lastStep(round: Round, { item }: { readonly item: Code }): Day {
  return itemOf(round, item).steppedOn;
}

function itemOf(round: Round, code: Code): ImmediateItem {
  const item = get(round.immediateItems, code);
  if (!item) throw new Error(`${code} is not in ${round.code}`);
  return item;
}

function withItem(round: Round, code: Code, change: Partial<ImmediateItem>): Round {
  return {
    ...round,
    immediateItems: put(round.immediateItems, code, { ...itemOf(round, code), ...change }),
  };
}
