/** Upward (J-VI.2c, J-III.4e, J-VI.3). Important arrangements, the appointment of team leaders and the material of the hearings
 *  are filed with the upper office, which signs for each, here or on paper; its guidance is answered.
 *
 *  A filing is two duties, one after the other: the office's to file, the upper office's to sign. The opinion says "in time"
 *  (及时报告) and gives no figure, so neither is ever late; but a round does not close before both are done. */
import type { Clause } from '../../../opinion/clauses.ts';
import { isEntering } from '../../dossier/dossier.ts';
import { dutyAbout, nextCode, owe } from '../../dossier/duties.ts';
import { type Anchor, type Duty, type DutyOpened, isOpen, met, metByArrival } from '../../dossier/duty.ts';
import { comparedBy, paperOfReceipt, receiptNeeded } from '../../dossier/on-paper.ts';
import { all } from '../../keyed.ts';
import { type FilingKind, filingKinds } from '../../policy/pack.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { rolesOf } from '../actors.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type FilingEvents } from '../events.ts';
import type { Round } from '../state.ts';

const terms: Readonly<Record<FilingKind, { readonly series: string; readonly clause: Clause }>> = {
  'filing-arrangement': { series: 'FIL-ARRANGEMENT', clause: 'J-VI.2c' },
  'filing-appointment': { series: 'FIL-APPOINTMENT', clause: 'J-III.4e' },
  'filing-hearing': { series: 'FIL-HEARING', clause: 'J-VI.2c' },
};

/** What an event must open when it is to be filed upward; `anchor` is the event itself. Its code is the next of its kind in the
 *  round: `FIL-HEARING-0002`. */
export function filingOpened(round: Round, kind: FilingKind, anchor: Anchor): DutyOpened {
  const { series, clause } = terms[kind];
  const about = nextCode(series, (code) => dutyAbout(round, kind, code) !== undefined);
  return owe(round, { kind, clause, owedBy: 'OFF', owedTo: 'UP', about, anchor });
}

