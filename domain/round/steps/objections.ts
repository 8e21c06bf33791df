/** Objections to what the office has entered for somebody (T-8): raised by that very person, settled by the executive deputy, else by
 *  the standing committee's clerk; never by whoever entered or compared it. What was upheld is put right before the rest goes on. */
import { actsEntered, actsObjectedTo, objecting, settling } from '../../dossier/objecting.ts';
import { boundAct } from '../../dossier/objections.ts';
import { command } from '../command.ts';
import type { Parts } from '../targets.ts';

/** What a place in the ledger names here: an act that was entered for somebody. */
const ofAct: Parts = {
  sequence: {
    has: (round, code) => boundAct(round, Number(code)),
    clause: 'J-V.5b',
    fact: 'ActOnBehalfInRound',
  },
};

export const objectionRules = {
  'object-to-act': command('object-to-act', ['sequence'], {
    ...objecting,
    parts: ofAct,
    inPerson: true,
    targets: actsEntered,
  }),

  'settle-objection': command('settle-objection', ['sequence'], {
    ...settling,
    parts: ofAct,
    // It is held up by no suspension and by no other objection.
    goesOnSuspended: true,
    inPerson: true,
    targets: actsObjectedTo,
  }),
};
