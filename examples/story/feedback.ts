/** What was decided goes out: feedback to the organisation, transfers to their addressees, who answer. */
import { all } from '../../domain/keyed.ts';
import { organisationOf } from '../../domain/round/parts.ts';
import { type Code, type Day, feedbackParties } from '../../domain/vocabulary.ts';
import { Hearing } from './hearing.ts';
import { prose } from './prose.ts';
import { holderOf, office } from './registry.ts';
import { dated } from './telling.ts';

export abstract class Feedback<S extends Feedback<S>> extends Hearing<S> {
  withFeedbackGiven(organisation?: Code, on?: Day): S {
    const story = this.decided(organisation);
    return story.all(organisation).reduce(
      (all, code) =>
        feedbackParties
          .filter((to) => !organisationOf(all.round, code).feedback[to])
          .reduce(
            (told, to) =>
              told.does(office, 'give-feedback', {
                organisation: code,
                to,
                content: prose(`${code}/feedback`),
                ...dated(on),
              }),
            all,
          ),
      story,
    );
  }

  withFeedbackSigned(organisation?: Code, days: { readonly principalOn?: Day; readonly bodyOn?: Day } = {}): S {
    const on = { PRINCIPAL: days.principalOn, BODY: days.bodyOn };
    const story = this.withFeedbackGiven(organisation);
    return story
      .all(organisation)
      .reduce(
        (all, code) =>
          feedbackParties
            .filter((as) => !organisationOf(all.round, code).feedback[as]?.signedOn)
            .reduce(
              (told, as) =>
                told.does(holderOf('PRINCIPAL', code), 'sign-feedback', { organisation: code, as, ...dated(on[as]) }),
              all,
            ),
        story,
      );
  }

  withTransfersSent(): S {
    return this.decided().eachTransfer(['DECIDED'], (story, transfer) =>
      story.does(office, 'send-transfer', { transfer }),
    );
  }

  withTransfersReceived(on?: Day): S {
    return this.withTransfersSent().eachTransfer(['SENT'], (story, transfer, to) =>
      story.does(addressee[to], 'receive-transfer', { transfer, ...dated(on) }),
    );
  }

  withTransfersHandled(): S {
    return this.withTransfersReceived().eachTransfer(['RECEIVED'], (story, transfer, to) =>
      to === 'DISC'
        ? story.does(addressee[to], 'set-disposal', { transfer, disposal: 'PRELIMINARY_CHECK', form: 2 })
        : story.does(addressee[to], 'set-handling', { transfer, content: prose(`${transfer}/handling`) }),
    );
  }

  withTransfersFedBack(): S {
    return this.withTransfersHandled().eachTransfer(['HANDLING', 'MORE_ASKED'], (story, transfer, to) =>
      story.does(addressee[to], 'feed-back-transfer', { transfer, content: prose(`${transfer}/outcome`) }),
    );
  }

  withTransfersAccepted(): S {
    return this.withTransfersFedBack().eachTransfer(['FED_BACK'], (story, transfer) =>
      story.does(office, 'accept-transfer', { transfer }),
    );
  }

  private eachTransfer(
    states: readonly string[],
    step: (story: S, transfer: Code, to: keyof typeof addressee) => S,
  ): S {
    return [...all(this.round.transfers)]
      .filter(({ state }) => states.includes(state))
      .reduce((story, { code, to }) => step(story, code, to), this.self);
  }
}

export const addressee = {
  DISC: holderOf('DISCIPLINE_ORGAN'),
  OD: holderOf('ORGANISATION_DEPARTMENT'),
  FD: holderOf('FUNCTIONAL_DEPARTMENT'),
} as const;
