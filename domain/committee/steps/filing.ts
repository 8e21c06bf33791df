/** Upward filings (J-VI.2c, J-III.4e): opened by what must be reported, sent by the office or the leading group's leader,
 *  closed by the receipt of the upper office, here or on paper. */
import type { Clause } from '../../../opinion/clauses.ts';
import { meets, owe } from '../../dossier/duties.ts';
import { type Anchor, type DutyOpened, metByArrival } from '../../dossier/duty.ts';
import { comparedBy, paperOfReceipt, receiptNeeded } from '../../dossier/on-paper.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day, DirectorChange } from '../../vocabulary.ts';
import { rolesOf } from '../actors.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type FilingEvents } from '../events.ts';
import type { Filing, CommitteeFile } from '../state.ts';

/** Who directs the office is settled elsewhere, and stands in the registry; here it is reported upward. */
export const filingRules = {
  'report-director-change': command('report-director-change', {
    clause: 'J-III.4e',
    who: ['OFF', 'PSC'],
    about: (_file, { person }) => person,
    gate({ director }, { person, change }) {
      const reported = director?.person === person && director.change === change;
      return reported ? refuse('J-III.4e', 'DirectorChangeNotYetReported', { person, change }) : undefined;
    },
    notBefore: ({ director }) => director?.on ?? null,
    facts: ({ committee }, { person }) => ({ person, holders: [{ post: 'OFFICE_DIRECTOR', place: committee }] }),
    decide(file, { person, change, decision }, { on, sequence, facts: { personKnown, holders } }) {
      if (!personKnown) return refuse('J-III.4e', 'PersonInRegistry', { person });
      const holds = holders.some((holder) => holder.person === person);
      if (change === 'APPOINTED' && !holds) return refuse('J-III.4e', 'DirectorInRegistry', { person });
      if (change === 'REMOVED' && holds) return refuse('J-III.4e', 'DirectorNotInRegistry', { person });
      return directorChanged(file, { person, change, decision }, { on, sequence });
    },
  }),

  'file-upward': command('file-upward', {
    clause: 'J-VI.2c',
    signs: true,
    who: ['OFF', 'LGL'],
    about: (_file, { filing }) => filing,
    gate(file, { filing }) {
      const known = file.filings[filing];
      if (!known) return refuse('J-VI.2c', 'FilingOpened', { filing });
      return known.sentOn === null ? undefined : refuse('J-VI.2c', 'FilingNotYetSent', { filing });
    },
    notBefore: (file, { filing }) => file.filings[filing]?.openedOn ?? null,
    decide(file, { filing, content }, { on, sequence }) {
      const anchor = { event: 'FiledUpward', sequence, on };
      const receipt = { kind: 'filing-receipt', clause: 'J-VI.2c', owedBy: 'UP', owedTo: 'OFF' } as const;
      const changes = {
        closes: meets(file, 'filing', filing, on),
        opens: [owe(file, { ...receipt, anchor, about: filing })],
      };
      return [happened('FiledUpward', 'J-VI.2c', on, { filing, content }, changes)];
    },
  }),

  'receipt-filing': command('receipt-filing', {
    clause: 'J-VI.2c',
    receipt: true,
    keepsDay: true,
    // The office enters the receipt of an office above that has nobody here.
    who: ['UP', 'OFF'],
    about: (_file, { filing }) => filing,
    confirmedBy: (_file, { document }, { facts, by }) => (document ? comparedBy(facts, by) : []),
    gate(file, { filing }) {
      const known = file.filings[filing];
      if (!known) return refuse('J-VI.2c', 'FilingOpened', { filing });
      if (known.sentOn === null) return refuse('J-VI.2c', 'FiledUpward', { filing });
      return known.receiptedOn === null ? undefined : refuse('J-VI.2c', 'FilingNotYetReceipted', { filing });
    },
    notBefore: (file, { filing }) => file.filings[filing]?.sentOn ?? null,
    facts: ({ committee }, { document }) => (document ? { holders: receiptNeeded(committee) } : {}),
    decide(file, { filing, document }, { on, actor, facts }) {
      const isOfUpper = rolesOf(file, actor).has('UP');
      if (document === undefined && isOfUpper) {
        const closes = meets(file, 'filing-receipt', filing, on);
        return [happened('FilingReceipted', 'J-VI.2c', on, { filing }, { closes })];
      }
      const answered = file.filings[filing]?.sentOn ?? null;
      const paper = paperOfReceipt(filing, document, { isOfUpper, on, answered, facts });
      if ('missing' in paper) return paper;
      const closes = meets(file, 'filing-receipt', filing, on).map((closed) => metByArrival(closed, closed.on));
      return [happened('FilingReceipted', 'J-VI.2c', on, { filing, document: paper }, { closes })];
    },
  }),
};

/** Once for each change: it may be reported, and it is noticed as the registry takes it. */
export function directorChanged(
  file: CommitteeFile,
  { person, change, decision }: { readonly person: Code; readonly change: DirectorChange; readonly decision: string },
  { on, sequence }: { readonly on: Day; readonly sequence: number },
) {
  if (file.director?.person === person && file.director.change === change) return [];
  const filing = `DIRECTOR-${file.directorChanges + 1}`;
  const opens = [owesFiling(file, filing, 'J-III.4e', { event: 'DirectorChanged', sequence, on })];
  return [happened('DirectorChanged', 'J-III.4e', on, { person, change, decision, filing }, { opens })];
}

export const owesFiling = (file: CommitteeFile, filing: Code, clause: Clause, anchor: Anchor): DutyOpened =>
  owe(file, { kind: 'filing', clause, owedBy: 'OFF', owedTo: 'UP', anchor, about: filing });

export function openedFiling(file: CommitteeFile, code: Code, openedOn: Day): CommitteeFile {
  return withFiling(file, { code, openedOn, sentOn: null, receiptedOn: null });
}

export const filingTransitions: Transitions<FilingEvents> = {
  DirectorChanged(file, { on, data: { person, change, filing } }) {
    const changed = { ...file, director: { person, change, on }, directorChanges: file.directorChanges + 1 };
    return openedFiling(changed, filing, on);
  },
  FiledUpward: (file, { on, data: { filing } }) => withFiling(file, { ...filingOf(file, filing), sentOn: on }),
  FilingReceipted: (file, { on, data: { filing, document } }) =>
    withFiling(file, { ...filingOf(file, filing), receiptedOn: on, ...(document ? { document } : {}) }),
};

const withFiling = (file: CommitteeFile, filing: Filing): CommitteeFile => ({
  ...file,
  filings: { ...file.filings, [filing.code]: filing },
});

function filingOf(file: CommitteeFile, code: Code): Filing {
  const filing = file.filings[code];
  if (!filing) throw new Error(`${code} is not a filing of ${file.code}`);
  return filing;
}
