/** Double disclosure (J-V.4c): the rectification is made known inside the Party and to society, or the leading group's leader
 *  exempts it, as a whole or finding by finding, with a reason. */
import { get } from '../../keyed.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type DisclosureScope, disclosureScopes } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type DisclosureEvents } from '../events.ts';
import { eachOrganisation, findingOf, organisationOf, withFinding, withOrganisation } from '../parts.ts';
import type { Round } from '../state.ts';
import { countedFindings, requireCounted } from './landing.ts';

interface Target {
  readonly organisation: Code;
  readonly scope: DisclosureScope;
}

const eachScope = (round: Round): Target[] =>
  eachOrganisation(round).flatMap((of) => disclosureScopes.map((scope) => ({ ...of, scope })));

function requireUndisclosed(round: Round, { organisation, scope }: Target): Refusal | undefined {
  const { disclosedOn, exemptedOn } = organisationOf(round, organisation);
  if (disclosedOn[scope] !== undefined || exemptedOn[scope] !== undefined)
    return refuse('J-V.4c', 'NotYetDisclosed', { organisation, scope });
  return undefined;
}

export const disclosureRules = {
  disclose: command('disclose', ['organisation', 'scope'], {
    clause: 'J-V.4c',
    who: ['ORG'],
    targets: eachScope,
    gate(round, target) {
      const { organisation } = target;
      if (organisationOf(round, organisation).report1On === null)
        return refuse('J-V.4d', 'RectificationReportSubmitted', { organisation });
      return requireUndisclosed(round, target);
    },
    notBefore: (round, { organisation }) => organisationOf(round, organisation).report1On,
    decide(_round, { organisation, scope, channel, from, to, content }, { on }) {
      if (to < from) return refuse('J-V.4c', 'PeriodInOrder', { from, to });
      return [happened('Disclosed', 'J-V.4c', on, { organisation, scope, channel, from, to, content })];
    },
  }),

  'exempt-disclosure': command('exempt-disclosure', ['organisation', 'scope'], {
    clause: 'J-V.4c',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    targets: eachScope,
    gate: requireUndisclosed,
    notBefore: (round, { organisation }) => organisationOf(round, organisation).decidedOn ?? round.plannedOn,
    decide(round, { organisation, scope, finding = null, reason }, { on }) {
      if (finding !== null && get(round.findings, finding)?.organisation !== organisation)
        return refuse('J-V.4c', 'FindingOfOrganisation', { finding, organisation });
      const settled = finding === null ? undefined : requireCounted(findingOf(round, finding));
      if (settled) return settled;
      if (finding !== null && findingOf(round, finding).exemptFrom.includes(scope))
        return refuse('J-V.4c', 'FindingNotYetExempt', { finding, scope });
      return [happened('DisclosureExempted', 'J-V.4c', on, { organisation, scope, finding, reason })];
    },
  }),
};

export const disclosureTransitions: Transitions<DisclosureEvents> = {
  Disclosed(round, { on, data: { organisation, scope } }) {
    const { disclosedOn } = organisationOf(round, organisation);
    return withOrganisation(round, organisation, { disclosedOn: { ...disclosedOn, [scope]: on } });
  },
  DisclosureExempted(round, { on, data: { organisation, scope, finding } }) {
    if (finding !== null) {
      const { exemptFrom } = findingOf(round, finding);
      return withFinding(round, finding, { exemptFrom: [...new Set([...exemptFrom, scope])] });
    }
    const { exemptedOn } = organisationOf(round, organisation);
    return withOrganisation(round, organisation, { exemptedOn: { ...exemptedOn, [scope]: on } });
  },
};

/** Disclosed, or exempt as a whole, or exempt finding by finding: each that counts by itself. */
export function isDisclosureSettled(round: Round, organisation: Code, scope: DisclosureScope): boolean {
  const { disclosedOn, exemptedOn } = organisationOf(round, organisation);
  if (disclosedOn[scope] !== undefined || exemptedOn[scope] !== undefined) return true;
  const findings = countedFindings(round, organisation);
  return findings.length > 0 && findings.every(({ exemptFrom }) => exemptFrom.includes(scope));
}
