/** From the team’s report over its review and the hearings to the decision: findings and transfers. */
import type { DecidedFinding, DecidedTransfer } from '../../contracts/requests/index.ts';
import { all } from '../../domain/keyed.ts';
import { organisationOf } from '../../domain/round/parts.ts';
import type { Code } from '../../domain/vocabulary.ts';
import { prose } from './prose.ts';
import { leader, office, secretary } from './registry.ts';
import { Stay } from './stay.ts';

export abstract class Hearing<S extends Hearing<S>> extends Stay<S> {
  withReport(organisation?: Code): S {
    return this.withdrawn(organisation).each(organisation, 'reportSubmittedOn', (story, code) =>
      story.does(leader, 'submit-report', {
        organisation: code,
        used: [...all(story.round.papers)]
          .filter((paper) => paper.organisation === code && paper.state === 'SIGNED')
          .map((paper) => paper.code),
        unused: [],
        content: prose(`${code}/report`),
      }),
    );
  }

  withReportReviewed(organisation?: Code): S {
    return this.withReport(organisation).each(organisation, 'reportReviewedOn', (story, code) =>
      story.does(office, 'review-report', { organisation: code }),
    );
  }

  heard(organisation?: Code): S {
    const story = this.withReportReviewed(organisation);
    return story.round.pack.hearingOrder.reduce((told, body) => {
      const waiting = told.all(organisation).filter((code) => !organisationOf(told.round, code).heardOn[body]);
      if (waiting.length === 0) return told;
      return told.does(secretary, 'hear', { body, organisations: waiting, minutes: prose(`${body}/minutes`) });
    }, story);
  }

  /** By default two findings, and a transfer to each of the three addressees: `F-0701`, `T-0701` to DISC, OD, FD. */
  decided(organisation?: Code, results: { findings?: readonly Code[]; transfers?: readonly DecidedTransfer[] } = {}) {
    return this.heard(organisation).each(organisation, 'decidedOn', (story, code) =>
      story.does(secretary, 'decide-results', {
        organisation: code,
        findings: (results.findings ?? [1, 2].map((i) => itemCode('F', code, i))).map(aFinding),
        transfers: results.transfers ?? threeTransfers(code),
        decision: 'D-2026-3',
      }),
    );
  }
}

/** `F-0701`: the first finding of O-07. */
export const itemCode = (kind: 'F' | 'T', organisation: Code, number: number): Code =>
  `${kind}-${organisation.replace(/^O-/, '')}${String(number).padStart(2, '0')}`;

export const aFinding = (code: Code): DecidedFinding => ({
  code,
  area: 'CLEAN',
  category: 'CLEAN-2',
  content: prose(code),
});

export const threeTransfers = (organisation: Code): DecidedTransfer[] => [
  { code: itemCode('T', organisation, 1), to: 'DISC', kind: 'CLUE', content: prose('clue'), priority: true },
  { code: itemCode('T', organisation, 2), to: 'OD', kind: 'MATTER', content: prose('matter') },
  { code: itemCode('T', organisation, 3), to: 'FD', kind: 'MATTER', content: prose('matter') },
];
