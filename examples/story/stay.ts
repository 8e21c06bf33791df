/** The team’s stay: entry, working papers, withdrawal. */
import type { Code } from '../../domain/vocabulary.ts';
import { Preparation } from './preparation.ts';
import { evidence, prose } from './prose.ts';
import { leader } from './registry.ts';

export abstract class Stay<S extends Stay<S>> extends Preparation<S> {
  entered(organisation?: Code): S {
    return this.withNotice(organisation)
      .undertakingsSigned()
      .each(organisation, 'enteredOn', (story, code) => story.does(leader, 'enter', { organisation: code }));
  }

  /** A working paper of the team, brought as far as asked: `PAPER-1`, opened by the inspector, the deputy being second. */
  withPaper(paper: Code, state: 'DRAFT' | 'TEAM_REVIEWED' | 'SIGNED' = 'SIGNED', organisation: Code = 'O-07'): S {
    const steps = ['review-paper', 'sign-paper'] as const;
    const opened = this.entered(organisation)
      .does('P-INSPECTOR', 'open-paper', aPaper(paper, organisation))
      .confirmed('P-DEPUTY');
    return steps
      .slice(0, ['DRAFT', 'TEAM_REVIEWED', 'SIGNED'].indexOf(state))
      .reduce((story, step) => story.does(leader, step, { paper }), opened);
  }

  withdrawn(organisation?: Code): S {
    return this.entered(organisation).each(organisation, 'withdrawnOn', (story, code) =>
      story.does(leader, 'withdraw-team', { organisation: code }),
    );
  }
}

export const aPaper = (paper: Code, organisation: Code) => ({
  paper,
  organisation,
  area: 'CLEAN' as const,
  category: 'CLEAN-3',
  keyMatter: 'FUND_MANAGEMENT' as const,
  power: 'ALLOCATION' as const,
  content: prose(paper),
  evidence: [evidence(paper)],
});
