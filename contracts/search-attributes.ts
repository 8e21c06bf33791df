/** What rounds can be listed by in the Temporal UI. Registered when the development server starts. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const roundPhase = defineSearchAttributeKey('RoundPhase', SearchAttributeType.KEYWORD);
export const committee = defineSearchAttributeKey('Committee', SearchAttributeType.KEYWORD);
export const nextDeadline = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME);
export const overdueCount = defineSearchAttributeKey('OverdueCount', SearchAttributeType.INT);
export const escalationLevel = defineSearchAttributeKey('EscalationLevel', SearchAttributeType.INT);
/** How far the workflow has followed its ledger: a ledger that ends before it was put back to an earlier copy. */
export const ledgerSequence = defineSearchAttributeKey('LedgerSequence', SearchAttributeType.INT);

/** Name → type, as the server wants it. */
export const searchAttributes = {
  RoundPhase: 'Keyword',
  Committee: 'Keyword',
  NextDeadline: 'Datetime',
  OverdueCount: 'Int',
  EscalationLevel: 'Int',
  LedgerSequence: 'Int',
} as const;
