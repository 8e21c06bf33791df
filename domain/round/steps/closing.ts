/** Closing (J-V.4h): 条条要整改、件件有着落. A round closes when every finding and every transfer has landed, both reports of
 *  every organisation are in, with whatever second or later report is owed, each finding drawn for a re-check has been looked at,
 *  each immediate item is confirmed, both disclosures are made or exempt, every referral has its outcome, every filing its
 *  receipt and guidance its answer. The refusal names each item that has not landed, and who holds it. */
import { isEntering } from '../../dossier/dossier.ts';
import { openDuties, supersedesAll } from '../../dossier/duties.ts';
import type { Duty } from '../../dossier/duty.ts';
import { all } from '../../keyed.ts';
import type { Role } from '../../people/posts.ts';
import type { DutyKind } from '../../policy/pack.ts';
import { type Refusal, refuseAll } from '../../refusal.ts';
import { type Day, disclosureScopes } from '../../vocabulary.ts';
import type { FactName } from '../../wordings.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type ClosingEvents } from '../events.ts';
import { hasGone, organisationsIn } from '../leaving.ts';
import type { Finding, ImmediateItem, Round, Transfer } from '../state.ts';
import { referralsNotLanded } from './accountability.ts';
import { enteredActs, transferOfAct } from './contested.ts';
import { isDisclosureSettled } from './disclosure.ts';
import { filingsNotLanded } from './filing.ts';
import { hasLanded, landingsOf } from './landing.ts';
import { lastAnchor } from './suspension.ts';
import { drawable } from './verification.ts';

export const closingRules = {
  'close-round': command('close-round', [], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    targets: () => [{}],
    gate: (round) => refuseAll('J-V.4h', notLanded(round)),
    notBefore: lastLanding,
    decide(round, _payload, { on }) {
      // Open duties lose their ground, such as the review of a plan while everything landed.
      const closes = supersedesAll(round, on);
      const count = { findings: round.findings.size, transfers: round.transfers.size };
      const landed = landingsOf(all(round.findings), (finding) => hasGone(round, finding.organisation));
      const unanswered = [...all(round.supervisions)]
        .filter(({ answeredOn }) => answeredOn === null)
        .map(({ code }) => code);
      return [
        happened(
          'RoundClosed',
          'J-V.4h',
          on,
          { ...count, landed, ...(unanswered.length > 0 ? { unanswered } : {}) },
          { closes },
        ),
      ];
    },
  }),
};

export const closingTransitions: Transitions<ClosingEvents> = {
  RoundClosed: (round) => ({ ...round, ended: 'CLOSED' }),
};

/** The day on which the last item landed: no closing lies before it. */
function lastLanding(round: Round): Day {
  const days = [
    ...Object.values(round.organisations).flatMap(
      ({ report1On, report2On, evaluation, disclosedOn, exemptedOn, left }) => [
        left?.on ?? null,
        report1On,
        report2On,
        evaluation?.on ?? null,
        ...Object.values(disclosedOn),
        ...Object.values(exemptedOn),
      ],
    ),
    ...[...all(round.findings)].flatMap(({ acceptedOn, reportedOn, verifiedOn, settledOn }) => [
      acceptedOn,
      reportedOn,
      verifiedOn,
      settledOn,
    ]),
    ...[...all(round.transfers), ...all(round.referrals), ...all(round.immediateItems)].map(
      ({ steppedOn }) => steppedOn,
    ),
    ...[...all(round.duties)].map(({ about, closedOn }) => (about === undefined ? null : closedOn)),
    lastAnchor(round),
  ];
  return days.reduce<Day>((latest, day) => (day !== null && day > latest ? day : latest), round.plannedOn);
}

