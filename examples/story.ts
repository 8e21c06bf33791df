/** Rounds for tests, told as stories: `aRound().withFeedbackSigned()`. A round comes about only as it does in life, by
 *  `planRound`, `decide` and `advance`, folded by `evolve`; a story never changes, each step returns the next one.
 *
 *  Each part of the process has a file of its own in `story/`, and is told on top of the part that it presupposes:
 *  preparation, stay, hearing, feedback, rectification; here stand the plan before them and the closing after them.
 *
 *  Milestones (`approved()` … `closed()`) bring about whatever they presuppose. Those of one organisation take its code,
 *  and without it bring every organisation there. `does` carries out any command, `refusal` says why not. */
import { dayOf } from '../domain/calendar.ts';
import { isOpen } from '../domain/dossier/duty.ts';
import { all } from '../domain/keyed.ts';
import { filingKinds, type PinnedPack } from '../domain/policy/pack.ts';
import type { RecordedRoundEvent } from '../domain/round/events.ts';
import { fold } from '../domain/round/round.ts';
import { planRound, type RoundPlan } from '../domain/round/steps/planning.ts';
import type { Code, Instant } from '../domain/vocabulary.ts';
import { prose } from './story/prose.ts';
import { Rectification } from './story/rectification.ts';
import {
  actorIn,
  aPack,
  aRegistry,
  CITY,
  office,
  organisationCodes,
  type Registry,
  TERM,
  upper,
} from './story/registry.ts';
import type { Told } from './story/telling.ts';

export interface RoundOptions {
  readonly code?: Code;
  /** How many (`O-07`, `O-08`, …), or which. */
  readonly organisations?: number | readonly Code[];
  readonly pack?: Partial<PinnedPack>;
  readonly registry?: (registry: Registry) => Registry;
  readonly now?: Instant;
  /** Begun on paper: its history is being entered. */
  readonly takeover?: true;
  readonly enteredAt?: Instant;
}

/** A Monday morning, ten o'clock in Beijing. */
export const FIRST_MORNING: Instant = '2026-03-02T02:00:00.000Z';

/** What is told from paper is entered here years later: every one of its days lies before that. */
const ENTERED_AT: Instant = '2046-03-02T02:00:00.000Z';

export function aRound(options: RoundOptions = {}): Story {
  const { code = 'R-2026-01', organisations = 1, pack, registry: vary = (same) => same, now = FIRST_MORNING } = options;
  const { takeover = false, enteredAt = ENTERED_AT } = options;
  const codes = typeof organisations === 'number' ? organisationCodes(organisations) : organisations;
  const registry = vary(aRegistry(codes));
  const plan: RoundPlan = {
    code,
    committee: CITY,
    term: TERM,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations: codes.map((organisation) => ({ code: organisation })),
    ...(takeover ? { takeover, on: dayOf(now) } : {}),
  };
  const planned = planRound(
    plan,
    actorIn(registry, office, dayOf(now)),
    {
      committee: { ...registry.committee, posts: registry.holders.filter(({ place }) => place === CITY) },
      organisations: registry.organisations,
      pack: aPack(pack),
    },
    now,
  );
  if ('missing' in planned) throw new Error(`not planned: ${JSON.stringify(planned)}`);
  if (planned.type !== 'RoundPlanned') throw new Error(planned.type);
  const first: RecordedRoundEvent<'RoundPlanned'> = {
    ...planned,
    sequence: 1,
    at: takeover ? enteredAt : now,
    by: office,
  };
  return new Story({ registry, events: [first], round: fold(first, []), now });
}

/** A round as a whole: every part of the process, and its closing. */
export class Story extends Rectification<Story> {
  protected get self(): Story {
    return this;
  }
  protected next(told: Told): Story {
    return new Story(told);
  }

  /** Whatever events have opened for it is filed upward, and signed for there. */
  filed(): Story {
    const open = [...all(this.round.duties)].filter(isOpen);
    const due = open.flatMap(({ kind, about }) =>
      about && filingKinds.some((filing) => filing === kind) ? [about] : [],
    );
    const sent = open.flatMap(({ kind, about }) => (about && kind === 'filing-receipt' ? [about] : []));
    const story = due.reduce(
      (told, filing) => told.does(office, 'file-upward', { filing, content: prose(filing) }),
      this.self,
    );
    return [...sent, ...due].reduce((told, filing) => told.does(upper, 'receipt-filing', { filing }), story);
  }

  /** Everything below has landed; only what goes upward and the closing are left. */
  landedButFilings(): Story {
    return this.withTransfersAccepted().withFindingsAccepted().withReport1().withReport2().disclosed();
  }
  /** Everything has landed; only the closing itself is left. */
  landed(): Story {
    return this.landedButFilings().filed();
  }
  closed(): Story {
    return this.landed().does(office, 'close-round', {});
  }
}
