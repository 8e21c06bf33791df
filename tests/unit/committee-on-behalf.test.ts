/** What leaders sign on paper in a committee's own work (T-8): which commands may be entered for them, whose act it then is, what they
 *  are told, and what an objection holds up. The wrong acts stand in the rows (`committee-on-behalf.ts`). */
import { describe, expect, test } from 'vitest';
import { workCommandNames, workCommands } from '../../contracts/requests/committee.ts';
import { isAwaited } from '../../domain/dossier/confirmation.ts';
import { all, get } from '../../domain/keyed.ts';
import { mayReadOfWork } from '../../domain/people/texts.ts';
import { mayBeSigned } from '../../domain/dossier/on-behalf.ts';
import { type CommitteePost, committeePosts } from '../../domain/vocabulary.ts';
import { aWork, type CommitteeStory, holder, WORK } from '../../examples/committee-story.ts';
import { committeeRows, GOV, governed } from '../../examples/rows/committee.ts';
import {
  adoptedOnPaper,
  ENTERED,
  entering,
  objected,
  PLAN,
  plan,
  planned,
  SIGNED,
} from '../../examples/rows/committee-on-behalf.ts';
import { paper, signedBy } from '../../examples/rows/on-behalf.ts';
import { rolesOfPost } from '../../domain/people/posts.ts';
import { prose } from '../../examples/story/prose.ts';
import { compose } from '../../mail/compose.ts';
import { COMMITTEE } from '../support/letter-facts.ts';
import { signableOfWork } from '../support/signable.ts';

const factOf = (answer: ReturnType<CommitteeStory['answer']>) =>
  'missing' in answer ? answer.missing[0]?.fact : 'allowed';
const isLeader = (post: CommitteePost): boolean => mayBeSigned(rolesOfPost[post]).length > 0;

test('is taken by every command that a leader may do, but the answers to what others have left', () => {
  const answers = ['confirm', 'decline', 'object-to-act', 'settle-objection'];
  const wanted = committeeRows
    .filter(({ command, may, payload }) => !('onBehalf' in payload) && !answers.includes(command) && may.some(isLeader))
    .map(({ command }) => command);
  expect([...signableOfWork].sort()).toEqual([...new Set(wanted)].sort());
  expect(signableOfWork).toHaveLength(4);
  for (const name of workCommandNames.filter((each) => !signableOfWork.includes(each))) {
    const { error } = workCommands[name].request.safeParse(signedBy('P-SECRETARY'));
    const unknown = error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    expect(unknown, name).toContain('onBehalf');
  }
});

const change = { person: 'P-OFFICE-DIRECTOR', change: 'APPOINTED', decision: 'D-2' } as const;
const content = { content: prose('words') };
const entered = [
  {
    name: 'adopt-document',
    post: 'SECRETARY',
    leaves: 'DocumentAdopted',
    enter: () => aWork().does('OFFICE_STAFF', 'adopt-document', { ...plan, ...signedBy('P-SECRETARY') }),
  },
  {
    name: 'adopt-document',
    post: 'LG_LEADER',
    leaves: 'DocumentAdopted',
    enter: () =>
      aWork().does('OFFICE_STAFF', 'adopt-document', {
        ...plan,
        kind: 'YEARLY_SUMMARY',
        ...signedBy('P-LG-LEADER'),
      }),
  },
  {
    name: 'record-study',
    post: 'STANDING_COMMITTEE',
    leaves: 'StudyRecorded',
    enter: () => aWork().does('OFFICE_STAFF', 'record-study', { ...content, ...signedBy('P-STANDING-COMMITTEE') }),
  },
  {
    name: 'report-director-change',
    post: 'SECRETARY',
    leaves: 'DirectorChanged',
    enter: () => aWork().does('OFFICE_STAFF', 'report-director-change', { ...change, ...signedBy('P-SECRETARY') }),
  },
  {
    name: 'file-upward',
    post: 'LG_LEADER',
    leaves: 'FiledUpward',
    enter: () =>
      planned().does('OFFICE_STAFF', 'file-upward', { filing: PLAN, ...content, ...signedBy('P-LG-LEADER') }),
  },
] as const;

