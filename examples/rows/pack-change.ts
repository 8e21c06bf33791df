/** Change of pack. */
import { packChange } from '../../ledger/pack-change.ts';
import { aRound, type Story } from '../story.ts';
import { inRegion, office, secretary, psc } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { row, type Row } from './row.ts';

/** A committee of the province in which the county's instrument holds. */
const owing = () => aRound({ registry: inRegion('CN-34') }).withFeedbackSigned();
const shown = (story: Story, pack = 'county-dingyuan') => packChange(story.round, pack)?.shown ?? '';

export const packChanges: readonly Row[] = [
  row('change-pack', {
    given: owing,
    by: secretary,
    payload: { pack: 'county-dingyuan', reason: prose('reason'), approver: secretary, shown: shown(owing()) },
    leaves: ['PackChanged'],
    again: ['J-V.5a', 'AnotherPack'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.5a',
    gates: [
      { because: 'there is no such pack', with: { pack: 'nowhere' }, clause: 'J-V.5a', missing: 'PackInUse' },
      {
        because: 'the approver does not speak for the committee',
        with: { approver: office },
        clause: 'J-V.5a',
        missing: 'ApproverOfCommittee',
      },
      ...['CN-22', null].map((region) => ({
        because: `the pack is looser than the opinion, and the committee’s region is ${region}`,
        given: () => aRound({ registry: inRegion(region) }).withFeedbackSigned(),
        clause: 'J-V.4d' as const,
        missing: 'PackForRegion' as const,
      })),
      { because: 'nothing was shown', with: { shown: '0'.repeat(64) }, clause: 'J-V.5a', missing: 'DryRunShown' },
      {
        because: 'the round is another one than was shown',
        given: () => owing().withReport1(),
        clause: 'J-V.5a',
        missing: 'DryRunShown',
      },
      {
        because: 'the round is suspended',
        given: () =>
          owing()
            .does(secretary, 'suspend-round', { reason: prose('flood') })
            .confirmed(psc),
        // The secretary leads the leading group here.
        clause: 'J-I.3a',
        missing: 'RoundRunning',
      },
    ],
  }),
];
