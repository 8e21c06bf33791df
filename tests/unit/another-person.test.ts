/** What one person did, the same person does not accept, decide on or dispose of, whatever posts they hold (T-2). */
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../contracts/requests/index.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { EventType } from '../../domain/round/events.ts';
import { rows } from '../../examples/rows/index.ts';
import { ITEM, withItem } from '../../examples/rows/immediate.ts';
import { O, type Row, TODAY } from '../../examples/rows/row.ts';
import { prose } from '../../examples/story/prose.ts';
import { actorIn, leader } from '../../examples/story/registry.ts';
import type { Story } from '../../examples/story.ts';

/** Who did what a command answers: whoever left this event last, or the team's leader. */
const answered: Partial<Record<CommandName, EventType | 'team'>> = {
  'approve-round': 'RoundPlanned',
  'authorize-leader': 'team',
  'review-report': 'team',
  'return-report': 'team',
  'set-disposal': 'team',
  'accept-plan': 'PlanSubmitted',
  'return-plan': 'PlanSubmitted',
  'give-opinion': 'PlanSubmitted',
  'accept-finding': 'ItemReported',
  'return-finding': 'ItemReported',
  'accept-transfer': 'TransferFedBack',
  'ask-more': 'TransferFedBack',
  'grant-extension': 'ExtensionRequested',
  'refuse-extension': 'ExtensionRequested',
  'approve-request': 'RequestRaised',
  'reject-request': 'RequestRaised',
  'accept-referral': 'ReferralRaised',
  'decline-referral': 'ReferralRaised',
  'receipt-filing': 'FiledUpward',
};

/** The last one about what the row is about. */
function doerIn(row: Row, story: Story, type: EventType | 'team'): string | undefined {
  if (type === 'team') return leader;
  const about = new Set(Object.values(row.payload).filter((value) => typeof value === 'string'));
  const events = story.eventsOf(type);
  return events.findLast(({ data }) => type === 'RoundPlanned' || Object.values(data).some((value) => about.has(value)))
    ?.by;
}
const postsOf = ({ by }: Row, story: Story): Actor['posts'] =>
  typeof by === 'string' ? actorIn(story.registry, by, TODAY).posts : by.posts;
const liaisonAt = (person: string): Actor => ({ person, posts: [{ post: 'LIAISON', place: O }] });
/** Those in which it was done here, and not entered from paper. */
const toldHere = (command: string) =>
  rows.filter((row) => row.command === command && row.given().round.takeover === null);

describe.each(Object.entries(answered))('%s', (command, type) => {
  const told = toldHere(command).filter((row) => doerIn(row, row.given(), type) !== undefined);

  test('is refused to whoever did what it answers, with the very posts that may', () => {
    expect(told.length).toBeGreaterThan(0);
    const refused = told.filter((row) => {
      const story = row.given();
      const answer = row.answer(story, { person: doerIn(row, story, type) ?? '', posts: postsOf(row, story) });
      return isRefusal(answer) && answer.missing.some(({ fact, oneOf }) => fact === 'AnotherPerson' && oneOf !== '');
    });
    expect(refused.length).toBeGreaterThan(0);
  });

  test('is allowed to another person with the same posts', () => {
    for (const row of told) {
      const story = row.given();
      const posts = postsOf(row, story);
      if (posts.length > 0) expect(isRefusal(row.answer(story, { person: 'P-ANOTHER', posts })), row.title).toBe(false);
    }
  });
});

test('a leader who answered for the organisation, when they held a post there, does not confirm the answer', () => {
  const item = { item: ITEM };
  const told = withItem('SIGNED_FOR');
  const answeredBy = (person: string) =>
    told.does(liaisonAt(person), 'answer-immediate-item', { ...item, content: prose('done') });
  expect(answeredBy(leader).refusal(leader, 'confirm-immediate-item', item)).toMatchObject({
    missing: [{ fact: 'AnotherPerson', person: leader }],
  });
  expect(isRefusal(answeredBy('P-OTHER').answer(leader, 'confirm-immediate-item', item))).toBe(false);
});

test('what the office entered from paper was done by others, and is the office’s to accept', () => {
  const paper = rows.filter((row) => row.title.includes('from paper'));
  expect(paper.length).toBeGreaterThan(0);
  for (const row of paper) expect(isRefusal(row.answer(row.given(), row.by)), row.title).toBe(false);
});