describe.each(entered)('$name, signed by $post and entered', ({ name, post, leaves, enter }) => {
  const person = holder(post).person;
  const proposal = enter().events.at(-1)?.sequence ?? 0;
  const confirming = { proposal: `PROPOSAL-${proposal}` };

  test('binds nobody before another of the office has compared it', () => {
    expect(get(enter().work.proposedActs, confirming.proposal)).toMatchObject({
      by: 'P-OFFICE-STAFF',
      onBehalf: { person },
      confirmedBy: ['OFF'],
      state: 'OPEN',
    });
    expect(enter().types()).not.toContain(leaves);
    const posts = committeePosts.map((each) => ({ post: each, place: holder(post).posts[0]?.place ?? '' }));
    for (const alone of ['P-OFFICE-STAFF', person])
      expect(factOf(enter().answer({ person: alone, posts }, 'confirm', confirming)), alone).toBe('AnotherPerson');
  });

  test('is then the act of that person, entered by the office, and they alone are told', () => {
    const story = enter().alsoHeldBy({ post, place: 'C-CITY', person: 'P-OTHER' });
    const [confirmed, act, ...letters] = story
      .does('OFFICE_DIRECTOR', 'confirm', confirming)
      .events.slice(story.events.length);
    expect(confirmed).toMatchObject({ type: 'ActConfirmed', by: 'P-OFFICE-DIRECTOR', data: { onBehalf: { person } } });
    expect(confirmed).not.toHaveProperty('for');
    expect(act).toMatchObject({ type: leaves, by: 'P-OFFICE-STAFF', for: person, posts: [{ post, place: 'C-CITY' }] });
    const objectUntil = '2026-03-12';
    const told = { action: name, sequence: confirmed?.sequence, document: { number: paper.number }, objectUntil };
    expect(letters).toMatchObject([
      { type: 'LetterWritten', data: { kind: 'act-on-behalf', to: { person }, entered: told } },
    ]);
  });
});

test('its day is that of the comparison, or the earlier one that the paper gives', () => {
  const dayOfSummary = (on: string) => {
    const summary = { ...plan, kind: 'YEARLY_SUMMARY', on, ...signedBy('P-SECRETARY') } as const;
    const story = aWork().at('2026-03-05T02:00:00.000Z').does('OFFICE_STAFF', 'adopt-document', summary);
    const compared = story.at('2026-03-09T02:00:00.000Z').does('OFFICE_DIRECTOR', 'confirm', ENTERED);
    return compared.work.documents['YEARLY-SUMMARY-2026'];
  };
  expect([dayOfSummary('2026-03-05'), dayOfSummary('2026-03-04')]).toEqual(['2026-03-09', '2026-03-04']);
});

test('two studies on two papers wait at once; one that is entered again takes its own place', () => {
  const signed = (number: string) => {
    const { onBehalf } = signedBy('P-SECRETARY');
    return { ...content, onBehalf: { ...onBehalf, document: { ...paper, number } } };
  };
  const waiting = (...numbers: readonly string[]) => {
    const story = numbers.reduce((told, number) => told.does('OFFICE_STAFF', 'record-study', signed(number)), aWork());
    return [...all(story.work.proposedActs)].filter(isAwaited).length;
  };
  expect([waiting('D-1', 'D-2'), waiting('D-1', 'D-1')]).toEqual([2, 1]);
});

test('plans of two years on one paper are two acts', () => {
  const next = { ...plan, year: 2027, ...signedBy('P-SECRETARY') };
  const story = entering().does('OFFICE_STAFF', 'adopt-document', next);
  expect([...all(story.work.proposedActs)].filter(isAwaited)).toHaveLength(2);
});

