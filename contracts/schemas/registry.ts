/** The registry document (`PUT /registry`), whole or partial: committees, organisations, people, posts. */
import { z } from 'zod';
import {
  committeePosts,
  organisationPosts,
  committeeLevels,
  organisationKinds,
  tieKinds,
} from '../../domain/vocabulary.ts';
import { code, day, documentNumber } from './fields.ts';

const name = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'one line')
  .min(1)
  .max(200);

export const committeeSchema = z.strictObject({
  code,
  name,
  level: z.enum(committeeLevels),
  upper: code.nullish(),
  term: z.strictObject({ from: day, plannedTo: day.nullish() }).optional(),
  bodies: z
    .strictObject({
      office: z.strictObject({
        workingDepartment: z.boolean(),
        inDisciplineCommission: z.boolean(),
        fullTimeStaff: z.int().nonnegative(),
      }),
    })
    .optional(),
  namedByProvince: z.strictObject({ document: documentNumber, on: day }).nullish(),
});
export const organisationSchema = z.strictObject({
  code,
  name,
  kind: z.enum(organisationKinds),
  managedBy: code,
  parent: code.nullish(),
  provincialTarget: z.boolean().default(false),
});
export const personSchema = z.strictObject({
  code,
  name,
  email: z.email().max(200).nullish(),
  pools: z
    .array(z.enum(['LEADER', 'TALENT']))
    .max(10)
    .default([]),
  suspended: z.boolean().default(false),
  ties: z
    .array(
      z.strictObject({
        organisation: code,
        kind: z.enum(tieKinds),
        until: day.optional(),
      }),
    )
    .max(500)
    .default([]),
});
export const postSchema = z.union([
  z.strictObject({ person: code, post: z.enum(committeePosts), committee: code, from: day, to: day.nullish() }),
  z.strictObject({ person: code, post: z.enum(organisationPosts), organisation: code, from: day, to: day.nullish() }),
]);

export const registrySchema = z.strictObject({
  committees: z.array(committeeSchema).max(5_000).default([]),
  organisations: z.array(organisationSchema).max(20_000).default([]),
  people: z.array(personSchema).max(50_000).default([]),
  posts: z.array(postSchema).max(50_000).default([]),
});
export type RegistryDocument = z.output<typeof registrySchema>;
export const registryParts = ['committees', 'organisations', 'people', 'posts'] as const;
export type RegistryPart = (typeof registryParts)[number];
