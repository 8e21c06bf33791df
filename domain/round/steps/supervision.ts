/** Supervision (督办, J-V.4h): the office presses an item with whoever holds it, by a day of its own. The order goes out as a
 *  letter, its answer is a duty with a ladder, and the item's own clock runs on beside it. */
import { meets, nextCode, openDuties, owe } from '../../dossier/duties.ts';
import { isOpen } from '../../dossier/duty.ts';
import { officePosts, postAt, write } from '../../dossier/letters.ts';
import { get, all, put } from '../../keyed.ts';
import { isWrittenTo, lettersTo, type Role } from '../../people/posts.ts';
import type { DutyKind } from '../../policy/pack.ts';
import { refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { departmentOf } from '../departments.ts';
import { happened, type SupervisionEvents } from '../events.ts';
import { itemNamed } from '../parts.ts';
import type { Round, Supervision, SupervisionAddressee } from '../state.ts';
import { holderOfFinding, holderOfTransfer } from './closing.ts';
import { hasLanded } from './landing.ts';

/** Which clock an addressee's answer has; the letter (督办函) goes to their posts. */
const clockOf: Readonly<Record<SupervisionAddressee, DutyKind>> = {
  ORG: 'supervision-org',
  PR: 'supervision-org',
  DISC: 'supervision-disc',
  OD: 'supervision-od',
  FD: 'supervision-fd',
};

interface Target {
  readonly target: string;
}

export const supervisionRules = {
  supervise: command('supervise', ['target'], {
    clause: 'J-V.4h',
    who: ['OFF'],
    targets: everyTarget,
    gate(round, { target }) {
      const holder = holderOf(round, target);
      if (holder === null) return refuse('J-V.4h', 'TargetOpen', { target });
      if (!isWrittenTo(holder)) return refuse('J-V.4h', 'HeldByAddressee', { target, heldBy: holder });
      const earlier = [...all(round.supervisions)].find((each) => each.target === target && each.answeredOn === null);
      return earlier && refuse('J-V.4h', 'SupervisionAnswered', { target, supervision: earlier.code });
    },
    notBefore(round, { target }) {
      const { duty, finding, transfer } = itemNamed(round, target) ?? {};
      return duty?.anchor.on ?? finding?.returnedOn ?? finding?.decidedOn ?? transfer?.steppedOn ?? null;
    },
    facts(round, { target }) {
      const holder = holderOf(round, target);
      const organisation = itemNamed(round, target)?.organisation ?? null;
      const department = departmentOf(round, { target });
      const to = holder !== null && isWrittenTo(holder) ? lettersTo[holder] : [];
      return {
        holders: [...to.map((post) => postAt(round, post, { organisation, department })), ...officePosts(round)],
      };
    },
    decide(round, { target, dueOn, content }, { on, facts, sequence }) {
      const addressee = holderOf(round, target);
      // The gate has refused items whose holder cannot be pressed.
      if (addressee === null || !isWrittenTo(addressee)) throw new Error(`${target} is held by no addressee`);
      if (dueOn < on) return refuse('J-V.4h', 'AnswerDayAhead', { target, dueOn });
      const { organisation, duty, finding, transfer } = itemNamed(round, target) ?? { organisation: null };
      const department = departmentOf(round, { target });
      const supervision = nextCode('SUP', (code) => get(round.supervisions, code) !== undefined);
      const answer = owe(round, {
        kind: clockOf[addressee],
        clause: 'J-V.4h',
        owedBy: addressee,
        owedTo: 'OFF',
        department,
        about: supervision,
        anchor: { event: 'SupervisionOrdered', sequence, on },
        dueOn,
        ...(organisation === null ? {} : { organisation }),
        ...codes(finding?.code ?? duty?.finding, transfer?.code ?? duty?.transfer),
        ...(duty ? { supervises: duty.key } : {}),
      });
      const ordered = { supervision, target, addressee, dueOn, content, duty: answer.key };
      const letters = write(round, facts.holders, {
        kind: 'supervision',
        clause: 'J-V.4h',
        duty: answer.key,
        organisation,
        path: `${answer.key}/letter`,
        to: lettersTo[addressee].map((post) => postAt(round, post, { organisation, department })),
        on,
      });
      return [happened('SupervisionOrdered', 'J-V.4h', on, ordered, { opens: [answer] }), ...letters];
    },
  }),

  'answer-supervision': command('answer-supervision', ['supervision'], {
    clause: 'J-V.4h',
    who: (round, { supervision }) => [supervisionOf(round, supervision).addressee],
    targets: (round) => [...all(round.supervisions)].map(({ code }) => ({ supervision: code })),
    gate: (round, { supervision }) =>
      supervisionOf(round, supervision).answeredOn === null
        ? undefined
        : refuse('J-V.4h', 'SupervisionNotYetAnswered', { supervision }),
    notBefore: (round, { supervision }) => supervisionOf(round, supervision).orderedOn,
    decide(round, { supervision, content }, { on }) {
      const closes = meets(round, clockOf[supervisionOf(round, supervision).addressee], supervision, on);
      return [happened('SupervisionAnswered', 'J-V.4h', on, { supervision, content }, { closes })];
    },
  }),
};

export const supervisionTransitions: Transitions<SupervisionEvents> = {
  SupervisionOrdered(round, { on, data: { supervision: code, target, addressee, duty } }) {
    const ordered: Supervision = { code, target, addressee, duty, orderedOn: on, answeredOn: null };
    return { ...round, supervisions: put(round.supervisions, code, ordered) };
  },
  SupervisionAnswered(round, { on, data: { supervision: code } }) {
    const answered = { ...supervisionOf(round, code), answeredOn: on };
    return { ...round, supervisions: put(round.supervisions, code, answered) };
  },
};

function supervisionOf(round: Round, code: Code): Supervision {
  const supervision = get(round.supervisions, code);
  if (!supervision) throw new Error(`${code} is not a supervision of ${round.code}`);
  return supervision;
}

/** With whom the item is now; null when it has landed or was met. */
function holderOf(round: Round, target: string): Role | null {
  const { duty, finding, transfer } = itemNamed(round, target) ?? {};
  if (duty) return isOpen(duty) ? duty.owedBy : null;
  if (finding) return hasLanded(finding) ? null : holderOfFinding(finding);
  if (transfer) return transfer.state === 'ACCEPTED' ? null : holderOfTransfer(transfer);
  return null;
}

const codes = (finding: Code | null = null, transfer: Code | null = null) => ({
  ...(finding === null ? {} : { finding }),
  ...(transfer === null ? {} : { transfer }),
});

function everyTarget(round: Round): Target[] {
  const named = [
    ...[...openDuties(round)].map(({ key }) => key),
    ...[...all(round.findings)].map(({ code }) => code),
    ...[...all(round.transfers)].map(({ code }) => code),
  ];
  return named.filter((target) => itemNamed(round, target)).map((target) => ({ target }));
}
