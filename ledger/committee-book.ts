/** The rule book of the committees' own work, for the ledger. */
import type { z } from 'zod';
import { workCommandNamed } from '../contracts/committee.ts';
import { workPayloadSchemas } from '../contracts/schemas/committee-requests.ts';
import { postReportSchema } from '../contracts/schemas/requests.ts';
import { POST, type PostReport, postReports } from '../contracts/messages.ts';
import { decide, workRules } from '../domain/committee/decide.ts';
import { begun, evolve } from '../domain/committee/evolve.ts';
import { outlook } from '../domain/committee/outlook.ts';
import type { WorkRule, WorkRuleName, WorkRulePayloads } from '../domain/committee/rule.ts';
import type { Work } from '../domain/committee/state.ts';
import { advance, isDue, postsInvolved } from '../domain/committee/time.ts';
import { clocksAndLetters } from './append.ts';
import type { Book, Misread, ReadRule } from './book.ts';
import { gatherWorkFacts } from './committee-facts.ts';
import type { CommitteeEvent } from '../domain/committee/events.ts';

export const committeeBook: Book<Work, CommitteeEvent> = {
  read(name, by, payload) {
    const command = workCommandNamed(name);
    if (command) return readAs(command, workPayloadSchemas[command], payload);
    const report = postReports.find((known): known is PostReport => known === name);
    return report && by === POST ? readAs(report, postReportSchema, payload) : undefined;
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

function readAs<N extends WorkRuleName>(
  name: N,
  schema: z.ZodType<WorkRulePayloads[N]>,
  raw: unknown,
): ReadRule<Work, CommitteeEvent> | Misread {
  const { data: payload, error } = schema.safeParse(raw);
  if (!payload) return { issues: error?.issues ?? [] };
  const rule: WorkRule<WorkRulePayloads[N]> = workRules[name];
  return {
    payload,
    ask(work) {
      const needed = rule.facts?.(work, payload) ?? {};
      return async (client, today) => {
        const facts = await gatherWorkFacts(client, work, needed, today);
        return (actor, now) => decide(work, name, payload, actor, facts, now);
      };
    },
  };
}
