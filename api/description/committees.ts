/** The committee's side in the description: its term, and its own work, whose commands are described like those of a round. */
import type { ZodOpenApiParameters, ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import actions from './actions.json' with { type: 'json' };
import {
  type WorkCommandName,
  workCommandNames,
  workCommands,
  workRequestSchema,
} from '../../contracts/requests/committee.ts';
import { code } from '../../contracts/schemas/fields.ts';
import * as shown from '../../contracts/schemas/responses.ts';
import { advanceTarget } from '../asking.ts';
import { termQuery } from '../committees.ts';
import { pageQuery, textsQuery } from '../reading.ts';
import { committeeRules } from '../../domain/committee/steps/index.ts';
import { type ActionShown, describedAction } from './acting.ts';
import { answered, commandAnswers, conflicting, mayNot, readAnswers } from './answers.ts';

const tags = ['Committees'];
const WORK = 'The committee’s own work';
const ofCommittee = { path: z.object({ committee: code }) } satisfies ZodOpenApiParameters;

/** Every command has an entry, or this does not compile: `npm run docs` makes them. */
const actionsShown: Readonly<Record<WorkCommandName, Omit<ActionShown, 'step'>>> = actions.work;

export const committees = (): ZodOpenApiPathsObject => ({
  '/committees/{committee}/coverage': read('The coverage of a term (J-II.1)', shown.coverageSchema, termQuery),
  '/committees/{committee}/tendencies': read(
    'Findings that many organisations share (J-V.4g)',
    shown.tendenciesSchema,
    termQuery,
  ),
  '/committees/{committee}': read('The committee’s own work, as a clerk looks at it', shown.workSchema),
  '/committees/{committee}/duties': read('What is owed in it', shown.pageOf(shown.dutySchema), pageQuery),
  '/committees/{committee}/letters': read('Its letters', shown.pageOf(shown.letterSchema), pageQuery),
  '/committees/{committee}/texts': read(
    'Its texts that the caller may open',
    shown.pageOf(shown.textListedSchema),
    textsQuery,
  ),
  '/committees/{committee}/events': read('Its ledger, in order', shown.pageOf(shown.eventSchema), pageQuery),
  '/committees/{committee}/work': {
    post: {
      tags,
      summary: 'Begin the committee’s own work: once, by its office',
      requestParams: ofCommittee,
      requestBody: { content: { 'application/json': { schema: workRequestSchema, example: {} } } },
      responses: commandAnswers(refusedToBegin, {
        200: answered('It has begun before', shown.workSchema),
        201: answered('Begun', shown.workSchema),
      }),
    },
  },
  '/committees/{committee}/advance': {
    post: {
      tags,
      summary: 'Move its clock (development only)',
      requestParams: ofCommittee,
      requestBody: { content: { 'application/json': { schema: advanceTarget, example: { days: 62 } } } },
      responses: { ...readAnswers('The clock is there', shown.workAdvancedSchema), 403: mayNot, 409: conflicting },
    },
  },
  ...Object.fromEntries(
    workCommandNames.map((name) => [
      `/committees/{committee}/actions/${name}`,
      {
        post: describedAction({
          ...actionsShown[name],
          id: `work-${name}`,
          step: WORK,
          titles: workCommands[name],
          path: ofCommittee.path,
          body: workCommands[name].request,
          signs: committeeRules[name].signs,
        }),
      },
    ]),
  ),
});

const refusedToBegin = [
  { fact: 'post', clause: 'J-III.2a' },
  { fact: 'CommitteeInRegistry', clause: 'J-II.1' },
  { fact: 'PackInUse', clause: 'J-II.1' },
  { fact: 'NewTermRegistered', clause: 'J-VI.2c' },
];

function read(summary: string, schema: z.ZodType, query?: z.ZodObject) {
  const requestParams: ZodOpenApiParameters = { ...ofCommittee, ...(query ? { query } : {}) };
  return { get: { tags, summary, requestParams, responses: { ...readAnswers('As it stands', schema), 403: mayNot } } };
}
