/** Plans, summaries and implementing opinions (J-VI.2b–c): the committee adopts plans, the leading group the rest. What the
 *  upper leading group must be told opens its filing. */
import { dayOf } from '../../calendar.ts';
import { meets, openDuty } from '../../dossier/duties.ts';
import type { DutyKind } from '../../policy/pack.ts';
import { refuse } from '../../refusal.ts';
import type { Code, DocumentKind } from '../../vocabulary.ts';
import { type CommitteeRulePayloads, command, type Transitions } from '../command.ts';
import { happened, type DocumentEvents } from '../events.ts';
import type { CommitteeFile } from '../state.ts';
import { openedFiling, owesFiling } from './filing.ts';

type Adoption = CommitteeRulePayloads['adopt-document'];

const kinds: Readonly<Record<DocumentKind, { readonly duty: DutyKind; readonly filed: boolean }>> = {
  TERM_PLAN: { duty: 'term-plan', filed: true },
  YEARLY_PLAN: { duty: 'yearly-plan', filed: true },
  YEARLY_SUMMARY: { duty: 'yearly-summary', filed: true },
  IMPLEMENTING_OPINIONS: { duty: 'implementing-opinions', filed: false },
};

/** `YEARLY-PLAN-2026`: of which term or year it is. */
function documentOf(file: CommitteeFile, { kind, year }: Pick<Adoption, 'kind' | 'year'>): Code {
  if (kind === 'IMPLEMENTING_OPINIONS') return 'OPINIONS';
  return kind === 'TERM_PLAN' ? `TERM-PLAN-${file.term}` : `${kind.replace('_', '-')}-${year}`;
}

export const documentRules = {
  'adopt-document': command('adopt-document', {
    clause: 'J-VI.2b',
    signs: true,
    about: documentOf,
    who: (_file, { kind }) => (kind === 'TERM_PLAN' || kind === 'YEARLY_PLAN' ? ['PSC'] : ['LGL', 'PSC']),
    gate(file, adoption) {
      const { kind, year } = adoption;
      const yearly = kind === 'YEARLY_PLAN' || kind === 'YEARLY_SUMMARY';
      if (yearly !== (year !== undefined)) return refuse('J-VI.2c', 'YearOfDocument', { kind });
      // Opinions may be drawn up anew; a plan or a summary is adopted once.
      const document = documentOf(file, adoption);
      return kind !== 'IMPLEMENTING_OPINIONS' && file.documents[document]
        ? refuse('J-VI.2c', 'DocumentNotYetAdopted', { document })
        : undefined;
    },
    notBefore: (file, adoption) =>
      openDuty(file, kinds[adoption.kind].duty, documentOf(file, adoption))?.anchor.on ?? null,
    decide(file, adoption, { on, now, sequence }) {
      const { kind, year, decision, content } = adoption;
      if (year !== undefined && year > Number(dayOf(now).slice(0, 4)) + 1)
        return refuse('J-VI.2c', 'YearOfDocument', { kind, year });
      const document = documentOf(file, adoption);
      const { duty, filed } = kinds[kind];
      const anchor = { event: 'DocumentAdopted', sequence, on };
      return [
        happened(
          'DocumentAdopted',
          filed ? 'J-VI.2c' : 'J-VI.2b',
          on,
          { kind, document, decision, content, filed },
          {
            closes: meets(file, duty, document, on),
            opens: filed ? [owesFiling(file, document, 'J-VI.2c', anchor)] : [],
          },
        ),
      ];
    },
  }),
};

export const documentTransitions: Transitions<DocumentEvents> = {
  DocumentAdopted(file, { on, data: { document, filed } }) {
    const adopted = { ...file, documents: { ...file.documents, [document]: on } };
    return filed ? openedFiling(adopted, document, on) : adopted;
  },
};