/** Everything that stands between the round and its end, with the holder of each item. */
function notLanded(round: Round): Refusal['missing'] {
  const missing: Refusal['missing'][number][] = [];
  for (const { code: organisation, decidedOn, report1On, report2On } of organisationsIn(round)) {
    if (decidedOn === null) missing.push({ fact: 'ResultsDecided', organisation, heldBy: 'PSC' });
    if (report1On === null) missing.push({ fact: 'RectificationReportSubmitted', organisation, heldBy: 'ORG' });
    if (report2On === null) missing.push({ fact: 'PrincipalReportSubmitted', organisation, heldBy: 'PR' });
  }
  for (const finding of inOrder(all(round.findings)))
    if (!hasLanded(finding) && !hasGone(round, finding.organisation)) {
      const { code, organisation, state } = finding;
      missing.push({ fact: 'FindingAccepted', finding: code, organisation, state, heldBy: holderOfFinding(finding) });
    }
  for (const transfer of inOrder(all(round.transfers)))
    if (transfer.state !== 'ACCEPTED') {
      const { code, organisation, state } = transfer;
      missing.push({
        fact: 'TransferAccepted',
        transfer: code,
        organisation,
        state,
        heldBy: holderOfTransfer(transfer),
      });
    }
  for (const { code: item, organisation, state } of inOrder(all(round.immediateItems)))
    if (state !== 'CONFIRMED' && !hasGone(round, organisation))
      missing.push({ fact: 'ItemConfirmed', item, organisation, state, heldBy: holderOfItem(state) });
  for (const { code: organisation } of organisationsIn(round))
    for (const scope of disclosureScopes)
      if (!isDisclosureSettled(round, organisation, scope))
        missing.push({ fact: 'Disclosed', organisation, scope, heldBy: 'ORG' });
  for (const { key, kind, organisation, finding, dueOn, owedBy } of [...openDuties(round)].sort(byKey)) {
    const fact = awaited[kind];
    // A further draw is owed while there is something to draw.
    const moot = kind === 'further-draw' && organisation !== null && drawable(round, organisation).length === 0;
    if (fact === undefined || moot) continue;
    missing.push({
      fact,
      duty: key,
      ...(organisation === null ? {} : { organisation }),
      ...(finding === null ? {} : { finding }),
      ...(dueOn === null ? {} : { dueOn }),
      heldBy: owedBy,
    });
  }
  return [...missing, ...enteredNotConfirmed(round), ...referralsNotLanded(round), ...filingsNotLanded(round)];
}

/** What the office entered for departments; while history is entered they have had no time for their word. */
const enteredNotConfirmed = (round: Round): Refusal['missing'] =>
  isEntering(round)
    ? []
    : enteredActs(round).map((act) => {
        const { code: proposal, action, confirmedBy } = act;
        const transfer = transferOfAct(act);
        const about = transfer === undefined ? {} : { transfer };
        return { fact: 'EnteredConfirmed', proposal, action, ...about, heldBy: confirmedBy.join(' ') };
      });

/** Duties that a closing does not overtake, and what each waits for. */
const awaited: Partial<Record<DutyKind, FactName>> = {
  'subsequent-report': 'SubsequentReported',
  verification: 'VerificationRecorded',
  'further-draw': 'VerificationDrawn',
  'second-report': 'SecondReportSubmitted',
  'second-evaluation': 'EvaluationPassed',
};

const byKey = (a: Duty, b: Duty): number => (a.key < b.key ? -1 : 1);

const inOrder = <Item extends { readonly code: string }>(items: Iterable<Item>): Item[] =>
  [...items].sort((a, b) => (a.code < b.code ? -1 : 1));

export function holderOfFinding({ state }: Finding): Role {
  return state === 'DECIDED' || state === 'SUBMITTED' || state === 'ACCEPTED' ? 'OFF' : 'ORG';
}

export function holderOfTransfer({ state, to }: Transfer): Role {
  const withTheOffice =
    state === 'DECIDED' || state === 'RETURNED_NOT_OURS' || state === 'FED_BACK' || state === 'ACCEPTED';
  return withTheOffice ? 'OFF' : to;
}

const holderOfItem = (state: ImmediateItem['state']): Role => (state === 'DONE' ? 'TL' : 'ORG');
