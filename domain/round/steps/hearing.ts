/** Hearings and decision (J-V.4a): the leading group, the secretary's meeting and the standing committee hear the reports
 *  in the pack's order; then the use of results is decided, and findings and transfers exist and must land. */
import type { DecidedFinding, DecidedTransfer } from '../../../contracts/requests/index.ts';
import { isCategoryOf } from '../../../opinion/focus-areas.ts';
import { owe } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import { get, putAll } from '../../keyed.ts';
import { naming } from '../../people/departments.ts';
import { type Refusal, refuse, refuseAll } from '../../refusal.ts';
import type { Code, HearingBody } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type HearingEvents } from '../events.ts';
import { organisationsIn, requireInRound } from '../leaving.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';
import type { Facts } from '../facts.ts';
import type { Organisation, Round } from '../state.ts';
import { type Addressed, departmentsNeeded, requireDepartment } from '../departments.ts';
import { filingOpened } from './filing.ts';
import { requirePaperForFinding } from './papers.ts';

/** Who speaks for a body. */
const speakers = { LG: ['LGL'], SSM: ['SSM'], PSC: ['PSC'] } as const;

export const hearingRules = {
  hear: command('hear', ['body'], {
    clause: 'J-V.4a',
    onPaper: true,
    who: (_round, { body }) => speakers[body],
    targets: (round) => round.pack.hearingOrder.map((body) => ({ body })),
    gate(round, { body }) {
      const obstacles = organisationsIn(round).map((organisation) => requireHearable(round, organisation, body));
      // One organisation that can be heard is enough; else the first obstacle is the answer.
      return obstacles.includes(undefined) ? undefined : obstacles[0];
    },
    notBefore: () => null,
    decide(round, { body, organisations, minutes }, { on, sequence }) {
      for (const organisation of organisations) {
        const inspected = round.organisations[organisation];
        if (!inspected) return refuse('J-II.1', 'OrganisationInRound', { organisation });
        const obstacle = requireInRound(round, organisation) ?? requireHearable(round, inspected, body);
        if (obstacle) return obstacle;
        const before = [inspected.reportReviewedOn, ...Object.values(inspected.heardOn)];
        if (before.some((day) => day !== null && on < day))
          return refuse('J-V.4a', 'onNotBeforeWhatItAnswers', { organisation, on });
      }
      // What the secretary's meeting and the standing committee heard goes upward; the leading group's hearing prepares it.
      const anchor = { event: 'ReportHeard', sequence, on };
      const opens = body === 'LG' ? [] : [filingOpened(round, 'filing-hearing', anchor)];
      return [happened('ReportHeard', 'J-V.4a', on, { body, organisations, minutes }, { opens })];
    },
  }),

  'decide-results': command('decide-results', ['organisation'], {
    clause: 'J-V.4a',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const { heardOn, decidedOn } = organisationOf(round, organisation);
      if (decidedOn !== null) return refuse('J-V.4a', 'ResultsNotYetDecided', { organisation });
      const silent = round.pack.hearingOrder.filter((body) => heardOn[body] === undefined);
      return refuseAll(
        'J-V.4a',
        silent.map((body) => ({ fact: 'ReportHeard' as const, organisation, body })),
      );
    },
    notBefore: (round, { organisation }) => {
      const heard = Object.values(organisationOf(round, organisation).heardOn).sort();
      return heard.at(-1) ?? null;
    },
    facts: (round, { transfers }) => departmentsNeeded(round, transfers),
    decide(round, { organisation, findings, transfers, decision }, { on, sequence, facts }) {
      const fault =
        requireSoundFindings(round, organisation, findings) ??
        requireSoundTransfers(round, organisation, transfers, facts);
      if (fault) return fault;
      const anchor = { event: 'ResultsDecided', sequence, on };
      const opens = [
        owe(round, { kind: 'feedback', clause: 'J-V.4h', owedBy: 'OFF', owedTo: 'ORG', organisation, anchor }),
        ...transfers.map((transfer) => sendingOwed(round, { ...transfer, organisation }, anchor)),
      ];
      return [happened('ResultsDecided', 'J-V.4a', on, { organisation, findings, transfers, decision }, { opens })];
    },
  }),
};

