/** `POST /rounds`: what a plan must look like. */
import { z } from 'zod';
import { roundKinds, roundLayouts, roundLeads } from '../../domain/vocabulary.ts';
import { code, day, documentNumber } from '../schemas/fields.ts';
import { writtenText } from '../schemas/texts.ts';

export const planRequestSchema = z.strictObject({
  code: code.regex(/^R-/, 'the code of a round starts with R-'),
  committee: code,
  term: day,
  modes: z.strictObject({ kind: z.enum(roundKinds), lead: z.enum(roundLeads), layout: z.enum(roundLayouts) }),
  coordination: documentNumber.optional(),
  campaign: z.union([code, writtenText]).optional(),
  organisations: z
    .array(z.strictObject({ code, reason: writtenText.optional() }))
    .min(1)
    .max(500),
  pack: z.string().max(60).optional(),
  takeover: z.boolean().optional(),
  on: day.optional(),
});
export type PlanRequest = z.output<typeof planRequestSchema>;
