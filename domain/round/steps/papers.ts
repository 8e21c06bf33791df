/** Working papers (J-I.3b, J-I.3d, J-III.3d, J-V.1b, J-V.5d): two members of the team set a problem down with its evidence, the
 *  team meeting reviews it, the leader signs. A paper is never deleted; what the leader has signed is in the report, or
 *  stands there with the reason why not. */
import { isCategoryOf } from '../../../opinion/focus-areas.ts';
import { get, all, put } from '../../keyed.ts';
import type { Role } from '../../people/posts.ts';
import { type Refusal, refuse, refuseAll } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type PaperEvents } from '../events.ts';
import { eachOrganisation, requireOnSite, organisationOf } from '../parts.ts';
import { type Paper, type PaperState, type Round } from '../state.ts';

/** A paper is the work of two of the team. */
const handlers: readonly Role[] = ['INS', 'TDL', 'TL'];

export const paperRules = {
  'open-paper': command('open-paper', ['organisation'], {
    clause: 'J-I.3d',
    who: handlers,
    duringStay: true,
    inPerson: true,
    confirmedBy: () => handlers,
    targets: eachOrganisation,
    gate: (round, { organisation }) => requireOnSite(organisationOf(round, organisation)),
    notBefore: (round, { organisation }) => organisationOf(round, organisation).enteredOn,
    decide(round, payload, { on, by: first, second = first }) {
      const { paper, organisation, area, category, keyMatter = null, power = null, content, evidence } = payload;
      if (get(round.papers, paper)) return refuse('J-V.5d', 'FreshCode', { paper });
      if (!isCategoryOf(area, category)) return refuse('J-I.3b', 'CategoryOfArea', { paper, area, category });
      if (evidence.length === 0) return refuse('J-I.3d', 'PaperEvidence', { paper });
      const opened = { paper, organisation, area, category, keyMatter, power, content, evidence, first, second };
      return [happened('PaperOpened', 'J-I.3d', on, opened)];
    },
  }),

  'review-paper': command('review-paper', ['paper'], {
    clause: 'J-III.3d',
    who: ['TL'],
    duringStay: true,
    inPerson: true,
    targets: eachPaper,
    gate(round, { paper }) {
      const { state } = paperOf(round, paper);
      if (state === 'WITHDRAWN') return refuse('J-V.1b', 'PaperNotWithdrawn', { paper });
      return state === 'DRAFT' ? undefined : refuse('J-III.3d', 'PaperNotYetReviewed', { paper });
    },
    notBefore: lastStep,
    decide: (_round, { paper }, { on }) => [happened('PaperReviewed', 'J-III.3d', on, { paper })],
  }),

  'sign-paper': command('sign-paper', ['paper'], {
    clause: 'J-III.3d',
    signs: true,
    who: ['TL'],
    duringStay: true,
    inPerson: true,
    targets: eachPaper,
    gate(round, { paper }) {
      const { state } = paperOf(round, paper);
      if (state === 'WITHDRAWN') return refuse('J-V.1b', 'PaperNotWithdrawn', { paper });
      if (state === 'DRAFT') return refuse('J-III.3d', 'PaperReviewed', { paper });
      return state === 'TEAM_REVIEWED' ? undefined : refuse('J-III.3d', 'PaperNotYetSigned', { paper });
    },
    notBefore: lastStep,
    decide: (_round, { paper }, { on }) => [happened('PaperSigned', 'J-III.3d', on, { paper })],
  }),

  'withdraw-paper': command('withdraw-paper', ['paper'], {
    clause: 'J-V.1b',
    signs: true,
    who: ['TL'],
    duringStay: true,
    whoClause: 'J-III.3d',
    inPerson: true,
    confirmedBy: () => handlers,
    targets: eachPaper,
    gate(round, { paper }) {
      const { state } = paperOf(round, paper);
      if (state === 'WITHDRAWN') return refuse('J-V.1b', 'PaperNotWithdrawn', { paper });
      if (state === 'USED' || state === 'NOT_USED') return refuse('J-V.1b', 'PaperNotYetReported', { paper, state });
      return undefined;
    },
    notBefore: lastStep,
    decide: (_round, { paper, reason }, { on, by: first, second = first }) => [
      happened('PaperWithdrawn', 'J-V.1b', on, { paper, reason, first, second }),
    ],
  }),
};

