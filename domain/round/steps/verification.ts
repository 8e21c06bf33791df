/** Re-checking what was struck off (J-V.4h): a sample of an organisation's accepted findings is drawn by lot and looked at
 *  on the spot. A finding that does not hold is open again, the sampling rate goes up and a further draw is owed, and the
 *  referral for poor rectification (T5) is proposed. */
import { latestOf } from '../../calendar.ts';
import { meets, openDuty, owe } from '../../dossier/duties.ts';
import { draw, sampleSize, seedOf } from '../../lottery.ts';
import type { Sampling } from '../../policy/pack.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type RoundEvent, type VerificationEvents } from '../events.ts';
import {
  eachFinding,
  eachOrganisation,
  findingOf,
  findingsOf,
  organisationOf,
  withFinding,
  withOrganisation,
  withProposal,
} from '../parts.ts';
import type { Finding, Round } from '../state.ts';
import { scheduleLapsed } from './subsequent.ts';

export const verificationRules = {
  'draw-verification': command('draw-verification', ['organisation'], {
    clause: 'J-V.4h',
    who: ['OFF'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const drawn = [...findingsOf(round, organisation)].find(({ code }) => openDuty(round, 'verification', code));
      // One draw at a time, so that a draw cannot be repeated until it pleases.
      if (drawn) return refuse('J-V.4h', 'VerificationRecorded', { organisation, finding: drawn.code });
      return drawable(round, organisation).length === 0
        ? refuse('J-V.4h', 'FindingToVerify', { organisation })
        : undefined;
    },
    notBefore: (round, { organisation }) => latestOf(drawable(round, organisation).map(({ acceptedOn }) => acceptedOn)),
    facts: () => ({ head: true }),
    decide(round, { organisation }, { on, now, facts, sequence }) {
      const population = drawable(round, organisation).map(({ code }) => code);
      const { percent, minimum } = samplingOf(round, organisation);
      const seed = seedOf(facts.head, now);
      const sample = draw(seed, population, sampleSize(population.length, percent, minimum));
      const anchor = { event: 'VerificationDrawn', sequence, on };
      const verification = { kind: 'verification', clause: 'J-V.4h', owedBy: 'OFF', owedTo: 'LGL' } as const;
      const opens = sample.map((finding) => owe(round, { ...verification, organisation, finding, anchor }));
      const closes = meets(round, 'further-draw', organisation, on);
      const drawn = { organisation, seed, percent, population, sample };
      return [happened('VerificationDrawn', 'J-V.4h', on, drawn, { opens, closes })];
    },
  }),

  'record-verification': command('record-verification', ['finding'], {
    clause: 'J-V.4h',
    who: ['OFF'],
    targets: eachFinding,
    gate: (round, { finding }) =>
      openDuty(round, 'verification', finding) ? undefined : refuse('J-V.4h', 'FindingDrawn', { finding }),
    notBefore: (round, { finding }) => openDuty(round, 'verification', finding)?.anchor.on ?? null,
    decide(round, { finding, passed, content }, { on, sequence }) {
      const closes = meets(round, 'verification', finding, on);
      const recorded = happened('VerificationRecorded', 'J-V.4h', on, { finding, passed, content }, { closes });
      return passed ? [recorded] : [recorded, reopened(round, finding, on, sequence + 1)];
    },
  }),
};

export const verificationTransitions: Transitions<VerificationEvents> = {
  VerificationDrawn: (round) => round,
  VerificationRecorded: (round, { on, data: { finding, passed } }) =>
    passed ? withFinding(round, finding, { verifiedOn: on }) : round,
  FindingReopened(round, { on, sequence, data: { finding, organisation } }) {
    const open = withFinding(round, finding, {
      state: 'RETURNED',
      planDueOn: null,
      grade: null,
      evidence: 0,
      acceptedOn: null,
      returnedOn: on,
      returns: findingOf(round, finding).returns + 1,
    });
    const { failedVerifications } = organisationOf(round, organisation);
    const counted = withOrganisation(open, organisation, { failedVerifications: failedVerifications + 1 });
    return withProposal(counted, { organisation, trigger: 'T5', because: sequence, on });
  },
};

/** What can still be drawn: accepted, and not yet verified. In the order of the codes, so that a draw can be repeated. */
export function drawable(round: Round, organisation: Code): Finding[] {
  return [...findingsOf(round, organisation)]
    .filter(({ state, verifiedOn }) => state === 'ACCEPTED' && verifiedOn === null)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A pack that is older than the draw gives no rate: everything is looked at. */
const everything: Sampling = { percent: 100, minimum: 1, raisedBy: 0 };

/** The pack's sample, with the rate raised by each verification that failed. */
function samplingOf(round: Round, organisation: Code): Sampling {
  const { percent, raisedBy, minimum } = round.pack.sampling ?? everything;
  const { failedVerifications } = organisationOf(round, organisation);
  return { percent: Math.min(100, percent + failedVerifications * raisedBy), minimum, raisedBy };
}

function reopened(round: Round, finding: Code, on: Day, sequence: number): RoundEvent {
  const { organisation } = findingOf(round, finding);
  const anchor = { event: 'FindingReopened', sequence, on };
  const owed = { clause: 'J-V.4h', organisation, anchor } as const;
  const opens = [owe(round, { ...owed, kind: 'second-rectification', owedBy: 'ORG', owedTo: 'OFF', finding })];
  if (!openDuty(round, 'further-draw', organisation))
    opens.push(owe(round, { ...owed, kind: 'further-draw', owedBy: 'OFF', owedTo: 'LGL' }));
  const closes = scheduleLapsed(round, finding, on);
  return happened('FindingReopened', 'J-V.4h', on, { finding, organisation }, { opens, closes });
}
