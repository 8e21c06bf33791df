/** The registry document (`PUT /registry`), whole or partial: committees, organisations, people, posts; and what is asked about
 *  entries of it. */
import { z } from 'zod';
import {
  committeePosts,
  organisationPosts,
  committeeLevels,
  organisationKinds,
  personKinds,
  tieKinds,
} from '../../domain/vocabulary.ts';
import { code, day, documentNumber } from './fields.ts';

/** One line, in one form: no character that cannot be seen, or that turns its neighbours round. */
const line = z
  .string()
  .trim()
  .transform((text) => text.normalize('NFC'))
  .pipe(
    z
      .string()
      .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'one line of characters that can be seen')
      .min(1)
      .max(200),
  );
const name = line;
/** Of closed networks too: `user@oa`, `user@[10.0.0.8]`. */
const address = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\s@<>(),;:"\\[\]]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f.:]+\])$/, 'an e-mail address');

const roleMapping = z
  .array(
    z.strictObject({
      post: z.enum(committeePosts),
      askedOf: z.enum(committeePosts),
      title: name.optional(),
    }),
  )
  .max(20);

export const committeeSchema = z.strictObject({
  code,
  name,
  level: z.enum(committeeLevels),
  upper: code.nullish(),
  region: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'a country or province such as CN-22')
    .nullish(),
  fullName: name.nullish(),
  documentMark: z.string().trim().min(1).max(20).nullish().meta({ description: '机关代字' }),
  contact: z.strictObject({ person: name, telephone: line }).nullish(),
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
  roleMapping: roleMapping
    .nullish()
    .meta({ description: 'Of a department or enterprise: which post is asked for one that it does not have' }),
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
  email: address.nullish(),
  kind: z.enum(personKinds).optional().meta({ description: 'PERSON where it is left out' }),
  signIn: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'The subject by which the identity provider knows this person; unchangeable there' }),
  keptBy: code.optional().meta({ description: 'The committee whose office keeps this person' }),
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
const held = { person: code, from: day, to: day.nullish() };
export const postSchema = z.discriminatedUnion('post', [
  z.strictObject({ ...held, post: z.enum(committeePosts).exclude(['FUNCTIONAL_DEPARTMENT']), committee: code }),
  z.strictObject({
    ...held,
    post: z.literal('FUNCTIONAL_DEPARTMENT'),
    committee: code,
    organisation: code.optional().meta({ description: 'The department itself' }),
  }),
  z.strictObject({ ...held, post: z.enum(organisationPosts), organisation: code }),
]);

export const registrySchema = z.strictObject({
  document: documentNumber.optional().meta({ description: 'The paper on which all this was decided' }),
  committees: z.array(committeeSchema).max(5_000).default([]),
  organisations: z.array(organisationSchema).max(20_000).default([]),
  people: z.array(personSchema).max(50_000).default([]),
  posts: z.array(postSchema).max(50_000).default([]),
});
export type RegistryDocument = z.output<typeof registrySchema>;

const reason = z.string().trim().min(1).max(500);
/** What is asked of an entry. */
export const settlingSchemas = {
  confirm: z.strictObject({ document: documentNumber.optional() }),
  decline: z.strictObject({ reason }),
  revoke: z.strictObject({ reason }),
} as const;
export type Settling = keyof typeof settlingSchemas;
export const settlings = ['confirm', 'decline', 'revoke'] as const satisfies readonly Settling[];
