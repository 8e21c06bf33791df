/** What holds in every life of a round, whoever asks whatever, in whatever order, and however time passes. */
import { isEntering } from '../../domain/dossier/dossier.ts';
import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../domain/vocabulary.ts';
import { isOpen } from '../../domain/dossier/duty.ts';
import { draw } from '../../domain/lottery.ts';
import { openDuties } from '../../domain/dossier/duties.ts';
import { fold, outlook } from '../../domain/round/round.ts';
import { hasGone, organisationsIn } from '../../domain/round/leaving.ts';
import type { Round } from '../../domain/round/state.ts';
import { hasLanded, landingsOf } from '../../domain/round/steps/landing.ts';
import { isPending, withFinding } from '../../domain/round/parts.ts';
import { reprojected } from '../../domain/round/steps/pack-change.ts';
import { get, all } from '../../domain/keyed.ts';
import { theReporter } from '../../examples/story/telling.ts';
import { landedAs, planned, states } from '../support/states.ts';
import { aLife, lived, lives, LIVES } from '../support/lived.ts';
import { isRefusal } from '../../domain/refusal.ts';

const unique = (keys: readonly unknown[]) => expect(new Set(keys).size).toBe(keys.length);

const rectifies: ReadonlySet<string> = new Set([
  'FindingMerged',
  'FindingSplit',
  'FindingWaived',
  'VerificationRecorded',
  'FindingReopened',
  'RectificationReportSubmitted',
  'RectificationEvaluated',
]);
const onlyNow = [
  'WithinAuthorization',
  'WithinObjectionDays',
  'ObjectionOpen',
  'SignatoryInPost',
  'NotSuspended',
  'DueInsideStay',
  'FindingNotYetExempt',
  'FindingInRound',
  'FreshCode',
  'onNotBeforeWhatItAnswers',
  'ExtensionInTime',
  'ExtensionWithinLongest',
  'ScheduleOfReports',
  'ReportOfItsPeriod',
  'PrincipalInScope',
  'StillInScope',
  'OrganisationStillInRound',
  'AnotherDay',
  'DayOfEntry',
  'OwnActToday',
  'WithinPaperDays',
  'NotAfterItsAnswer',
  'DaysInOrder',
  'ReceiptOnPaper',
  'UpperOfficeAbsent',
  'DayOfDocument',
  'UnsignedForDays',
  'NeededByAct',
  'AnotherRecords',
  'LeaderCompares',
  'ArrivalMeetsDuty',
  'HolderBarred',
  'NotYetActing',
];

/** Not of an organisation that has left, and that nobody succeeds: there it is counted as left. */
const staying = (round: Round) => [...all(round.findings)].filter(({ organisation }) => !hasGone(round, organisation));