export const filingRules = {
  'file-upward': command('file-upward', ['filing'], {
    clause: 'J-VI.2c',
    signs: true,
    who: ['OFF', 'LGL', 'XDL'],
    targets: eachFiling,
    gate: (round, { filing }) =>
      isOpen(filingOf(round, filing)) ? undefined : refuse('J-VI.2c', 'FilingNotYetSent', { filing }),
    notBefore: (round, { filing }) => filingOf(round, filing).anchor.on,
    // What was filed before the round was entered here went without the ledger.
    facts: (round) => (isEntering(round) ? {} : { ledger: true }),
    decide(round, { filing, content }, { on, sequence, facts: { ledger } }) {
      const filed = filingOf(round, filing);
      const anchor = { event: 'FiledUpward', sequence, on };
      const { clause } = filed;
      const receipt = owe(round, {
        kind: 'filing-receipt',
        clause,
        owedBy: 'UP',
        owedTo: 'OFF',
        about: filing,
        anchor,
      });
      const changes = { opens: [receipt], closes: [met(filed, on)] };
      return [happened('FiledUpward', clause, on, { filing, content, ...(ledger ? { ledger } : {}) }, changes)];
    },
  }),

  'receipt-filing': command('receipt-filing', ['filing'], {
    clause: 'J-VI.2c',
    receipt: true,
    keepsDay: true,
    recordsPaper: true,
    // The office enters the receipt of an office above that has nobody here.
    who: ['UP', 'OFF'],
    goesOnSuspended: true,
    confirmedBy: (_round, { document }, { facts, by }) => (document ? comparedBy(facts, by) : []),
    doneBy: (round, { filing }, acting) => (acting.includes('UP') ? doersOf(round, ['FiledUpward'], filing) : []),
    targets: eachFiling,
    gate(round, { filing }): Refusal | undefined {
      const receipt = dutyAbout(round, 'filing-receipt', filing);
      if (!receipt) return refuse('J-VI.2c', 'FiledUpward', { filing });
      return isOpen(receipt) ? undefined : refuse('J-VI.2c', 'FilingNotYetReceipted', { filing });
    },
    notBefore: (round, { filing }) => dutyAbout(round, 'filing-receipt', filing)?.anchor.on ?? null,
    facts: ({ committee }, { document }) => (document ? { holders: receiptNeeded(committee) } : {}),
    decide(round, { filing, document }, { on, actor, facts }) {
      const { clause } = filingOf(round, filing);
      // The gate has refused a filing that was not sent.
      const receipt = dutyAbout(round, 'filing-receipt', filing);
      if (!receipt) throw new Error(`${filing} was not sent`);
      const isOfUpper = rolesOf(round, actor, {}).has('UP');
      if (isEntering(round) || (document === undefined && isOfUpper))
        return [happened('FilingReceipted', clause, on, { filing }, { closes: [met(receipt, on)] })];
      const paper = paperOfReceipt(filing, document, { isOfUpper, on, answered: receipt.anchor.on, facts });
      if ('missing' in paper) return paper;
      const closes = [metByArrival(receipt, on)];
      return [happened('FilingReceipted', clause, on, { filing, document: paper }, { closes })];
    },
  }),

  guide: command('guide', [], {
    clause: 'J-VI.3',
    who: ['UP'],
    targets: () => [{}],
    gate: () => undefined,
    notBefore: (round) => round.plannedOn,
    decide(round, { content }, { on, sequence }) {
      const guidance = nextCode('GUI', (code) => dutyAbout(round, 'guidance-answer', code) !== undefined);
      const anchor = { event: 'GuidanceGiven', sequence, on };
      const answer = owe(round, {
        kind: 'guidance-answer',
        clause: 'J-VI.3',
        owedBy: 'OFF',
        owedTo: 'UP',
        about: guidance,
        anchor,
      });
      return [happened('GuidanceGiven', 'J-VI.3', on, { guidance, content }, { opens: [answer] })];
    },
  }),

  'answer-guidance': command('answer-guidance', ['guidance'], {
    clause: 'J-VI.3',
    who: ['OFF'],
    targets: (round) => itemsOf(round, ['guidance-answer']).map((guidance) => ({ guidance })),
    gate: (round, { guidance }) =>
      isOpen(guidanceOf(round, guidance)) ? undefined : refuse('J-VI.3', 'GuidanceNotYetAnswered', { guidance }),
    notBefore: (round, { guidance }) => guidanceOf(round, guidance).anchor.on,
    decide(round, { guidance, content }, { on }) {
      const closes = [met(guidanceOf(round, guidance), on)];
      return [happened('GuidanceAnswered', 'J-VI.3', on, { guidance, content }, { closes })];
    },
  }),
};

/** What stands of a filing or of guidance stands in its duties. */
export const filingTransitions: Transitions<FilingEvents> = {
  FiledUpward: (round) => round,
  FilingReceipted: (round) => round,
  GuidanceGiven: (round) => round,
  GuidanceAnswered: (round) => round,
};

/** Everything upward that is not done: filings not sent or not signed for, guidance not answered. */
export function filingsNotLanded(round: Round): Refusal['missing'] {
  const open = [...all(round.duties)].filter(isOpen).sort((a, b) => (a.key < b.key ? -1 : 1));
  return open.flatMap(({ kind, about = '', owedBy: heldBy }): Refusal['missing'] => {
    if (kind === 'guidance-answer') return [{ fact: 'GuidanceAnswered', guidance: about, heldBy }];
    return isFiling(kind) || kind === 'filing-receipt' ? [{ fact: 'FilingReceipted', filing: about, heldBy }] : [];
  });
}

const isFiling = (kind: string): kind is FilingKind => filingKinds.some((filing) => filing === kind);

function eachFiling(round: Round): { filing: Code }[] {
  return itemsOf(round, filingKinds).map((filing) => ({ filing }));
}

function itemsOf(round: Round, kinds: readonly string[]): Code[] {
  return [...all(round.duties)].flatMap(({ kind, about }) =>
    about !== undefined && kinds.includes(kind) ? [about] : [],
  );
}

function filingOf(round: Round, filing: Code): Duty {
  const duty = filingKinds.map((kind) => dutyAbout(round, kind, filing)).find((known) => known !== undefined);
  if (!duty) throw new Error(`${filing} is not a filing of ${round.code}`);
  return duty;
}

function guidanceOf(round: Round, guidance: Code): Duty {
  const duty = dutyAbout(round, 'guidance-answer', guidance);
  if (!duty) throw new Error(`${guidance} is not in ${round.code}`);
  return duty;
}
