/** Second persons: a proposal is confirmed or declined by another person than the one who made it. */
import { addressee } from '../story/feedback.ts';
import { aPaper } from '../story/stay.ts';
import { aRound } from '../story.ts';
import { prose } from '../story/prose.ts';
import { executive, holderOf, office, secretary } from '../story/registry.ts';
import { PAPER } from './papers.ts';
import { CLUE, O, roundGone, row, type Row } from './row.ts';
import { lowerPrincipal } from './scope.ts';

const reason = { reason: prose('flood') };
const opening = () => aRound().entered().does('P-INSPECTOR', 'open-paper', aPaper(PAPER, O));
const proposalOf = (story: ReturnType<typeof opening>) => ({ proposal: `PROPOSAL-${story.round.sequence}` });
const taking = () =>
  aRound().does(office, 'remove-from-scope', { organisation: O, person: lowerPrincipal, reason: prose('seconded') });
const goingLive = () => aRound({ takeover: true }).does(office, 'go-live', {});
/** The office has entered the disposal of a clue, and the round is live. */
const disposalEntered = () =>
  aRound({ takeover: true })
    .withTransfersReceived()
    .does(office, 'set-disposal', { transfer: CLUE, disposal: 'CONCLUDED', form: 1 });
const ofEntry = proposalOf(disposalEntered());
/** The discipline organ has not said yet whether it was so. */
export const live = () => disposalEntered().does(office, 'go-live', {}).confirmed(secretary);
const discipline = addressee.DISC;

/** The secretary leads the leading group, and nobody else is in the body that would be asked. */
const suspending = () =>
  aRound().approved().withPostHeldBy('STANDING_COMMITTEE', null).does(secretary, 'suspend-round', reason);
const waiving = () =>
  aRound()
    .withFeedbackSigned()
    .withPostHeldBy('LG_EXECUTIVE_DEPUTY', null)
    .does(secretary, 'waive-finding', { finding: 'F-0701', ...reason });

const ofPaper = proposalOf(opening());
const ofScope = proposalOf(taking());
const unknown = {
  because: 'there is no such proposal',
  with: { proposal: 'PROPOSAL-1' },
  clause: 'J-V.1b',
  missing: 'ProposalInRound',
} as const;
const byProposer = {
  because: 'whoever proposed it confirms it',
  by: 'P-INSPECTOR',
  clause: 'J-V.1b',
  missing: 'AnotherPerson',
} as const;

export const confirmations: readonly Row[] = [
  row('confirm', {
    as: 'of a working paper, by its second handler',
    given: opening,
    by: 'P-DEPUTY',
    payload: ofPaper,
    leaves: ['ActConfirmed', 'PaperOpened'],
    closes: [`${ofPaper.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['TL', 'TDL'],
    did: ['INS'],
    whoClause: 'J-V.1b',
    gates: [
      unknown,
      byProposer,
      {
        because: 'the team has withdrawn meanwhile',
        given: () => opening().withdrawn(),
        clause: 'J-III.3d',
        missing: 'TeamStillOnSite',
      },
      {
        because: 'it has been declined',
        given: () => opening().does('P-DEPUTY', 'decline', { ...ofPaper, reason: prose('not proved') }),
        clause: 'J-V.1b',
        missing: 'ProposalOpen',
      },
      {
        because: 'it was proposed afresh meanwhile',
        given: () => opening().does('P-INSPECTOR', 'open-paper', aPaper(PAPER, O)),
        clause: 'J-V.1b',
        missing: 'ProposalOpen',
      },
    ],
  }),
  row('confirm', {
    as: 'of a removal from the scope, by the leading group’s leader',
    given: taking,
    by: secretary,
    payload: ofScope,
    leaves: ['ActConfirmed', 'ScopeReduced'],
    closes: [`${ofScope.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.1b',
    gates: [unknown, roundGone],
  }),
  row('confirm', {
    as: 'of a suspension by a secretary who is alone and leads, by a deputy leader',
    given: suspending,
    by: executive,
    payload: proposalOf(suspending()),
    leaves: ['ActConfirmed', 'RoundSuspended'],
    closes: [`${proposalOf(suspending()).proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_EXECUTIVE_DEPUTY', 'LG_DEPUTY'],
    whoClause: 'J-V.1b',
    gates: [],
  }),
  row('confirm', {
    as: 'of a waiver where there is no executive deputy, by a deputy leader',
    given: waiving,
    by: holderOf('ORGANISATION_HEAD'),
    payload: proposalOf(waiving()),
    leaves: ['ActConfirmed', 'FindingWaived'],
    closes: [`${proposalOf(waiving()).proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_DEPUTY'],
    whoClause: 'J-V.1b',
    gates: [],
  }),
  row('confirm', {
    as: 'of going live, by the leading group’s leader',
    given: goingLive,
    by: secretary,
    payload: proposalOf(goingLive()),
    leaves: ['ActConfirmed', 'WentLive'],
    closes: [`${proposalOf(goingLive()).proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.1b',
    gates: [
      {
        because: 'something has been entered since',
        given: () => goingLive().does(office, 'approve-round', { decision: 'D-2026-1' }),
        clause: 'J-V.4h',
        missing: 'NothingEnteredSince',
      },
    ],
  }),
  row('confirm', {
    as: 'of what the office entered for the discipline organ',
    given: live,
    by: discipline,
    payload: ofEntry,
    leaves: ['ActConfirmed'],
    closes: [`${ofEntry.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-V.1b',
    gates: [
      { because: 'the office confirms its own entry', by: office, clause: 'J-V.1b', missing: 'post' },
      {
        because: 'it has been contested',
        given: () => live().does(discipline, 'decline', { ...ofEntry, reason: prose('not so') }),
        clause: 'J-V.1b',
        missing: 'ProposalOpen',
      },
    ],
  }),
  row('decline', {
    as: 'of what the office entered for the discipline organ',
    given: live,
    by: discipline,
    payload: { ...ofEntry, reason: prose('not so') },
    leaves: ['ActDeclined', 'TransferContested'],
    closes: [`${ofEntry.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-V.1b',
    gates: [{ because: 'the office contests it', by: office, clause: 'J-V.1b', missing: 'post' }],
  }),
  row('decline', {
    given: opening,
    by: 'P-DEPUTY',
    payload: { ...ofPaper, reason: prose('not proved') },
    leaves: ['ActDeclined'],
    closes: [`${ofPaper.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['TL', 'TDL'],
    did: ['INS'],
    whoClause: 'J-V.1b',
    gates: [unknown, byProposer],
  }),
];
