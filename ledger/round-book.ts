/** The rule book of rounds, for the ledger. */
import { MAILROOM } from '../contracts/messages.ts';
import { type DeliveryReport, deliveryReports, deliveryReportSchema } from '../contracts/requests/delivery-report.ts';
import { commandNamed, commands } from '../contracts/requests/index.ts';
import type { z } from 'zod';
import {
  decide,
  evolve,
  registryChanges,
  outlook,
  standing,
  advance,
  isDue,
  postsInvolved,
} from '../domain/round/round.ts';
import { viewpointOf } from '../domain/people/viewpoint.ts';
import { draw, seedOf } from '../domain/lottery.ts';
import { plannedRound } from '../domain/round/steps/planning.ts';
import { ruleBook } from '../domain/round/steps/index.ts';
import type { Round } from '../domain/round/state.ts';
import { decisionsOf, seatsTaken } from '../domain/round/steps/team.ts';
import type { Book, Misread, ReadCommand } from './book.ts';
import { canonical } from './chain.ts';
import { gatherFacts } from './facts.ts';
import { projections } from './projections.ts';
import type { Facts } from '../domain/round/facts.ts';
import type { RoundEvent } from '../domain/round/events.ts';
import type { RuleName, RulePayloads } from '../domain/round/definition.ts';

export const roundBook: Book<Round, RoundEvent, Facts> = {
  viewpoint: viewpointOf,
  read(name, by, payload) {
    const command = commandNamed(name);
    if (command) return readAs(command, commands[command].payload, payload);
    const report = deliveryReports.find((known): known is DeliveryReport => known === name);
    return report && by === MAILROOM ? readAs(report, deliveryReportSchema, payload) : undefined;
  },
  begin: (first) => (first.type === 'RoundPlanned' ? plannedRound(first) : undefined),
  evolve,
  noticed: registryChanges,
  isDue,
  postsInvolved,
  advance,
  holds: (event, hashBefore) => {
    if (event.type !== 'VerificationDrawn') return true;
    const { seed, population, sample } = event.data;
    const again = draw(seed, population, sample.length);
    return seed === seedOf(hashBefore, event.at) && canonical(again) === canonical(sample);
  },
  outlook,
  standing,
  rows: projections,
  claimed: (round) => ({ seats: seatsTaken(round), decisions: decisionsOf(round) }),
};

function readAs<N extends RuleName>(
  name: N,
  schema: z.ZodType<RulePayloads[N]>,
  raw: unknown,
): ReadCommand<Round, RoundEvent, Facts> | Misread {
  const { data: payload, error } = schema.safeParse(raw);
  if (!payload) return { issues: error?.issues ?? [] };
  return {
    payload,
    gather: (client, round, today) => gatherFacts(client, round, ruleBook[name].facts(round, payload), today),
    postsActing: (round, actor) => ruleBook[name].postsActing(round, payload, actor),
    decide: (round, actor, facts, now) => decide(round, name, payload, actor, facts, now),
  };
}
