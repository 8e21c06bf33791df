/** What a request about a committee's own work must look like; made twice from one definition, as for rounds. */
import { z } from 'zod';
import { type Prose, directorChanges, documentKinds } from '../../domain/vocabulary.ts';
import type { WorkCommandName, WorkPayloads } from '../committee.ts';
import { categoryCode, code, day, documentNumber } from './fields.ts';
import { proseReference, writtenText } from './texts.ts';

type Schemas = { readonly [N in WorkCommandName]: z.ZodType<WorkPayloads[N]> };

const schemas = (prose: z.ZodType<Prose>): Schemas => {
  const on = day.optional();
  const ofFiling = { filing: code, on };
  const ofGovernance = { governance: code, on };
  return {
    'begin-term': z.strictObject({ on }),
    'record-study': z.strictObject({ content: prose, on }),
    'adopt-document': z.strictObject({
      kind: z.enum(documentKinds),
      year: z.int().min(1949).max(2199).optional(),
      decision: documentNumber,
      content: prose,
      on,
    }),
    'report-director-change': z.strictObject({
      person: code,
      change: z.enum(directorChanges),
      decision: documentNumber,
      on,
    }),
    'file-upward': z.strictObject({ ...ofFiling, content: prose }),
    'receipt-filing': z.strictObject(ofFiling),
    'open-governance': z.strictObject({
      ...ofGovernance,
      category: categoryCode,
      department: code,
      content: prose,
      dueOn: day.optional(),
    }),
    'answer-governance': z.strictObject({ ...ofGovernance, content: prose }),
    'return-governance': z.strictObject({ ...ofGovernance, reason: prose, dueOn: day }),
    'close-governance': z.strictObject({ ...ofGovernance, content: prose }),
    'sign-letter': z.strictObject({ letter: z.string().regex(/^W-[A-Za-z0-9./_-]{1,300}$/), on }),
  };
};

/** What people send. */
export const workRequestSchemas = schemas(writtenText);
/** What travels to the ledger. */
export const workPayloadSchemas = schemas(proseReference);

/** `POST /committees/{code}/work`. */
export const workRequestSchema = z.strictObject({ pack: z.string().max(60).optional(), on: day.optional() });
export type WorkRequest = z.output<typeof workRequestSchema>;
