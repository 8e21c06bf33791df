/** Closing (J-V.4h): 条条要整改、件件有着落. A round closes when every finding and every transfer has landed, both reports of
 *  every organisation are in, each immediate item is confirmed, both disclosures are made or exempt, every referral has its
 *  outcome, every filing its receipt and guidance its answer. The refusal names each item that has not landed, and who holds
 *  it. */
import type { Role } from '../posts.ts';
import { rows } from '../table.ts';
import type { Day } from '../../contracts/basics.ts';
import { referralsPending } from './accountability.ts';
import { openDuties } from './clocks.ts';
import { command } from './command.ts';
import { isDisclosureSettled } from './disclosure.ts';
import { happened } from './events.ts';
import { owedUpward } from './filing.ts';
import { type Refusal, refuseAll, type Transitions } from './rule.ts';
import type { Finding, ImmediateItem, Round, Transfer } from './state.ts';
import { lastAnchor } from './suspension.ts';

export interface ClosingEvents {
  RoundClosed: { readonly findings: number; readonly transfers: number };
}

export const closingRules = {
  'close-round': command('close-round', [], {
    clause: 'J-V.4h',
    who: ['OFF'],
    targets: () => [{}],
    gate: (round) => refuseAll('J-V.4h', notLanded(round)),
    answers: lastLanding,
    decide(round, _payload, { on }) {
      // Whatever is still awaited has lost its ground: a plan that nobody looked at while everything landed.
      const closes = [...openDuties(round)].map(({ key }) => ({ key, on, outcome: 'SUPERSEDED' as const }));
      const landed = { findings: round.findings.size, transfers: round.transfers.size };
      return [happened('RoundClosed', 'J-V.4h', on, landed, { closes })];
    },
  }),
};

export const closingTransitions: Transitions<ClosingEvents> = {
  RoundClosed: (round) => ({ ...round, ended: 'CLOSED' }),
};

/** The day on which the last item landed: no closing lies before it. */
function lastLanding(round: Round): Day {
  const days = [
    ...Object.values(round.organisations).flatMap(({ report1On, report2On, disclosedOn, exemptedOn }) => [
      report1On,
      report2On,
      ...Object.values(disclosedOn),
      ...Object.values(exemptedOn),
    ]),
    ...[...rows(round.findings)].map(({ acceptedOn }) => acceptedOn),
    ...[...rows(round.transfers), ...rows(round.referrals), ...rows(round.immediateItems)].map(
      ({ steppedOn }) => steppedOn,
    ),
    ...[...rows(round.duties)].map(({ about, closedOn }) => (about === undefined ? null : closedOn)),
    lastAnchor(round),
  ];
  return days.reduce<Day>((latest, day) => (day !== null && day > latest ? day : latest), round.plannedOn);
}

/** Everything that stands between the round and its end, with the holder of each item. */
function notLanded(round: Round): Refusal['missing'] {
  const missing: Refusal['missing'][number][] = [];
  for (const { code: organisation, decidedOn, report1On, report2On } of Object.values(round.organisations)) {
    if (decidedOn === null) missing.push({ fact: 'ResultsDecided', organisation, heldBy: 'PSC' });
    if (report1On === null) missing.push({ fact: 'RectificationReportSubmitted', organisation, heldBy: 'ORG' });
    if (report2On === null) missing.push({ fact: 'PrincipalReportSubmitted', organisation, heldBy: 'PR' });
  }
  for (const finding of inOrder(rows(round.findings)))
    if (finding.state !== 'ACCEPTED') {
      const { code, organisation, state } = finding;
      missing.push({ fact: 'FindingAccepted', finding: code, organisation, state, heldBy: holderOfFinding(finding) });
    }
  for (const transfer of inOrder(rows(round.transfers)))
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
  for (const { code: item, organisation, state } of inOrder(rows(round.immediateItems)))
    if (state !== 'CONFIRMED')
      missing.push({ fact: 'ItemConfirmed', item, organisation, state, heldBy: holderOfItem(state) });
  for (const organisation of Object.keys(round.organisations))
    for (const scope of ['INSIDE', 'PUBLIC'] as const)
      if (!isDisclosureSettled(round, organisation, scope))
        missing.push({ fact: 'Disclosed', organisation, scope, heldBy: 'ORG' });
  return [...missing, ...referralsPending(round), ...owedUpward(round)];
}

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
