/** Upward filings (J-VI.2c, J-III.4e): opened by what must be reported, sent by the office or the leading group's leader,
 *  closed by the receipt of the upper office. */
import type { Clause } from '../../../opinion/clauses.ts';
import { meets, owe } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { happened, type FilingEvents } from '../events.ts';
import type { WorkRule, WorkRulePayloads, WorkTransitions } from '../rule.ts';
import type { Filing, Work } from '../state.ts';

/** Who directs the office is settled elsewhere, and stands in the registry; here it is reported upward. */
export const reportDirectorChange: WorkRule<WorkRulePayloads['report-director-change']> = {
  clause: 'J-III.4e',
  who: ['OFF', 'PSC'],
  gate({ director }, { person, change }) {
    const reported = director?.person === person && director.change === change;
    return reported ? refuse('J-III.4e', 'DirectorChangeNotYetReported', { person, change }) : undefined;
  },
  answers: ({ director }) => director?.on ?? null,
  facts: ({ committee }, { person }) => ({ person, holders: [{ post: 'OFFICE_DIRECTOR', place: committee }] }),
  decide(work, { person, change, decision }, { on, sequence, facts: { personKnown, holders } }) {
    if (!personKnown) return refuse('J-III.4e', 'PersonInRegistry', { person });
    const holds = holders.some((holder) => holder.person === person);
    if (change === 'APPOINTED' && !holds) return refuse('J-III.4e', 'DirectorInRegistry', { person });
    if (change === 'REMOVED' && holds) return refuse('J-III.4e', 'DirectorNotInRegistry', { person });
    const filing = `DIRECTOR-${work.directorChanges + 1}`;
    const opens = [owesFiling(work, filing, 'J-III.4e', { event: 'DirectorChanged', sequence, on })];
    return [happened('DirectorChanged', 'J-III.4e', on, { person, change, decision, filing }, { opens })];
  },
};

export const fileUpward: WorkRule<WorkRulePayloads['file-upward']> = {
  clause: 'J-VI.2c',
  who: ['OFF', 'LGL'],
  gate(work, { filing }) {
    const known = work.filings[filing];
    if (!known) return refuse('J-VI.2c', 'FilingOpened', { filing });
    return known.sentOn === null ? undefined : refuse('J-VI.2c', 'FilingNotYetSent', { filing });
  },
  answers: (work, { filing }) => work.filings[filing]?.openedOn ?? null,
  decide(work, { filing, content }, { on, sequence }) {
    const anchor = { event: 'FiledUpward', sequence, on };
    const receipt = { kind: 'filing-receipt', clause: 'J-VI.2c', owedBy: 'UP', owedTo: 'OFF' } as const;
    const clocks = {
      closes: meets(work, 'filing', filing, on),
      opens: [owe(work, { ...receipt, anchor, about: filing })],
    };
    return [happened('FiledUpward', 'J-VI.2c', on, { filing, content }, clocks)];
  },
};

export const receiptFiling: WorkRule<WorkRulePayloads['receipt-filing']> = {
  clause: 'J-VI.2c',
  who: ['UP'],
  gate(work, { filing }) {
    const known = work.filings[filing];
    if (!known) return refuse('J-VI.2c', 'FilingOpened', { filing });
    if (known.sentOn === null) return refuse('J-VI.2c', 'FiledUpward', { filing });
    return known.receiptedOn === null ? undefined : refuse('J-VI.2c', 'FilingNotYetReceipted', { filing });
  },
  answers: (work, { filing }) => work.filings[filing]?.sentOn ?? null,
  decide: (work, { filing }, { on }) => [
    happened('FilingReceipted', 'J-VI.2c', on, { filing }, { closes: meets(work, 'filing-receipt', filing, on) }),
  ],
};

export const owesFiling = (work: Work, filing: Code, clause: Clause, anchor: Anchor): DutyOpened =>
  owe(work, { kind: 'filing', clause, owedBy: 'OFF', owedTo: 'UP', anchor, about: filing });

export function openedFiling(work: Work, code: Code, openedOn: Day): Work {
  return withFiling(work, { code, openedOn, sentOn: null, receiptedOn: null });
}

export const filingTransitions: WorkTransitions<FilingEvents> = {
  DirectorChanged(work, { on, data: { person, change, filing } }) {
    const changed = { ...work, director: { person, change, on }, directorChanges: work.directorChanges + 1 };
    return openedFiling(changed, filing, on);
  },
  FiledUpward: (work, { on, data: { filing } }) => withFiling(work, { ...filingOf(work, filing), sentOn: on }),
  FilingReceipted: (work, { on, data: { filing } }) => withFiling(work, { ...filingOf(work, filing), receiptedOn: on }),
};

const withFiling = (work: Work, filing: Filing): Work => ({
  ...work,
  filings: { ...work.filings, [filing.code]: filing },
});

function filingOf(work: Work, code: Code): Filing {
  const filing = work.filings[code];
  if (!filing) throw new Error(`${code} is not a filing of ${work.code}`);
  return filing;
}
