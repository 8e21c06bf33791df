/** From the approval to the entry notice: teams, authorisations, mobilisation, undertakings. */
import { addToDay, dayOf } from '../../domain/calendar.ts';
import type { Code, Day } from '../../domain/vocabulary.ts';
import { leader, office, secretary } from './registry.ts';
import { dated, Telling } from './telling.ts';

export abstract class Preparation<S extends Preparation<S>> extends Telling<S> {
  approved(on?: Day): S {
    return this.round.approvedOn
      ? this.self
      : this.does(secretary, 'approve-round', { decision: 'D-2026-1', ...dated(on) });
  }

  /** One team for whatever has none yet: `P-LEADER`, `P-DEPUTY`, `P-INSPECTOR`. */
  withTeam(): S {
    const story = this.approved();
    if (Object.keys(story.round.teams).length > 0) return story;
    return story.does(office, 'form-team', {
      team: 'TEAM-1',
      leader,
      deputies: ['P-DEPUTY'],
      members: ['P-INSPECTOR'],
      organisations: this.all(),
    });
  }

  authorised(): S {
    const story = this.withTeam();
    const today = dayOf(this.now);
    return Object.values(story.round.teams)
      .filter(({ authorization }) => !authorization)
      .reduce(
        (told, { code: team, organisations }) =>
          told.does(secretary, 'authorize-leader', {
            team,
            organisations,
            decision: 'D-2026-2',
            from: today,
            to: addToDay(today, { months: 6 }),
          }),
        story,
      );
  }

  mobilised(): S {
    const story = this.authorised();
    return story.round.mobilisedOn ? story : story.does(office, 'mobilise', {});
  }

  undertakingsSigned(): S {
    const story = this.withTeam();
    return Object.values(story.round.teams)
      .flatMap((team) => [team.leader, ...team.deputies, ...team.members])
      .filter((person) => !story.round.undertakings[person])
      .reduce((told, person) => told.does(person, 'sign-undertaking', { person }), story);
  }

  withNotice(organisation?: Code): S {
    return this.mobilised().each(organisation, 'noticeOn', (story, code) =>
      story.does(office, 'publish-entry-notice', {
        organisation: code,
        channels: ['LETTER', 'ONLINE'],
        intakeClosesOn: addToDay(dayOf(story.now), { months: 2 }),
      }),
    );
  }
}
