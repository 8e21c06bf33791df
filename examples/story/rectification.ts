/** The organisation rectifies: its plan, the items of it, its two reports, and what it discloses. */
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { findingsOf, organisationOf } from '../../domain/round/parts.ts';
import { hasLanded } from '../../domain/round/steps/landing.ts';
import { type Code, type Day, disclosureScopes, type Instant } from '../../domain/vocabulary.ts';
import { Feedback } from './feedback.ts';
import { evidence, prose } from './prose.ts';
import { holderOf, IN_CHARGE, office, UNIT } from './registry.ts';
import { dated } from './telling.ts';

export abstract class Rectification<S extends Rectification<S>> extends Feedback<S> {
  /** `longTerm` goes to every item of the plan. */
  withPlan(organisation?: Code, longTerm?: boolean | readonly Day[]): S {
    return this.withFeedbackSigned(organisation).each(organisation, 'planSubmittedOn', (story, code) =>
      story.does(holderOf('LIAISON', code), 'submit-plan', {
        organisation: code,
        items: [...findingsOf(story.round, code)].map(({ code: finding }) =>
          aPlannedItem(finding, story.now, longTerm),
        ),
      }),
    );
  }

  withPlanAccepted(organisation?: Code, longTerm?: boolean | readonly Day[]): S {
    return this.withPlan(organisation, longTerm).each(organisation, 'planAcceptedOn', (story, code) =>
      story.does(office, 'accept-plan', { organisation: code }),
    );
  }

  withItemsDone(organisation?: Code): S {
    return this.withPlanAccepted(organisation).eachFinding(organisation, 'SUBMITTED', (story, finding, of) =>
      story.does(holderOf('LIAISON', of), 'report-item', {
        finding,
        grade: 'DONE',
        content: prose(`${finding}/done`),
        evidence: [evidence(finding)],
      }),
    );
  }

  withFindingsAccepted(organisation?: Code): S {
    return this.withItemsDone(organisation).eachFinding(organisation, 'ACCEPTED', (story, finding) =>
      story.does(office, 'accept-finding', { finding }),
    );
  }

  withReport1(organisation?: Code, on?: Day): S {
    return this.withFeedbackSigned(organisation).each(organisation, 'report1On', (story, code) =>
      story.does(holderOf('LIAISON', code), 'submit-report-1', {
        organisation: code,
        content: prose(`${code}/report-1`),
        ...dated(on),
      }),
    );
  }

  withReport2(organisation?: Code, on?: Day): S {
    return this.withFeedbackSigned(organisation).each(organisation, 'report2On', (story, code) =>
      story.does(holderOf('PRINCIPAL', code), 'submit-report-2', {
        organisation: code,
        content: prose(`${code}/report-2`),
        ...dated(on),
      }),
    );
  }

  disclosed(organisation?: Code): S {
    const story = this.withReport1(organisation);
    return story.all(organisation).reduce(
      (all, code) =>
        disclosureScopes
          .filter((scope) => !organisationOf(all.round, code).disclosedOn[scope])
          .reduce(
            (told, scope) =>
              told.does(holderOf('LIAISON', code), 'disclose', {
                organisation: code,
                scope,
                channel: 'ONLINE',
                from: dayOf(told.now),
                to: addToDay(dayOf(told.now), { days: 15 }),
                content: prose(`${code}/${scope}`),
              }),
            all,
          ),
      story,
    );
  }

  private eachFinding(
    only: Code | undefined,
    reached: 'SUBMITTED' | 'ACCEPTED',
    step: (story: S, finding: Code, organisation: Code) => S,
  ): S {
    return this.all(only)
      .flatMap((code) => [...findingsOf(this.round, code)])
      .filter((finding) => finding.state !== reached && !hasLanded(finding))
      .reduce((story, { code, organisation }) => step(story, code, organisation), this.self);
  }
}

export const aPlannedItem = (finding: Code, now: Instant, longTerm?: boolean | readonly Day[]) => ({
  finding,
  goal: prose(`${finding}/goal`),
  measures: [{ type: 'BUILD_SYSTEM' as const, content: prose(`${finding}/measure`) }],
  leader: IN_CHARGE,
  unit: UNIT,
  dueOn: addToDay(dayOf(now), { months: 2 }),
  ...(longTerm === undefined ? {} : { longTerm }),
});
