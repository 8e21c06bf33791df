/** Referrals (J-VI.4b), what suggests them, and what an earlier round should have found (J-V.1a): as they stand in a round. */
import type { Code, Day, Exposure, ReferralTrigger } from '../vocabulary.ts';

/** A referral that an event suggests: under which trigger, of whom, and why. */
export interface Proposal {
  readonly organisation: Code;
  readonly trigger: ReferralTrigger;
  /** The sequence of the event that suggests it. */
  readonly because: number;
  readonly on: Day;
}

/** `DECLINED` by the leading group, or accepted by it and with the discipline organ until there is an outcome. */
export type ReferralState = 'RAISED' | 'WITH_DISCIPLINE' | 'DECLINED' | 'OUTCOME';
export interface Referral {
  readonly code: Code;
  /** null: the report of retaliation names none. */
  readonly organisation: Code | null;
  readonly trigger: ReferralTrigger;
  /** The sequence of the event that raised it. */
  readonly raised: number;
  readonly state: ReferralState;
  /** The day of the last step, which no later step may precede. */
  readonly steppedOn: Day;
}

export interface MissedFinding {
  readonly earlierRound: Code;
  readonly organisation: Code;
  readonly source: Exposure;
  readonly on: Day;
  /** Who inspected the organisation then: whose work is under review. */
  readonly underReview: readonly Code[];
}
