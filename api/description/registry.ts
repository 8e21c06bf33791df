/** The registry in the API's description. */
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import {
  committeeSchema,
  organisationSchema,
  personSchema,
  postSchema,
  registrySchema,
  type Settling,
  settlings,
  settlingSchemas,
} from '../../contracts/schemas/registry.ts';
import { code } from '../../contracts/schemas/fields.ts';
import * as shown from '../../contracts/schemas/responses.ts';
import { registryParts } from '../../domain/registry/events.ts';
import { countedPageSchema } from '../asking.ts';
import { pageQuery } from '../reading.ts';
import { answered, asInvalid, conflicting, mayNot, notThere, readAnswers, unknownCaller } from './answers.ts';

const WHO = `Who may enter what, and when it takes effect:

| entry | entered by | takes effect |
| --- | --- | --- |
| people, organisations, posts at an organisation | the office that keeps them, or one above it | at once; for oneself when confirmed |
| posts at a committee | the committee’s office, or one above it | when confirmed by ORGANISATION_DEPARTMENT or ORGANISATION_HEAD; these two, SECRETARY, DISCIPLINE_SECRETARY and DISCIPLINE_ORGAN by the office above |
| UPPER_OFFICE | nobody: the office posts of the committee that \`upper\` names | – |
| a committee, \`provincialTarget\` | the office above at once; the own office | when confirmed by the office above |
| \`upper\`, \`managedBy\`, \`keptBy\` | either office | when confirmed by the other one |
| \`fullName\`, \`contact\`, \`documentMark\` | the committee’s office | at once |
| \`suspended\`, \`ties\` | the keeping office | at once; what is cleared when confirmed |
| \`signIn\` of somebody known | the keeping office | when confirmed |

Nobody confirms what they have entered or what is about them, nor does anybody of the body that entered it. Where nobody is there to confirm, the operator does (\`npm run confirm\`); where a committee has no office, nor any above it, its organisation department or secretary enters.`;

const described: Readonly<Record<Settling, string>> = {
  confirm: 'Confirm an entry that waits: it takes effect',
  decline: 'Decline an entry that waits',
  revoke: 'Take back an entry that waits, or one of today that was a mistake; it stays, as taken back',
};

export function registry(): ZodOpenApiPathsObject {
  const item = z.union([committeeSchema, organisationSchema, personSchema, postSchema]);
  const countedQuery = z.object(countedPageSchema);
  return {
    '/registry': {
      put: {
        tags: ['Registry'],
        summary: 'Keep the registry: a whole or partial document, taken as a whole or not at all',
        description: WHO,
        requestBody: { content: { 'application/json': { schema: registrySchema } } },
        responses: {
          200: answered('What took effect, and what awaits whose confirmation', shown.registryChangedSchema),
          401: unknownCaller,
          403: mayNot,
          422: asInvalid,
        },
      },
    },
    '/registry/pending': {
      get: {
        tags: ['Registry'],
        summary: 'Entries that wait, each with who may confirm it',
        requestParams: { query: countedQuery },
        responses: { ...readAnswers('A page of them', shown.pageOf(shown.entrySchema)), 403: mayNot },
      },
    },
    '/registry/entries': {
      get: {
        tags: ['Registry'],
        summary: 'All entries in order: by whom, when, on which paper, what it was before, what became of it',
        requestParams: {
          query: countedQuery.extend({
            subject: z.string().optional().meta({ description: 'A code, or `person/post/place/from`' }),
          }),
        },
        responses: { ...readAnswers('A page of them', shown.pageOf(shown.entrySchema)), 403: mayNot },
      },
    },
    ...Object.fromEntries(
      settlings.map((what) => [
        `/registry/entries/{entry}/${what}`,
        {
          post: {
            tags: ['Registry'],
            summary: described[what],
            requestParams: { path: z.object({ entry: code }) },
            requestBody: { content: { 'application/json': { schema: settlingSchemas[what] } } },
            responses: {
              200: answered('The entry', shown.entrySchema),
              401: unknownCaller,
              403: mayNot,
              404: notThere,
              409: conflicting,
              422: asInvalid,
            },
          },
        },
      ]),
    ),
    '/registry/{part}': {
      get: {
        tags: ['Registry'],
        summary: 'One part of the registry',
        requestParams: { path: z.object({ part: z.enum(registryParts) }), query: pageQuery },
        responses: readAnswers('A page of it', shown.pageOf(item)),
      },
    },
    '/registry/people/{person}/appraisals': {
      get: {
        tags: ['Registry'],
        summary: 'The record of a person in the pool: the appraisals of every round',
        requestParams: { path: z.object({ person: code }), query: pageQuery },
        responses: { ...readAnswers('A page of it', shown.pageOf(shown.appraisalSchema)), 403: mayNot },
      },
    },
  };
}