export const hearingTransitions: Transitions<HearingEvents> = {
  ReportHeard: (round, { on, data: { body, organisations } }) =>
    organisations.reduce((heard, code) => {
      const { heardOn } = organisationOf(heard, code);
      return withOrganisation(heard, code, { heardOn: { ...heardOn, [body]: on } });
    }, round),
  ResultsDecided(round, { on, data: { organisation, findings, transfers } }) {
    const decided = withOrganisation(round, organisation, { decidedOn: on });
    return {
      ...decided,
      findings: putAll(
        decided.findings,
        findings.map(({ code, area, category }) => [
          code,
          {
            code,
            organisation,
            area,
            category,
            state: 'DECIDED',
            decidedOn: on,
            planDueOn: null,
            longTerm: false,
            measures: [],
            reportsOn: [],
            grade: null,
            evidence: 0,
            reportedOn: null,
            returnedOn: null,
            acceptedOn: null,
            verifiedOn: null,
            returns: 0,
            exemptFrom: [],
            mergedInto: null,
            splitInto: [],
            splitFrom: null,
            rearrangedOn: null,
            settledOn: null,
          },
        ]),
      ),
      transfers: putAll(
        decided.transfers,
        transfers.map(({ code, to, kind, priority = false, department }) => [
          code,
          {
            code,
            organisation,
            to,
            ...naming({ department }),
            kind,
            priority,
            state: 'DECIDED',
            steppedOn: on,
            disposal: null,
            form: null,
            handled: false,
          },
        ]),
      ),
    };
  },
};

function requireHearable(round: Round, inspected: Organisation, body: HearingBody): Refusal | undefined {
  const organisation = inspected.code;
  if (inspected.reportReviewedOn === null) return refuse('J-V.4h', 'ReportReviewed', { organisation });
  if (inspected.heardOn[body] !== undefined) return refuse('J-V.4a', 'NotYetHeard', { organisation, body });
  const order = round.pack.hearingOrder;
  const silent = order
    .slice(0, Math.max(0, order.indexOf(body)))
    .find((earlier) => inspected.heardOn[earlier] === undefined);
  return silent && refuse('J-V.4a', 'ReportHeard', { organisation, body: silent });
}

function requireSoundFindings(
  round: Round,
  organisation: Code,
  findings: readonly DecidedFinding[],
): Refusal | undefined {
  const seen = new Set<Code>();
  for (const { code, area, category, papers = [] } of findings) {
    if (seen.has(code) || get(round.findings, code)) return refuse('J-V.4h', 'FreshCode', { finding: code });
    seen.add(code);
    if (!isCategoryOf(area, category)) return refuse('J-I.3b', 'CategoryOfArea', { finding: code, area, category });
    for (const paper of papers) {
      const unfit = requirePaperForFinding(round, organisation, code, paper);
      if (unfit) return unfit;
    }
  }
  return undefined;
}

/** The office sends what was decided. */
export const sendingOwed = (
  round: Round,
  { code: transfer, to: owedTo, organisation, department }: Addressed,
  anchor: Anchor,
): DutyOpened => {
  const [kind, clause, owedBy] = ['transfer-sending', 'J-V.4h', 'OFF'] as const;
  return owe(round, { kind, clause, owedBy, owedTo, department, organisation, transfer, anchor });
};

/** A clue goes to the discipline organ; a matter to the organisation department or a functional department. */
export function isRightAddressee({ to, kind }: Pick<DecidedTransfer, 'to' | 'kind'>): boolean {
  return (kind === 'CLUE') === (to === 'DISC');
}

function requireSoundTransfers(
  round: Round,
  organisation: Code,
  transfers: readonly DecidedTransfer[],
  facts: Facts,
): Refusal | undefined {
  const seen = new Set<Code>();
  for (const { code, to, kind, department } of transfers) {
    if (seen.has(code) || get(round.transfers, code)) return refuse('J-V.4h', 'FreshCode', { transfer: code });
    seen.add(code);
    if (!isRightAddressee({ to, kind })) return refuse('J-V.4a', 'AddresseeOfKind', { transfer: code, to, kind });
    const refused = requireDepartment(round, { code, organisation, to, department }, facts);
    if (refused) return refused;
  }
  return undefined;
}