export const paperTransitions: Transitions<PaperEvents> = {
  PaperOpened(round, { on, by, data }) {
    const { paper, organisation, area, category, keyMatter, power, evidence, first = by, second } = data;
    const handledBy = { handlers: [first, second], evidence: evidence.length };
    const opened = { code: paper, organisation, area, category, keyMatter, power, ...handledBy };
    return { ...round, papers: put(round.papers, paper, { ...opened, state: 'DRAFT', steppedOn: on }) };
  },
  PaperReviewed: (round, { on, data }) => withPaper(round, data.paper, 'TEAM_REVIEWED', on),
  PaperSigned: (round, { on, data }) => withPaper(round, data.paper, 'SIGNED', on),
  PaperWithdrawn: (round, { on, data }) => withPaper(round, data.paper, 'WITHDRAWN', on),
};

// ——— Papers and the report ———

/** A report comes when every paper is signed or withdrawn: none is left lying. */
export function requirePapersSettled(round: Round, organisation: Code): Refusal | undefined {
  const open = papersOf(round, organisation).filter(({ state }) => state === 'DRAFT' || state === 'TEAM_REVIEWED');
  return refuseAll(
    'J-V.1b',
    open.map(({ code, state }) => ({ fact: 'PaperSettled' as const, paper: code, state })),
  );
}

/** Every signed paper of the organisation is used, or listed with a reason; none twice, and no other. */
export function requireEachPaperReported(
  round: Round,
  organisation: Code,
  used: readonly Code[],
  unused: readonly Code[],
): Refusal | undefined {
  const listed = [...used, ...unused];
  const signed = new Set(
    papersOf(round, organisation).flatMap(({ code, state }) => (state === 'SIGNED' ? [code] : [])),
  );
  const strange = listed.filter((paper) => !signed.has(paper));
  const twice = listed.filter((paper, i) => listed.indexOf(paper) !== i);
  const forgotten = [...signed].filter((paper) => !listed.includes(paper));
  return (
    refuseAll(
      'J-V.1b',
      strange.map((paper) => ({ fact: 'PaperSigned' as const, paper })),
    ) ??
    refuseAll(
      'J-V.1b',
      twice.map((paper) => ({ fact: 'PaperListedOnce' as const, paper })),
    ) ??
    refuseAll(
      'J-V.1b',
      forgotten.map((paper) => ({ fact: 'PaperReported' as const, paper })),
    )
  );
}

/** The day of the last step of an organisation's papers, or `since`: no report on them lies before it. */
export const lastStepOfPapers = (round: Round, organisation: Code, since: Day | null): Day | null =>
  papersOf(round, organisation).reduce(
    (latest, { steppedOn }) => (latest === null || steppedOn > latest ? steppedOn : latest),
    since,
  );

/** A finding rests on papers that the leader signed and that the report used. */
export function requirePaperForFinding(
  round: Round,
  organisation: Code,
  finding: Code,
  paper: Code,
): Refusal | undefined {
  const known = get(round.papers, paper);
  if (known?.organisation !== organisation) return refuse('J-V.1b', 'PaperSigned', { finding, paper });
  return known.state === 'USED' ? undefined : refuse('J-V.1b', 'PaperUsed', { finding, paper, state: known.state });
}

export const withPapersReported = (round: Round, used: readonly Code[], unused: readonly Code[], on: Day): Round =>
  unused.reduce(
    (listed, paper) => withPaper(listed, paper, 'NOT_USED', on),
    used.reduce((listed, paper) => withPaper(listed, paper, 'USED', on), round),
  );

/** A returned report has used nothing: its papers are signed ones again. */
export const withPapersReturned = (round: Round, organisation: Code, on: Day): Round =>
  papersOf(round, organisation)
    .filter(({ state }) => state === 'USED' || state === 'NOT_USED')
    .reduce((freed, { code }) => withPaper(freed, code, 'SIGNED', on), round);

// ——— ———

function eachPaper(round: Round): { paper: Code }[] {
  return [...all(round.papers)].map(({ code }) => ({ paper: code }));
}

function lastStep(round: Round, { paper }: { readonly paper: Code }): Day {
  return paperOf(round, paper).steppedOn;
}

/** In the order of their codes, so that a refusal reads the same every time. */
const papersOf = (round: Round, organisation: Code): Paper[] =>
  [...all(round.papers)]
    .filter((paper) => paper.organisation === organisation)
    .sort((a, b) => (a.code < b.code ? -1 : 1));

function paperOf(round: Round, code: Code): Paper {
  const paper = get(round.papers, code);
  if (!paper) throw new Error(`${code} is not in ${round.code}`);
  return paper;
}

function withPaper(round: Round, code: Code, state: PaperState, steppedOn: Day): Round {
  return { ...round, papers: put(round.papers, code, { ...paperOf(round, code), state, steppedOn }) };
}