describe('every life of a round', () => {
  property.prop(aLife, LIVES)('is the fold of its events, and survives JSON', (start, moves) => {
    const { story } = lived(start, moves);
    const { first, rest } = planned(story);
    expect(fold(first, rest)).toEqual(story.round);
    const copy: typeof rest = JSON.parse(JSON.stringify(rest));
    expect(copy).toStrictEqual(rest);
    expect(fold(JSON.parse(JSON.stringify(first)), copy)).toStrictEqual(story.round);
    expect(JSON.parse(JSON.stringify(story.round))).toStrictEqual(story.round);
    expect(story.events.map(({ sequence }) => sequence)).toEqual(story.events.map((_, i) => i + 1));
  });

  property.prop(aLife, LIVES)(
    'has no act entered for somebody that one person alone completed (T-8)',
    (start, moves) => {
      const { events } = lived(start, moves).story;
      for (const [i, event] of events.entries()) {
        if (event.for === undefined) continue;
        const compared = events.slice(0, i).findLast(({ type }) => type === 'ActConfirmed');
        expect(new Set([event.by, event.for, compared?.by]).size, `row ${event.sequence}`).toBe(3);
      }
    },
  );

  property.prop(aLife, LIVES)('reaches no rung twice, and none before its day', (start, moves) => {
    const reached = lived(start, moves).story.eventsOf('RungReached');
    unique(reached.map(({ data: { duty, rung, repetition } }) => `${duty} ${rung} ${repetition}`));
    for (const { at, data } of reached) {
      expect(data.actual).toBe(at);
      expect(Date.parse(data.due)).toBeLessThanOrEqual(Date.parse(data.actual));
    }
  });

  property.prop(aLife, LIVES)('writes no letter twice, nor of a rung whose duty is closed', (start, moves) => {
    const { story } = lived(start, moves);
    unique(story.eventsOf('LetterWritten').map(({ data }) => data.letter));
    unique(story.round.outbox);
    for (const { event, before } of states(story)) {
      if (event.type !== 'LetterWritten') continue;
      const duty = get(before.duties, event.data.duty);
      if (event.data.rung > 0) expect(duty && isOpen(duty), event.data.letter).toBe(true);
    }
    for (const key of story.round.outbox) {
      const letter = get(story.round.letters, key);
      expect(letter?.state).toBe('PREPARED');
      const duty = get(story.round.duties, letter?.duty ?? '');
      if (letter && letter.rung > 0) expect(duty && isOpen(duty), key).toBe(true);
    }
  });

  property.prop(aLife, LIVES)(
    'is still while history is entered: time brings nothing, nobody is written to',
    (start, moves) => {
      for (const { event, before } of states(lived(start, moves).story)) {
        if (!isEntering(before)) continue;
        expect(['RungReached', 'DutyWentOverdue', 'LetterWritten']).not.toContain(event.type);
        expect(outlook(before).wakeAt).toBeUndefined();
      }
    },
  );

  property.prop(aLife, LIVES)(
    'loses no finding and no transfer, and what has landed stays landed unless it does not hold',
    (start, moves) => {
      const { story } = lived(start, moves);
      const decided = story.eventsOf('ResultsDecided').map(({ data }) => data);
      const findings = [
        ...decided.flatMap((results) => results.findings.map(({ code }) => code)),
        ...story.eventsOf('FindingSplit').flatMap(({ data }) => data.into),
      ];
      const transfers = decided.flatMap((results) => results.transfers.map(({ code }) => code));
      unique(findings);
      unique(transfers);
      expect([...all(story.round.findings)].map(({ code }) => code).sort()).toEqual(findings.sort());
      expect([...all(story.round.transfers)].map(({ code }) => code).sort()).toEqual(transfers.sort());
      expect([story.round.findings.size, story.round.transfers.size]).toEqual([findings.length, transfers.length]);
      for (const { event, before, after } of states(story)) {
        for (const { code, state } of [...all(before.findings)].filter(hasLanded))
          if (event.type !== 'FindingReopened' || event.data.finding !== code)
            expect(get(after.findings, code)?.state, `${code} after ${event.type}`).toBe(state);
        for (const { code, state } of [...all(before.transfers)].filter(({ state }) => state === 'ACCEPTED'))
          expect(get(after.transfers, code)?.state, `${code} after ${event.type}`).toBe(state);
      }
    },
  );

  property.prop(aLife, LIVES)(
    'counts in what it counts out: landed and open findings are all there ever were',
    (start, moves) => {
      for (const { after, event } of states(lived(start, moves).story)) {
        if (!event.type.startsWith('Finding') && event.type !== 'RoundClosed') continue;
        const findings = [...all(after.findings)];
        const landings = landingsOf(findings, ({ organisation }) => hasGone(after, organisation));
        const { accepted, merged, split, waived, left = 0 } = landings;
        const open = findings.filter((finding) => !hasLanded(finding) && !hasGone(after, finding.organisation));
        expect(accepted + merged + split + waived + left + open.length, event.type).toBe(after.findings.size);
        // With all that is left open struck off, every other one would have landed: nothing went into a circle or nowhere.
        const struckOff = open.reduce((round, { code }) => withFinding(round, code, { state: 'ACCEPTED' }), after);
        for (const finding of staying(struckOff)) expect(landedAs(struckOff, finding), finding.code).not.toBeNull();
        if (event.type === 'RoundClosed') expect(event.data.landed).toEqual(landings);
      }
    },
  );

  property.prop(aLife, LIVES)('loses no working paper, and reports every one that was signed', (start, moves) => {
    const { story } = lived(start, moves);
    const opened = story.eventsOf('PaperOpened').map(({ data }) => data.paper);
    unique(opened);
    expect([...all(story.round.papers)].map(({ code }) => code).sort()).toEqual(opened.sort());
    for (const { handlers, evidence } of all(story.round.papers)) {
      expect(new Set(handlers).size).toBe(2);
      expect(evidence).toBeGreaterThan(0);
    }
    for (const { event, before } of states(story)) {
      if (event.type !== 'ReportSubmitted') continue;
      const { organisation, used, unused } = event.data;
      const own = [...all(before.papers)].filter((paper) => paper.organisation === organisation);
      const signed = own.filter(({ state }) => state === 'SIGNED').map(({ code }) => code);
      expect([...used, ...unused.map(({ paper }) => paper)].sort()).toEqual(signed.sort());
      expect(own.every(({ state }) => state === 'SIGNED' || state === 'WITHDRAWN')).toBe(true);
    }
  });

  property.prop(aLife, LIVES)('lets no act rest on a request that was not approved before', (start, moves) => {
    const covered = new Map<string, Set<string>>();
    for (const { event, before } of states(lived(start, moves).story)) {
      if (event.type !== 'ImmediateItemIssued' && event.type !== 'FeedbackGiven') continue;
      const { request, organisation } = event.data;
      if (request === undefined) continue;
      const known = get(before.instructions, request);
      expect(known?.state).toBe('APPROVED');
      expect(known?.answeredOn != null && known.answeredOn <= event.on).toBe(true);
      expect(known?.team).toBe(before.organisations[organisation]?.team);
      const act = event.type === 'FeedbackGiven' ? organisation : event.data.item;
      covered.set(request, (covered.get(request) ?? new Set()).add(act));
    }
    for (const [request, acts] of covered) expect(acts.size, request).toBe(1);
  });

  property.prop(aLife, LIVES)('withdraws no team over an unanswered item without a reason', (start, moves) => {
    for (const { event, before } of states(lived(start, moves).story)) {
      if (event.type !== 'TeamWithdrawn' || event.data.reason !== undefined) continue;
      const own = [...all(before.immediateItems)].filter((item) => item.organisation === event.data.organisation);
      for (const { code, answeredOn } of own) expect(answeredOn, code).not.toBeNull();
    }
  });

  property.prop(aLife, LIVES)('closes with no open duty and everything landed', (start, moves) => {
    const { round } = lived(start, moves).story;
    if (round.ended === null) return;
    const open = [...all(round.duties)].filter(isOpen).map(({ key }) => `${round.ended} ${key}`);
    expect(open).toEqual([]);
    expect(outlook(round).attributes).toMatchObject({ overdueCount: 0, nextDeadline: null });
    if (round.ended !== 'CLOSED') return;
    for (const { state } of all(round.transfers)) expect(state).toBe('ACCEPTED');
    for (const finding of staying(round)) expect(landedAs(round, finding), finding.code).not.toBeNull();
    for (const { state, organisation } of all(round.immediateItems))
      if (!hasGone(round, organisation)) expect(state).toBe('CONFIRMED');
    expect([...all(round.referrals)].filter(isPending)).toEqual([]);
    for (const { key, kind, outcome } of all(round.duties))
      if (/^(filing|guidance|referral)/.test(kind)) expect(outcome, key).toBe('MET');
  });

  property.prop(aLife, LIVES)(
    'never has a person on a report of retaliation, nor a duty that tells of one',
    (start, moves) => {
      const { story } = lived(start, moves);
      for (const { by } of story.eventsOf('RetaliationReported')) expect(by).toBe(theReporter.person);
      const { round } = story;
      const told = JSON.stringify([...all(round.duties), ...all(round.letters), outlook(round)]);
      expect(told).not.toContain('PREF-');
    },
  );

  property.prop(aLife, LIVES)('keeps the first day of every duty, whatever moves its day', (start, moves) => {
    const { story } = lived(start, moves);
    for (const { opens = [] } of story.events)
      for (const { key, dueOn } of opens) expect(get(story.round.duties, key)?.originalDueOn, key).toBe(dueOn);
    for (const { data } of story.eventsOf('ExtensionGranted')) expect(data.to > data.from).toBe(true);
  });

  property.prop(aLife, LIVES)(
    'reaches no rung of an office clock that stands still, and sends none of its letters',
    (start, moves) => {
      for (const { event, before } of states(lived(start, moves).story)) {
        if (event.type === 'RungReached') expect(get(before.duties, event.data.duty)?.pausedOn).toBeNull();
        if (before.suspendedOn === null) continue;
        for (const { pausedOn, basis, wakeAt } of all(before.duties))
          if (pausedOn !== null) expect([basis, wakeAt]).toEqual(['T', null]);
      }
    },
  );

  property.prop(aLife, LIVES)(
    'moves a day only by an extension, a resumption or a change of pack, as announced',
    (start, moves) => {
      for (const { event, before, after } of states(lived(start, moves).story)) {
        if (before.duties === after.duties) continue;
        const announced = new Map<string, Day | null>();
        if (event.type === 'ExtensionGranted') announced.set(event.data.duty, event.data.to);
        if (event.type === 'RoundResumed') for (const { duty, to } of event.data.moved) announced.set(duty, to);
        if (event.type === 'PackChanged')
          for (const { duty, to } of reprojected(before, event.data.pack)) announced.set(duty, to);
        for (const { key, dueOn, basis } of all(before.duties)) {
          expect(get(after.duties, key)?.dueOn, `${key} after ${event.type}`).toBe(
            announced.has(key) ? announced.get(key) : dueOn,
          );
          // The clocks of the opinion never stand still.
          if (event.type === 'RoundResumed' && basis === 'L') expect(announced.has(key), key).toBe(false);
        }
      }
    },
  );

  property.prop(aLife, LIVES)('leaves no extension awaited whose duty is closed', (start, moves) => {
    const { round } = lived(start, moves).story;
    for (const duty of all(round.duties)) {
      if (!isOpen(duty)) expect(duty.requested, duty.key).toBeNull();
      if (duty.requested) expect(get(round.duties, duty.requested.awaits)?.outcome).toBeNull();
    }
  });

  property.prop(aLife, LIVES)('forgets nothing that was drawn, reopened or found under the line', (start, moves) => {
    const { story } = lived(start, moves);
    for (const { data } of story.eventsOf('VerificationDrawn')) {
      expect(data.population).toEqual(expect.arrayContaining([...data.sample]));
      expect(draw(data.seed, data.population, data.sample.length)).toEqual(data.sample);
    }
    for (const { event, after } of states(story)) {
      if (after.ended !== null || !rectifies.has(event.type)) continue;
      const open = [...openDuties(after)];
      for (const { kind, finding } of open)
        if (kind === 'verification') expect(get(after.findings, finding ?? '')?.state, event.type).toBe('ACCEPTED');
      for (const { code, evaluation } of organisationsIn(after)) {
        const second = open.filter(
          ({ kind, organisation }) => organisation === code && /^second-(report|evaluation)$/.test(kind),
        );
        expect(second.length, `${event.type} ${code}`).toBe(evaluation && !evaluation.passed ? 1 : 0);
      }
    }
  });

  property.prop(aLife, LIVES)('sleeps to a moment that lies ahead', (start, moves) => {
    for (const { now, wakeAt } of lived(start, moves).moments)
      if (wakeAt !== undefined) expect(Date.parse(wakeAt)).toBeGreaterThan(Date.parse(now));
  });

  property.prop(aLife, LIVES)(
    'keeps days in order: no duty is closed before the day from which it runs',
    (start, moves) => {
      const { round } = lived(start, moves).story;
      for (const { key, closedOn, anchor } of all(round.duties))
        if (closedOn !== null) expect(closedOn >= anchor.on, `${key}: ${anchor.on} to ${closedOn}`).toBe(true);
    },
  );

  property.prop(aLife, LIVES)('foretells what the rules will answer', (start, moves) => {
    for (const { aimed, answer } of lived(start, moves).foretold) {
      const { name, target, refusal } = aimed;
      if (refusal) expect(answer, `${name} ${JSON.stringify(target)}`).toEqual(refusal);
      // With the rest of the payload right, only the day can still stand in the way, or that there is no other finding. What
      // stands in a proposal was right when it was made, and is asked again.
      else if (isRefusal(answer) && name !== 'confirm') expect(onlyNow, name).toContain(answer.missing[0]?.fact);
    }
  });

  property.prop(aLife, LIVES)('has an outlook under 8 KB', (start, moves) => {
    expect(JSON.stringify(outlook(lived(start, moves).story.round)).length).toBeLessThan(8_192);
  });
});

test('the lives got deep enough to mean something', () => {
  const seen = new Map<string, number>();
  for (const { story } of lives.values())
    for (const { type } of story.events) seen.set(type, (seen.get(type) ?? 0) + 1);
  console.log(`${lives.size} lives: ${[...seen.values()].reduce((a, b) => a + b, 0)} events of ${seen.size} types`);
  const rare = [
    'RoundClosed',
    'RungReached',
    'LetterFailed',
    'LetterWithdrawn',
    'LetterSigned',
    'FindingReturned',
    'TransferRedirected',
    'MoreAsked',
    'PlanReturned',
    'ReportReturned',
    'DisclosureExempted',
    'PaperWithdrawn',
    'RequestRejected',
    'ImmediateItemConfirmed',
    'KeyPersonSealed',
    'FindingMerged',
    'FindingSplit',
    'FindingWaived',
    'OpinionGiven',
    'SubsequentReported',
    'VerificationDrawn',
    'FindingReopened',
    'RectificationEvaluated',
  ];
  // The lives are random, and fewer on a busy machine: some of the rare things may happen in none of them.
  expect(rare.filter((type) => seen.has(type)).length).toBeGreaterThanOrEqual(rare.length / 2);
  expect(seen.size).toBeGreaterThan(35);
});
