/** The rows of the read tables that a dossier's last events have changed. */
import type { Dossier } from '../domain/dossier/dossier.ts';
import { isOpen } from '../domain/dossier/duty.ts';
import { changed, emptyKeyed, type Keyed } from '../domain/keyed.ts';
import { phaseOfOrganisation } from '../domain/round/phase.ts';
import type { Round } from '../domain/round/state.ts';
import type { Rows } from './book.ts';
import type { Item } from './reads/list-of-round.ts';
import { itemTables } from './reads/lists.ts';

/** The rows of the read tables that differ. A phase can change without its organisation's row: then all are written. */
export function projections(before: Round | undefined, round: Round): Rows {
  const sameStanding =
    before?.approvedOn === round.approvedOn &&
    before.mobilisedOn === round.mobilisedOn &&
    before.ended === round.ended &&
    before.teams === round.teams;
  const organisations = Object.values(round.organisations).filter(
    (organisation) => !sameStanding || before?.organisations[organisation.code] !== organisation,
  );
  const teams = Object.values(round.teams).filter((team) => before?.teams[team.code] !== team);
  return {
    organisations: organisations.map((data) => ({ code: data.code, phase: phaseOfOrganisation(round, data), data })),
    teams: teams.map((data) => ({ code: data.code, data })),
    substitutes: round.substitutes.slice(before?.substitutes.length ?? 0).map((data) => ({
      code: [data.for, ...(data.department === undefined ? [] : [data.department]), data.person].join('/'),
      data,
    })),
    ...Object.fromEntries(
      Object.entries(itemTables).map(([part, { rows }]) => [part, items(before && rows(before), rows(round))]),
    ),
    ...clocksAndLetters(before, round),
  };
}

const items = <I extends Item>(before: Keyed<I> = emptyKeyed, after: Keyed<I>) =>
  changed(before, after).map((data) => ({
    code: data.code,
    organisation: data.organisation,
    state: data.state,
    data,
  }));

/** What every dossier has: the rows of its duties and letters that differ. */
export function clocksAndLetters(before: Dossier | undefined, dossier: Dossier) {
  const { committee } = dossier;
  return {
    duties: changed(before?.duties ?? emptyKeyed, dossier.duties).map((data) => ({
      key: data.key,
      committee,
      organisation: data.organisation,
      owed_by: data.owedBy,
      due_at: data.dueAt,
      open: isOpen(data),
      met_late: data.outcome === 'MET_LATE',
      data,
    })),
    letters: changed(before?.letters ?? emptyKeyed, dossier.letters).map((data) => ({
      key: data.key,
      state: data.state,
      written_at: data.writtenAt,
      data,
    })),
  };
}
