/** Whether what a command is aimed at is in the sight of whoever asks: what is not is answered as if it were not there (T-4). */
import { dutyAbout } from '../dossier/duties.ts';
import type { Duty } from '../dossier/duty.ts';
import type { Letter } from '../dossier/letter.ts';
import { get } from '../keyed.ts';
import {
  dutySight,
  findingSight,
  letterSight,
  organisationSight,
  paperSight,
  partnerRequestSight,
  seesReferral,
  teamSight,
  transferSight,
} from '../people/readers.ts';
import { isInSight } from '../people/sight.ts';
import { seesEverything, type Viewpoint } from '../people/viewpoint.ts';
import { filingKinds } from '../policy/pack.ts';
import type { Code } from '../vocabulary.ts';
import { itemNamed } from './parts.ts';
import type { Round } from './state.ts';
import type { Target, TargetKey } from './targets.ts';

/** The first part of a target that is there and out of sight. */
export function hiddenPart(round: Round, viewpoint: Viewpoint, target: Target): TargetKey | undefined {
  if (seesEverything(viewpoint)) return undefined;
  return parts.find(([key, sees]) => {
    const code = target[key];
    return code !== undefined && !sees(round, viewpoint, code);
  })?.[0];
}

type Sees = (round: Round, viewpoint: Viewpoint, code: Code) => boolean;

/** What is nowhere in the round is not hidden: whether there is such a code is asked elsewhere. */
function ofCode<Item>(
  find: (round: Round, code: Code) => Item | undefined,
  sees: (viewpoint: Viewpoint, item: Item, round: Round) => boolean,
): Sees {
  return (round, viewpoint, code) => {
    const item = find(round, code);
    return item === undefined || sees(viewpoint, item, round);
  };
}

export const seesDuty = (viewpoint: Viewpoint, duty: Duty): boolean => isInSight(dutySight(viewpoint), duty);

export function seesLetter(round: Round, viewpoint: Viewpoint, letter: Letter): boolean {
  const { to, duties } = letterSight(viewpoint);
  const { post, place, organisation: department } = letter.to;
  const duty = get(round.duties, letter.duty);
  return (
    isInSight(to, { post, place, department, organisation: letter.organisation }) || (!!duty && isInSight(duties, duty))
  );
}

const organisation = ofCode(
  (round, code) => round.organisations[code],
  (viewpoint, item) => isInSight(organisationSight(viewpoint), item),
);
const finding = ofCode(
  (round, code) => get(round.findings, code),
  (viewpoint, item) => isInSight(findingSight(viewpoint), item),
);
const transfer = ofCode(
  (round, code) => get(round.transfers, code),
  (viewpoint, item) => isInSight(transferSight(viewpoint), item),
);
const duty = ofCode((round, code) => get(round.duties, code), seesDuty);
/** A filing, guidance or a proposal is in sight with the duty that it opened. */
const dutyOfItem: Sees = (round, viewpoint, code) =>
  [...filingKinds, 'guidance-answer' as const, 'confirmation' as const].every((kind) => {
    const owed = dutyAbout(round, kind, code);
    return owed === undefined || seesDuty(viewpoint, owed);
  });

/** A code of an instruction, or of material and support that was asked for. */
const request: Sees = (round, viewpoint, code) => {
  const instruction = get(round.instructions, code);
  if (instruction && !isInSight(teamSight(viewpoint), { code: instruction.team })) return false;
  const asked = get(round.partnerRequests, code);
  return asked === undefined || isInSight(partnerRequestSight(viewpoint), asked);
};

/** What was entered is in sight with what it is about. */
const entry: Sees = (round, viewpoint, sequence) => {
  const { about = {} } = get(round.entries, sequence) ?? {};
  const sees: readonly [Sees, string | undefined][] = [
    [organisation, about.organisation],
    [transfer, about.transfer],
    [dutyOfItem, about.filing],
  ];
  return sees.every(([seesIt, code]) => code === undefined || seesIt(round, viewpoint, code));
};

const parts: readonly (readonly [TargetKey, Sees])[] = [
  ['organisation', organisation],
  ['from', organisation],
  ['finding', finding],
  ['transfer', transfer],
  [
    'paper',
    ofCode(
      (round, code) => get(round.papers, code),
      (viewpoint, item) => isInSight(paperSight(viewpoint), item),
    ),
  ],
  [
    'item',
    ofCode(
      (round, code) => get(round.immediateItems, code),
      (viewpoint, item) => isInSight(organisationSight(viewpoint), { code: item.organisation }),
    ),
  ],
  ['duty', duty],
  [
    'supervision',
    (round, viewpoint, code) => {
      const answer = get(round.supervisions, code)?.duty;
      return answer === undefined || duty(round, viewpoint, answer);
    },
  ],
  [
    'target',
    ofCode(itemNamed, (viewpoint, item, round) => {
      const sees: readonly [Sees, string | undefined][] = [
        [duty, item.duty?.key],
        [finding, item.finding?.code],
        [transfer, item.transfer?.code],
      ];
      return sees.every(([seesIt, code]) => code === undefined || seesIt(round, viewpoint, code));
    }),
  ],
  [
    'team',
    ofCode(
      (round, code) => round.teams[code],
      (viewpoint, item) => isInSight(teamSight(viewpoint), item),
    ),
  ],
  ['request', request],
  [
    'letter',
    ofCode(
      (round, code) => get(round.letters, code),
      (viewpoint, item, round) => seesLetter(round, viewpoint, item),
    ),
  ],
  ['referral', ofCode((round, code) => get(round.referrals, code), seesReferral)],
  ['sequence', entry],
  ['filing', dutyOfItem],
  ['guidance', dutyOfItem],
  ['proposal', dutyOfItem],
];
