/** The rule book of the committees' own work, for the ledger. */
import type { z } from 'zod';
import { workCommandNamed } from '../contracts/committee.ts';
import { workPayloadSchemas } from '../contracts/schemas/committee-requests.ts';
import { deliveryReportSchema } from '../contracts/schemas/requests.ts';
import { type DeliveryReport, deliveryReports } from '../contracts/messages.ts';
import { decide, begun, evolve, outlook, advance, isDue, postsInvolved } from '../domain/committee/committee.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import { clocksAndLetters } from './append.ts';
import type { Book, Misread, ReadRule } from './book.ts';
import { gatherWorkFacts } from './committee-facts.ts';
import type { CommitteeEvent } from '../domain/committee/events.ts';
import { MAILROOM } from '../domain/vocabulary.ts';
import { committeeRules } from '../domain/committee/steps/index.ts';
import type { CommitteeRuleName, CommitteeRulePayloads, CommitteeRule } from '../domain/committee/command.ts';

export const committeeBook: Book<CommitteeFile, CommitteeEvent> = {
  read(name, by, payload) {
    const command = workCommandNamed(name);
    if (command) return readAs(command, workPayloadSchemas[command], payload);
    const report = deliveryReports.find((known): known is DeliveryReport => known === name);
    return report && by === MAILROOM ? readAs(report, deliveryReportSchema, payload) : undefined;
  },
  begin: (first) => (first.type === 'WorkBegan' ? begun(first) : undefined),
  evolve,
  noticed: () => [],
  isDue,
  postsInvolved,
  advance,
  holds: () => true,
  outlook,
  rows: (before, work) => ({
    organisations: [],
    teams: [],
    findings: [],
    transfers: [],
    papers: [],
    immediateItems: [],
    partnerRequests: [],
    ...clocksAndLetters(before, work),
  }),
  claimed: () => ({ seats: [], decisions: [] }),
};

function readAs<N extends CommitteeRuleName>(
  name: N,
  schema: z.ZodType<CommitteeRulePayloads[N]>,
  raw: unknown,
): ReadRule<CommitteeFile, CommitteeEvent> | Misread {
  const { data: payload, error } = schema.safeParse(raw);
  if (!payload) return { issues: error?.issues ?? [] };
  const rule: CommitteeRule<N> = committeeRules[name];
  return {
    payload,
    ask(work) {
      const needed = rule.facts(work, payload);
      return async (client, today) => {
        const facts = await gatherWorkFacts(client, work, needed, today);
        return (actor, now) => decide(work, name, payload, actor, facts, now);
      };
    },
  };
}
