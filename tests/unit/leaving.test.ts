/** An organisation leaves a round (J-II.1): what goes on under its successor, and what is left where nobody succeeds it. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { openDuties } from '../../domain/dossier/duties.ts';
import { firstDayOf, isOverdue, outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { all, get } from '../../domain/keyed.ts';
import { mayRead } from '../../domain/people/texts.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { findingOf, findingsOf, organisationOf, transferOf } from '../../domain/round/parts.ts';
import { phaseOf } from '../../domain/round/phase.ts';
import { fold, outlook } from '../../domain/round/round.ts';
import type { Round } from '../../domain/round/state.ts';
import { begun, document, HEIR, left, OTHER } from '../../examples/rows/leaving.ts';
import { CLUE, F1, F2, liaison, O, planItems, principal } from '../../examples/rows/row.ts';
import type { Story } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { actorIn, holderOf, office, secretary } from '../../examples/story/registry.ts';

const key = (organisation: string, kind: string) => `R-2026-01/${organisation}/${kind}`;
const duty = ({ round }: Story, organisation: string, kind: string) => {
  const found = get(round.duties, key(organisation, kind));
  if (!found) throw new Error(`${organisation} owes no ${kind}`);
  return found;
};
const renamed = left('RENAMED', HEIR);
const dissolved = left('DISSOLVED');
const openOf = (round: Round, organisation: string) =>
  [...openDuties(round)].filter((each) => each.organisation === organisation).map(({ key: of }) => of);
const heir = { liaison: holderOf('LIAISON', HEIR), principal: holderOf('PRINCIPAL', HEIR) };
const counted = ({ round }: Story) => [...all(round.findings)].map(({ code }) => code).sort();

describe('under a successor that enters by it', () => {
  const before = begun().withPlanAccepted().withTransfersReceived();
  const after = renamed(before);

  test('every finding, transfer and paper goes on, and none is lost', () => {
    expect(counted(after)).toEqual(counted(before));
    expect([...findingsOf(after.round, HEIR)].length).toBe(before.round.findings.size);
    expect([...findingsOf(after.round, O)]).toEqual([]);
    expect(findingOf(after.round, F1)).toEqual({ ...findingOf(before.round, F1), organisation: HEIR });
    expect(transferOf(after.round, CLUE).organisation).toBe(HEIR);
    for (const paper of all(after.round.papers)) expect(paper.organisation).toBe(HEIR);
  });

  test('the organisation is shown as left, and its successor as far as it had come', () => {
    const on = dayOf(after.now);
    expect(organisationOf(after.round, O).left).toEqual({ how: 'RENAMED', on, successor: HEIR });
    expect(organisationOf(after.round, HEIR)).toEqual({ ...organisationOf(before.round, O), code: HEIR });
    expect(Object.values(after.round.teams)[0]?.organisations).toEqual([HEIR]);
    expect(phaseOf(after.round)).toBe('RECTIFYING');
    expect(outlook(after.round).details).toContain('Left the round');
  });

  test('the legal clocks go on with their anchor and their day; the old keys are closed', () => {
    for (const kind of ['report-1', 'report-2']) {
      const [old, now] = [duty(after, O, kind), duty(after, HEIR, kind)];
      expect(old.outcome).toBe('SUPERSEDED');
      const { wakeAt, ...clock } = duty(before, O, kind);
      expect(now).toEqual({ ...clock, wakeAt, key: key(HEIR, kind), organisation: HEIR });
    }
    expect(openOf(after.round, O)).toEqual([]);
  });

  test('what is owed of a transfer keeps its key and its clock', () => {
    const of = (story: Story) => [...openDuties(story.round)].filter(({ transfer }) => transfer === CLUE);
    expect(of(after)).toEqual(of(before).map((each) => ({ ...each, organisation: HEIR })));
    expect(of(after).length).toBeGreaterThan(0);
  });

  test('the successor reads the feedback and what it inherits; it was signed for', () => {
    const feedback = { type: 'FeedbackGiven', organisation: O, field: 'content' } as const;
    const actor = actorIn(after.registry, heir.principal, dayOf(after.now));
    expect(mayRead(before.round, actor, feedback)).toBe(false);
    expect(mayRead(after.round, actor, feedback)).toBe(true);
  });

  test('it rectifies, reports and closes the round as if it had been there', () => {
    const reported = [F1, F2].reduce(
      (told, finding) =>
        told.does(heir.liaison, 'report-item', {
          finding,
          grade: 'DONE',
          content: prose('done'),
          evidence: [evidence('done')],
        }),
      after,
    );
    const done = reported
      .does(heir.liaison, 'submit-report-1', { organisation: HEIR, content: prose('1') })
      .does(heir.principal, 'submit-report-2', { organisation: HEIR, content: prose('2') });
    expect([duty(done, HEIR, 'report-1').outcome, duty(done, HEIR, 'report-2').outcome]).toEqual(['MET', 'MET']);
    const missing = done.filed().refusal(office, 'close-round', {}).missing;
    expect(missing.filter(({ organisation }) => organisation === O)).toEqual([]);
    expect(missing.flatMap(({ finding }) => finding ?? [])).toEqual([F1, F2]);
  });

  test('who handed in the plan does not accept it under the new name', () => {
    const clerk = 'P-CLERK';
    const planned = begun()
      .withFeedbackSigned()
      .withPostHeldBy('LIAISON', clerk, { place: O })
      .does(clerk, 'submit-plan', { organisation: O, items: planItems });
    const both = renamed(planned).withPostHeldBy('OFFICE_STAFF', clerk);
    expect(both.refusal(clerk, 'accept-plan', { organisation: HEIR }).missing[0]?.fact).toBe('AnotherPerson');
  });

  test('the old name is refused, and the refusal names the new one', () => {
    const refusal = after.refusal(liaison, 'submit-report-1', { organisation: O, content: prose('1') });
    expect(refusal.missing).toMatchObject([{ fact: 'OrganisationStillInRound', successor: HEIR, how: 'RENAMED' }]);
  });
});

describe('lateness is inherited', () => {
  const signed = begun().withFeedbackSigned();
  const due = duty(signed, O, 'report-1').dueOn ?? '';

  test('what was overdue stays overdue, climbs on where it stood, and is late when it comes', () => {
    const late = signed.passTime(`${addToDay(due, { days: 3 })}T02:00:00.000Z`);
    const story = renamed(late);
    const [old, now] = [duty(late, O, 'report-1'), duty(story, HEIR, 'report-1')];
    expect(isOverdue(now, story.now)).toBe(true);
    expect(now).toMatchObject({ rung: old.rung, repetition: old.repetition, overdueNoted: true, originalDueOn: due });
    const went = (of: Story) => of.eventsOf('DutyWentOverdue').filter(({ data }) => data.duty.endsWith('/report-1'));
    expect(went(story.passTime(`${addToDay(due, { days: 4 })}T02:00:00.000Z`)).length).toBe(went(late).length);
    const done = story.does(heir.liaison, 'submit-report-1', { organisation: HEIR, content: prose('1') });
    expect(duty(done, HEIR, 'report-1').outcome).toBe('MET_LATE');
  });

  test('an extension goes along beside the first day, which is not made timely', () => {
    const to = addToDay(due, { days: 20 });
    const extended = signed.does(secretary, 'grant-extension', {
      duty: key(O, 'report-1'),
      to,
      reason: prose('flood'),
    });
    const story = renamed(extended);
    const now = duty(story, HEIR, 'report-1');
    expect(now).toMatchObject({ dueOn: to, extensions: 1, extendedTo: to });
    expect(firstDayOf(now)).toBe(due);
    const done = story
      .passTime(`${addToDay(due, { days: 5 })}T02:00:00.000Z`)
      .does(heir.liaison, 'submit-report-1', { organisation: HEIR, content: prose('1') });
    expect(outcomeByFirstDay(duty(done, HEIR, 'report-1'))).toBe('MET_LATE');
  });

  test('a request for a longer clock lapses, and is made again', () => {
    const to = addToDay(due, { days: 20 });
    const asked = signed.does(liaison, 'request-extension', { duty: key(O, 'report-1'), to, reason: prose('flood') });
    const story = renamed(asked);
    expect(story.eventsOf('ExtensionLapsed').map(({ data }) => data.duty)).toEqual([key(O, 'report-1')]);
    expect(duty(story, HEIR, 'report-1').requested).toBeNull();
    const again = story.answer(heir.liaison, 'request-extension', {
      duty: key(HEIR, 'report-1'),
      to,
      reason: prose('flood'),
    });
    expect(isRefusal(again)).toBe(false);
  });
});

describe('into an organisation of the round', () => {
  const before = begun({ organisations: 2 }).withPlanAccepted();
  const after = left('MERGED', OTHER)(before);

  test('it takes the findings, and owes each report by both days', () => {
    expect(counted(after)).toEqual(counted(before));
    expect([...findingsOf(after.round, OTHER)].length).toBe(before.round.findings.size);
    expect(duty(after, OTHER, 'report-1.2')).toMatchObject({
      anchor: duty(before, O, 'report-1').anchor,
      dueOn: duty(before, O, 'report-1').dueOn,
    });
    const done = after.does(holderOf('LIAISON', OTHER), 'submit-report-1', {
      organisation: OTHER,
      content: prose('1'),
    });
    expect([duty(done, OTHER, 'report-1').outcome, duty(done, OTHER, 'report-1.2').outcome]).toEqual(['MET', 'MET']);
  });

  test('one that nobody has entered yet leaves without a word of what it has not found', () => {
    const story = left('MERGED', OTHER)(begun({ organisations: 2 }).withPlanAccepted(OTHER));
    expect(openOf(story.round, O)).toEqual([]);
    expect(organisationOf(story.round, OTHER).report1On).toBeNull();
  });
});

describe('without a successor', () => {
  const before = begun({ organisations: 2 }).withPlanAccepted(O);
  const after = dissolved(before);

  test('what it owes is superseded; its transfers stay with whoever deals with them', () => {
    const open = [...openDuties(after.round)].filter(({ organisation }) => organisation === O);
    expect(open.every(({ transfer }) => transfer !== null)).toBe(true);
    expect(open.length).toBeGreaterThan(0);
    expect(duty(after, O, 'report-1').outcome).toBe('SUPERSEDED');
  });

  test('its findings stay in the count, open, and the round closes without them', () => {
    const closed = dissolved(
      begun({ organisations: 2 })
        .withFindingsAccepted(OTHER)
        .withReport1(OTHER)
        .withReport2(OTHER)
        .disclosed(OTHER)
        .withPlanAccepted(O),
    )
      .withTransfersAccepted()
      .filed()
      .does(office, 'close-round', {});
    const { findings, landed } = closed.eventsOf('RoundClosed')[0]?.data ?? {};
    expect(landed).toEqual({ accepted: 2, merged: 0, split: 0, waived: 0, left: 2 });
    expect(findings).toBe(4);
  });

  test('a round whose only organisation was put off can be closed', () => {
    const story = left('POSTPONED')(begun().entered());
    expect(story.filed().answer(office, 'close-round', {})).toMatchObject([{ type: 'RoundClosed' }]);
  });

  test('the round has the phase of those that are there', () => {
    const story = dissolved(begun({ organisations: 2 }).withPlanAccepted(OTHER));
    expect(phaseOf(story.round)).toBe('RECTIFYING');
  });

  test('what was proposed about it is overtaken', () => {
    const proposed = begun({ organisations: 2 })
      .withPlanAccepted(O)
      .does(secretary, 'waive-finding', { finding: F1, reason: prose('why') })
      .does(office, 'leave-scope', { organisation: O, how: 'DISSOLVED', document })
      .confirmed(secretary);
    const waiving = [...all(proposed.round.proposedActs)].find(({ action }) => action === 'waive-finding');
    expect(waiving?.state).toBe('REPLACED');
    expect(openOf(proposed.round, O).filter((each) => each.includes('PROPOSAL'))).toEqual([]);
  });

  test('somebody may still be referred for it', () => {
    const referral = { organisation: O, trigger: 'T1', evidence: [evidence('e')], content: prose('why') } as const;
    expect(isRefusal(after.answer(office, 'raise-referral', referral))).toBe(false);
    expect(after.refusal(principal, 'submit-report-2', { organisation: O, content: prose('2') }).missing).toMatchObject(
      [{ fact: 'OrganisationStillInRound' }],
    );
  });

  test('a team that has nowhere else to be is back, and its people are appraised', () => {
    const story = dissolved(begun({ organisations: 2 }).withdrawn(OTHER).entered(O));
    expect([...openDuties(story.round)].some(({ kind }) => kind === 'appraisal')).toBe(true);
  });
});

const milestones: readonly (() => Story)[] = [
  () => begun({ organisations: 2 }),
  () => begun({ organisations: 2 }).entered(),
  () => begun({ organisations: 2 }).withdrawn(),
  () => begun({ organisations: 2 }).decided(),
  () => begun({ organisations: 2 }).withFeedbackGiven(),
  () => begun({ organisations: 2 }).withFeedbackSigned(),
  () => begun({ organisations: 2 }).withItemsDone().withReport1(),
];
const ways = [renamed, dissolved, left('DISSOLVED', HEIR), left('MERGED', OTHER)];

property.prop([fc.constantFrom(...milestones), fc.constantFrom(...ways), fc.nat(90)])(
  'whenever it leaves, no finding is lost, no clock gets more time, and the ledger folds to the same round',
  (milestone, way, days) => {
    const before = milestone();
    const later = before.passTime(`${addToDay(dayOf(before.now), { days })}T02:00:00.000Z`);
    const after = way(later);
    expect(counted(after)).toEqual(counted(before));
    const { carried, successor } = after.eventsOf('ScopeLeft')[0]?.data ?? { carried: [] };
    for (const each of carried) {
      const [old, now] = [get(later.round.duties, each.duty), get(after.round.duties, each.as)];
      expect(now?.dueAt).toBe(old?.dueAt);
      expect(now?.originalDueOn).toBe(old?.originalDueOn);
      expect(now?.organisation).toBe(successor);
    }
    const [first, ...rest] = after.events;
    if (first?.type !== 'RoundPlanned') throw new Error('a round begins with its plan');
    expect(fold(first, rest)).toEqual(after.round);
  },
);