describe('an objection', () => {
  const filing = { filing: PLAN, content: prose('to the city') };
  const settle = (story: CommitteeStory, upheld: boolean) =>
    story.does('LG_EXECUTIVE_DEPUTY', 'settle-objection', { sequence: SIGNED, upheld, reason: prose('asked') });

  test('to the reporting of a director holds the filing of that', () => {
    const reported = aWork()
      .does('OFFICE_STAFF', 'report-director-change', { ...change, ...signedBy('P-SECRETARY') })
      .does('OFFICE_DIRECTOR', 'confirm', ENTERED);
    const held = objected(reported);
    const upward = { ...filing, filing: 'DIRECTOR-1' };
    expect(factOf(held.answer('OFFICE_STAFF', 'file-upward', upward))).toBe('ObjectionSettled');
    expect(factOf(settle(held, false).answer('OFFICE_STAFF', 'file-upward', upward))).toBe('allowed');
  });

  test('to a filing holds its receipt from paper, and not the office above that signs itself', () => {
    const sent = planned()
      .does('OFFICE_STAFF', 'file-upward', { ...filing, ...signedBy('P-LG-LEADER') })
      .does('OFFICE_DIRECTOR', 'confirm', { proposal: 'PROPOSAL-3' });
    const held = sent.does('LG_LEADER', 'object-to-act', { sequence: 4, reason: prose('not mine') });
    const onPaper = { filing: PLAN, document: paper };
    expect(factOf(held.without('UPPER_OFFICE').answer('OFFICE_STAFF', 'receipt-filing', onPaper))).toBe(
      'ObjectionSettled',
    );
    expect(factOf(held.answer('UPPER_OFFICE', 'receipt-filing', { filing: PLAN }))).toBe('allowed');
  });

  test('holds what was entered to follow, though it was compared before', () => {
    const waiting = adoptedOnPaper().does('OFFICE_STAFF', 'file-upward', { ...filing, ...signedBy('P-LG-LEADER') });
    const confirming = { proposal: `PROPOSAL-${waiting.work.sequence}` };
    expect(factOf(waiting.answer('OFFICE_DIRECTOR', 'confirm', confirming))).toBe('allowed');
    expect(factOf(objected(waiting).answer('OFFICE_DIRECTOR', 'confirm', confirming))).toBe('ObjectionSettled');
  });

  test('holds nothing else of the committee’s work, and no clock', () => {
    const held = objected();
    expect(factOf(held.answer('SECRETARY', 'record-study', content))).toBe('allowed');
    expect(factOf(held.answer('STANDING_COMMITTEE', 'record-study', content))).toBe('allowed');
    const opening = { governance: GOV, category: 'GOV-2', department: 'O-09', ...content };
    expect(factOf(held.answer('OFFICE_STAFF', 'open-governance', opening))).toBe('allowed');
    expect(get(held.work.duties, `${WORK}/${PLAN}/filing`)).toEqual(
      get(adoptedOnPaper().work.duties, `${WORK}/${PLAN}/filing`),
    );
  });

  test('that is upheld holds until whoever settles it finds it put right', () => {
    const upheld = settle(objected(), true);
    expect(upheld.answer('OFFICE_STAFF', 'file-upward', filing)).toMatchObject({
      clause: 'J-V.5b',
      missing: [{ fact: 'ObjectionPutRight', heldBy: 'XDL', person: 'P-SECRETARY', sequence: SIGNED }],
    });
    const right = settle(upheld, false);
    expect(right.events.at(-1)).toMatchObject({ type: 'ObjectionSettled', data: { putRight: 'SETTLED' } });
    expect(factOf(right.answer('OFFICE_STAFF', 'file-upward', filing))).toBe('allowed');
  });

  test('may name the first event of the act itself, and its reason is read by whoever may settle it', () => {
    const story = adoptedOnPaper().does('SECRETARY', 'object-to-act', { sequence: SIGNED + 1, reason: prose('no') });
    expect(story.events.at(-1)).toMatchObject({ type: 'ActObjected', data: { act: SIGNED, organisations: [] } });
    const text = { type: 'ActObjected', field: 'reason' } as const;
    const readers = committeePosts.filter((post) => mayReadOfWork(story.work, holder(post), text));
    expect(readers).toEqual(expect.arrayContaining(['LG_EXECUTIVE_DEPUTY', 'STANDING_COMMITTEE', 'SECRETARY']));
    expect(readers).not.toContain('FUNCTIONAL_DEPARTMENT');
  });

  test('does not exist for a department that has a governance here', () => {
    const adopted = governed()
      .does('OFFICE_STAFF', 'adopt-document', { ...plan, ...signedBy('P-SECRETARY') })
      .does('OFFICE_DIRECTOR', 'confirm', { proposal: 'PROPOSAL-3' });
    const story = adopted.does('SECRETARY', 'object-to-act', { sequence: 4, reason: prose('not mine') });
    const asking = { sequence: 4, upheld: false, reason: prose('mine') };
    expect(factOf(story.answer('FUNCTIONAL_DEPARTMENT', 'settle-objection', asking))).toBe('ActOnBehalfInRound');
  });
});

test('the notice says what was entered, when, by which paper, and until when they may object', () => {
  const [letter] = [...all(adoptedOnPaper().work.letters)];
  if (!letter) throw new Error('no notice was written');
  const { subject, text } = compose({
    letter,
    duty: null,
    round: WORK,
    committeeName: COMMITTEE,
    organisation: null,
    placeName: COMMITTEE,
    addresseeName: '李四',
    today: '2026-03-02',
    lost: null,
    rungDueAt: null,
  });
  expect(subject).toBe(`代为录入事项告知书：审定规划计划等文件（台账第${SIGNED}号）（${WORK}）`);
  expect(text).toContain('李四同志：');
  expect(text).toContain('巡察办于2026年3月2日代您录入：审定规划计划等文件。');
  expect(text).toContain('请于2026年3月12日24时前（北京时间）在系统中提出');
});
