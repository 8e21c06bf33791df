/** What the API answers (zod): for its description, and for the tests that hold the answers to it. Codes, days and figures only;
 *  what a list shows of a round's parts grows with the rule book, so their objects are open. */
import { z } from 'zod';
import {
  areas,
  disposals,
  grades,
  transferAddressees,
  transferKinds,
  outcomes,
  letterStates,
  partnerRequestKinds,
  partnerRequestStates,
} from '../../domain/vocabulary.ts';
import { code, day, department } from './fields.ts';

const instant = z.iso
  .datetime()
  .meta({ id: 'Instant', description: 'A moment in UTC, three decimals', examples: ['2026-11-23T00:30:00.000Z'] });
const clause = z.string().meta({ id: 'Clause', description: 'A clause of the opinion', examples: ['J-V.4d'] });
const sequence = z
  .int()
  .nonnegative()
  .meta({ description: 'A place in the ledger of the round', examples: [41] });

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: '`cursor` of the next page; null on the last' }),
  });

// ——— Answers to commands ———

const answeredDuty = z.object({
  key: z.string(),
  kind: z.string(),
  organisation: code.nullable(),
  owedBy: z.string(),
  dueOn: day.nullable(),
  dueAt: instant.nullable(),
  outcome: z.string().nullable(),
  outcomeByFirstDay: z.string().nullable().optional(),
  closedOn: day.nullable().optional(),
  arrivedOn: day.nullable().optional(),
  byArrival: z.literal(true).optional().meta({ description: 'Met on paper: `closedOn` is the day of its arrival' }),
});
export const answerSchema = z
  .object({
    sequence,
    events: z.array(z.object({ sequence, type: z.string(), at: instant, on: day, clause })),
    duties: z.array(answeredDuty).meta({
      description: 'The duties that the command opened, met or extended, as far as they are the caller’s to see',
    }),
  })
  .meta({
    id: 'Answer',
    description: 'What happened. A repetition of the same `Idempotency-Key` gets the same answer',
  });

// ——— Problems ———

const problem = { type: z.string(), title: z.string(), status: z.int().meta({ examples: [409] }), detail: z.string() };
export const problemSchema = z
  .looseObject(problem)
  .meta({ id: 'Problem', description: 'RFC 9457; `title` in English, `detail` in Chinese, each saying what to do' });
export const refusedSchema = z
  .object({
    ...problem,
    clause: clause.optional(),
    action: z.string(),
    missing: z
      .array(z.looseObject({ fact: z.string() }))
      .meta({ description: 'Each missing fact, and what it is about' }),
  })
  .meta({ id: 'Refused', description: 'The rule book refuses: by which clause, and what is missing' });
