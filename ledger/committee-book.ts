/** The rule book of the committees' own work, for the ledger. */
import type { z } from 'zod';
import { MAILROOM } from '../contracts/messages.ts';
import { workCommandNamed, workCommands } from '../contracts/requests/committee.ts';
import { type DeliveryReport, deliveryReports, deliveryReportSchema } from '../contracts/requests/delivery-report.ts';
import {
  decide,
  begun,
  evolve,
  outlook,
  standing,
  advance,
  isDue,
  postsInvolved,
} from '../domain/committee/committee.ts';
import { viewpointOfWork } from '../domain/people/viewpoint.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import type { Book, Misread, ReadCommand } from './book.ts';
import { gatherWorkFacts } from './committee-facts.ts';
import { clocksAndLetters } from './projections.ts';
import { committeeRules } from '../domain/committee/steps/index.ts';
import type { CommitteeEvent } from '../domain/committee/events.ts';
import type { CommitteeFacts } from '../domain/committee/facts.ts';
import type { CommitteeRule, CommitteeRuleName, CommitteeRulePayloads } from '../domain/committee/command.ts';

export const committeeBook: Book<CommitteeFile, CommitteeEvent, CommitteeFacts> = {
  read(name, by, payload) {
    const command = workCommandNamed(name);
    if (command) return readAs(command, workCommands[command].payload, payload);
    const report = deliveryReports.find((known): known is DeliveryReport => known === name);
    return report && by === MAILROOM ? readAs(report, deliveryReportSchema, payload) : undefined;
  },
  viewpoint: viewpointOfWork,
  begin: (first) => (first.type === 'WorkBegan' ? begun(first) : undefined),
  evolve,
  noticed: () => [],
  isDue,
  postsInvolved,
  advance,
  holds: () => true,
  outlook,
  standing,
  rows: clocksAndLetters,
  claimed: () => ({ seats: [], decisions: [] }),
};

function readAs<N extends CommitteeRuleName>(
  name: N,
  schema: z.ZodType<CommitteeRulePayloads[N]>,
  raw: unknown,
): ReadCommand<CommitteeFile, CommitteeEvent, CommitteeFacts> | Misread {
  const { data: payload, error } = schema.safeParse(raw);
  if (!payload) return { issues: error?.issues ?? [] };
  const rule: CommitteeRule<N> = committeeRules[name];
  return {
    payload,
    gather: (client, work, today) => gatherWorkFacts(client, work, rule.facts(work, payload), today),
    postsActing: (work, actor) => rule.postsActing(work, payload, actor),
    decide: (work, actor, facts, now) => decide(work, name, payload, actor, facts, now),
  };
}