export const invalidSchema = z
  .object({
    ...problem,
    count: z.int().meta({ description: 'How many faults there are; `errors` names the first 20' }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({
    id: 'Invalid',
    description: 'The request does not have the documented form; each fault at its JSON pointer',
  });

// ——— Reads ———

export const roundListedSchema = z
  .object({ code, committee: code, phase: z.string(), sequence, overdue: z.int().nonnegative() })
  .meta({ id: 'RoundListed' });

export const dutySchema = z
  .looseObject({
    key: z.string(),
    kind: z.string(),
    clause,
    basis: z.enum(['L', 'T']).meta({ description: 'L: a figure of the opinion. T: a target of the office' }),
    organisation: code.nullable(),
    transfer: code.nullable(),
    finding: code.nullable(),
    owedBy: z.string(),
    owedTo: z.string(),
    department,
    openedAt: instant,
    anchor: z
      .object({ event: z.string(), sequence, on: day })
      .meta({ description: 'The event from which the clock runs' }),
    dueOn: day
      .nullable()
      .meta({ description: 'The day in Beijing at whose end it is due; null: no figure, never late' }),
    dueAt: instant.nullable(),
    originalDueOn: day.nullable(),
    daysLeft: z.int().nullable(),
    overdue: z.boolean(),
    rung: z.int(),
    nextMomentAt: instant.nullable(),
    outcome: z.enum(outcomes).nullable().meta({ description: 'By the day in force, and the day of arrival' }),
    outcomeByFirstDay: z.enum(outcomes).nullable().meta({ description: 'By the first day, which no extension moves' }),
    closedOn: day.nullable().meta({ description: 'The day that the actor gave' }),
    arrivedOn: day
      .nullable()
      .meta({ description: 'The day on which the ledger, or the paper the office, got it: it decides' }),
    byArrival: z
      .literal(true)
      .optional()
      .meta({ description: 'Met on paper, which the office recorded: the day of its arrival decides' }),
  })
  .meta({ id: 'Duty', description: 'Something that somebody owes, by a day or without one' });
export const worklistDutySchema = dutySchema.extend({ round: code }).meta({ id: 'DutyOfRound' });

const landing = z.object({ found: z.int(), landed: z.int() });
export const roundSchema = z
  .looseObject({
    code,
    committee: code,
    phase: z.string().meta({ description: 'The least advanced of its organisations' }),
    closed: z.boolean(),
    sequence,
    hash: z.string().meta({ description: 'The head of the hash chain' }),
    now: instant.meta({ description: 'The round’s own time' }),
    today: day,
    leadMs: z.number().meta({ description: 'How far its clock is ahead of the wall clock, in milliseconds' }),
    organisations: z.array(z.looseObject({ code, state: z.string() })),
    duties: z.array(dutySchema).meta({ description: 'Open ones, the nearest first' }),
    counts: z.looseObject({
      findings: landing,
      transfers: landing,
      duties: z.object({ open: z.int(), overdue: z.int(), late: z.int(), lateByFirstDay: z.int() }),
    }),
  })
  .meta({ id: 'Round' });

const addressee = z.object({
  post: z.string(),
  place: code,
  organisation: department,
  person: code.nullable(),
});
export const letterSchema = z
  .looseObject({
    letter: z.string().meta({ description: 'Its key, the path of its occasion and its recipient' }),
    kind: z.string(),
    state: z.enum(letterStates),
    organisation: code.nullable(),
    duty: z.string(),
    rung: z.int(),
    to: addressee,
    cc: z.array(addressee),
    writtenAt: instant,
    sentAt: instant.nullable(),
    signedOn: day.nullable(),
    signedAt: instant.nullable(),
    failed: z.string().nullable(),
  })
  .meta({ id: 'Letter' });

export const paperSchema = z
  .looseObject({ code, organisation: code, area: z.enum(areas), category: z.string(), state: z.string() })
  .meta({ id: 'Paper' });

export const partnerRequestSchema = z
  .looseObject({
    code,
    kind: z.enum(partnerRequestKinds),
    from: z.string(),
    organisation: code.nullable(),
    dueOn: day.nullable(),
    state: z.enum(partnerRequestStates),
  })
  .meta({ id: 'PartnerRequest' });

export const appraisalSchema = z
  .looseObject({ round: code, person: code, verdict: z.string(), on: day, by: code })
  .meta({ id: 'Appraisal' });

export const findingSchema = z
  .looseObject({
    code,
    organisation: code,
    area: z.enum(areas),
    category: z.string(),
    state: z.string(),
    planDueOn: day.nullable(),
    grade: z.enum(grades).nullable(),
    acceptedOn: day.nullable(),
  })
  .meta({ id: 'Finding' });

export const transferSchema = z
  .looseObject({
    code,
    organisation: code,
    to: z.enum(transferAddressees),
    department,
    kind: z.enum(transferKinds),
    state: z.string(),
    disposal: z.enum(disposals).nullable(),
    enteredByOffice: z.array(code).optional().meta({
      description: 'What the office entered from paper for its addressee, who has not confirmed it: proposals',
    }),
  })
  .meta({ id: 'Transfer' });

export const eventSchema = z
  .object({
    sequence,
    type: z.string(),
    at: instant,
    on: day.meta({ description: 'The day on which it really happened' }),
    recordedAt: instant,
    by: z.string(),
    posts: z
      .array(z.object({ post: z.string(), place: code, substitute: z.literal(true).optional() }))
      .optional()
      .meta({ description: 'By which it was done' }),
    for: code.optional().meta({ description: 'Whose act it is, where the office entered it from paper' }),
    clause,
    command: z.string().nullable().meta({ description: 'The `Idempotency-Key` of the command that left it' }),
    data: z.looseObject({}),
    opens: z.array(z.looseObject({})),
    closes: z.array(z.looseObject({})),
    hash: z.string(),
  })
  .meta({ id: 'Event' });

export const textListedSchema = z
  .object({
    ref: z.string(),
    hash: z.string(),
    sequence,
    type: z.string(),
    on: day,
    field: z.string(),
    organisation: code.nullable(),
    finding: code.nullable(),
    transfer: code.nullable(),
  })
  .meta({ id: 'TextListed', description: 'A text that the caller may open, with the event that it belongs to' });

export const readingSchema = z
  .object({
    at: instant,
    person: code,
    ref: z.string(),
    sequence,
    type: z.string(),
    field: z.string(),
    organisation: code.nullable(),
    finding: code.nullable(),
    transfer: code.nullable(),
  })
  .meta({ id: 'Reading', description: 'Who has opened which text, and when; never what it says' });

export const prospectSchema = z
  .object({
    action: z.string(),
    target: z.record(z.string(), z.union([z.string(), z.int()])),
    allowed: z.boolean(),
    clause: clause.optional(),
    missing: z.array(z.looseObject({ fact: z.string() })).optional(),
  })
  .meta({ id: 'Prospect', description: 'What may be done to what, now; or which clause is in the way' });

export const contentSchema = z.object({ ref: z.string(), hash: z.string(), text: z.string() }).meta({ id: 'Content' });
export const healthSchema = z.object({ up: z.boolean(), missing: z.array(z.string()) }).meta({ id: 'Health' });
export const liveSchema = z.object({ live: z.literal(true) }).meta({ id: 'Live' });
export const readySchema = z
  .object({
    ready: z.boolean(),
    because: z.enum(['STARTING', 'ENDING', 'DATABASE_AWAY', 'OTHER_SCHEMA']).nullable().meta({
      description:
        'STARTING: it waits for its database, or brings that to its schema; OTHER_SCHEMA: the database has more migrations than this program knows, or fewer',
    }),
  })
  .meta({ id: 'Ready' });
const confirmers = z
  .object({ by: z.enum(['ORGANISATION', 'OFFICE', 'OPERATOR']), committee: code.nullable(), people: z.array(code) })
  .meta({
    id: 'Confirmers',
    description: 'OPERATOR: nobody else is there; on the machine, `npm run confirm -- ENTRY`',
  });
const placing = z.object({ entry: code, pointer: z.string() });
export const registryChangedSchema = z
  .object({
    changed: z.int().nonnegative().meta({ description: 'How many items of the document took effect' }),
    tookEffect: z.array(placing),
    awaiting: z.array(placing.extend({ confirmers })),
    ignored: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({ id: 'RegistryChanged' });
export const entrySchema = z
  .looseObject({
    entry: code,
    part: z.string(),
    subject: z.string(),
    aspect: z.string(),
    state: z.enum(['AWAITING', 'EFFECTIVE', 'DECLINED', 'REVOKED', 'REPLACED']),
    before: z.looseObject({}).nullable().meta({ description: 'What it was; null of a new record' }),
    change: z.looseObject({}),
    document: z.string().nullable(),
    by: z.string(),
    at: instant,
    effectiveAt: instant.nullable(),
    confirmedBy: z.string().nullable(),
    endedBy: z.string().nullable(),
    reason: z.string().nullable(),
    confirmers: confirmers.optional(),
  })
  .meta({ id: 'RegistryEntry' });
export const advancedSchema = z.object({ now: instant, round: roundSchema }).meta({ id: 'Advanced' });

const covered = z.looseObject({
  objects: z.int(),
  inspected: z.array(z.looseObject({ organisation: code, round: code, on: day })),
});
const term = z.object({ from: day, plannedTo: day.nullish() });
export const coverageSchema = z
  .looseObject({
    committee: code,
    today: day,
    term,
    mandatory: covered,
    optional: covered,
    forecast: z.looseObject({}),
    indicators: z
      .looseObject({ latePercent: z.number().nullable(), reopenedPercent: z.number().nullable() })
      .meta({ description: 'Of the term’s rounds: how much was late, how much did not hold (J-VI.1c)' }),
  })
  .meta({ id: 'Coverage', description: 'Who of a term’s objects has been inspected, who is planned, who is left' });
export const tendenciesSchema = z
  .object({
    committee: code,
    term,
    fromOrganisations: z.int(),
    items: z.array(z.looseObject({ category: z.string(), organisations: z.array(code), proposed: z.boolean() })),
  })
  .meta({ id: 'Tendencies' });
export const workSchema = z
  .looseObject({ code, committee: code, term: day, sequence, now: instant, today: day, duties: z.array(dutySchema) })
  .meta({ id: 'Work', description: 'A committee’s own work: what belongs to no round' });
export const workAdvancedSchema = z.object({ now: instant, work: workSchema }).meta({ id: 'WorkAdvanced' });

const pack = z.object({ id: z.string(), version: z.number(), hash: z.string() });
export const packChangeSchema = z
  .looseObject({
    round: code,
    sequence,
    from: pack,
    to: pack,
    duties: z.array(z.looseObject({ from: day.nullable(), to: day.nullable() })),
    moved: z.int(),
    shown: z.string().meta({ description: 'The hash that `change-pack` wants' }),
  })
  .meta({ id: 'PackChange', description: 'Each open duty with its day now, and under the other pack' });
