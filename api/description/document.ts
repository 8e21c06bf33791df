/** `GET /openapi.json`: the API's description, OpenAPI 3.1, made of the very schemas that read the requests. Each action of the
 *  rule book has a path of its own, with what it refuses and what is sent in the tests as its examples. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import actions from './actions.json' with { type: 'json' };
import { type CommandName, commandNames, commands } from '../../contracts/requests/index.ts';
import { planRequestSchema } from '../../contracts/requests/plan.ts';
import { code } from '../../contracts/schemas/fields.ts';
import * as shown from '../../contracts/schemas/responses.ts';
import { actionsQuery } from '../actions.ts';
import { advanceTarget } from '../asking.ts';
import { packQuery } from '../pack-change.ts';
import { lists } from '../../ledger/reads/lists.ts';
import { eventsQuery, pageQuery, readingsQuery, roundsQuery, textsQuery, worklistQuery } from '../reading.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { type ActionShown, describedAction } from './acting.ts';
import { committees } from './committees.ts';
import { registry } from './registry.ts';
import { answered, commandAnswers, conflicting, mayNot, readAnswers } from './answers.ts';

/** Every command has an entry, or this does not compile: `npm run docs` makes them. */
const actionsShown: Readonly<Record<CommandName, ActionShown>> = actions.actions;

const { version }: { version: string } = createRequire(import.meta.url)('../../package.json');

const round = code.meta({ description: 'The code of the round', examples: ['R-2026-03'] });
const ofRound = { path: z.object({ round }) } satisfies ZodOpenApiParameters;
let made: oas31.OpenAPIObject | undefined;

export function apiDescription(): oas31.OpenAPIObject {
  made ??= createDocument({
    openapi: '3.1.1',
    info: {
      title: 'xuncha',
      version,
      description:
        'Inspection rounds (巡察) as durable workflows. Codes, days and figures; free texts go in as strings and are read by reference. ' +
        'What is refused says why: 403 not your office, 409 not now, 422 not this, each with its clause of the opinion.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }, { actor: [] }],
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-xuncha',
          description:
            'A browser’s session: GET /sign-in begins it at the identity provider of the house, POST /sign-out ends it. What changes something is sent with the Origin of PUBLIC_URL',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token of the identity provider of the house; its subject is a person’s `signIn` in the registry',
        },
        actor: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Actor',
          description: 'Development only, from loopback and through no proxy: the code of a registered person',
        },
      },
    },
    paths: { ...system(), ...registry(), ...rounds(), ...reads(), ...acting(), ...committees() },
  });
  return made;
}

function system(): ZodOpenApiPathsObject {
  const open = { tags: ['System'], security: [] };
  const text = (media: string) =>
    ({ description: 'As it says', content: { [media]: { schema: { type: 'string' } } } }) as const;
  return {
    '/health': {
      get: {
        ...open,
        summary: 'Whether everything that a command needs is up',
        responses: {
          200: answered('All is up', shown.healthSchema),
          503: answered('What is missing', shown.healthSchema),
        },
      },
    },
    '/live': {
      get: {
        ...open,
        summary: 'For machines: this process runs',
        responses: { 200: answered('It does', shown.liveSchema) },
      },
    },
    '/ready': {
      get: {
        ...open,
        summary: 'For machines: whether callers may be sent to this process',
        responses: { 200: answered('They may', shown.readySchema), 503: answered('Why not', shown.readySchema) },
      },
    },
    '/openapi.json': {
      get: { ...open, summary: 'This description', responses: { 200: answered('OpenAPI 3.1', z.looseObject({})) } },
    },
    '/docs': { get: { ...open, summary: 'This description, to be read', responses: { 200: text('text/html') } } },
  };
}

function rounds(): ZodOpenApiPathsObject {
  return {
    '/rounds': {
      post: {
        tags: ['Rounds'],
        summary: 'Plan a round: its workflow starts',
        requestBody: { content: { 'application/json': { schema: planRequestSchema, example: planExample } } },
        responses: commandAnswers(actions.plan.refusals, {
          200: answered('The same plan was taken before', shown.roundSchema),
          201: {
            ...answered('Planned', shown.roundSchema),
            headers: { Location: { description: 'Where the round is read', schema: { type: 'string' } } },
          },
        }),
      },
      get: {
        tags: ['Rounds'],
        summary: 'The rounds',
        requestParams: { query: roundsQuery },
        responses: readAnswers('A page of them', shown.pageOf(shown.roundListedSchema)),
      },
    },
    '/rounds/{round}': {
      get: {
        tags: ['Rounds'],
        summary: 'One round, as a clerk looks at it',
        requestParams: ofRound,
        responses: readAnswers('Where it stands', shown.roundSchema),
      },
    },
    '/rounds/{round}/advance': {
      post: {
        tags: ['Rounds'],
        summary: 'Move the round’s clock (development only)',
        requestParams: ofRound,
        requestBody: { content: { 'application/json': { schema: advanceTarget, example: { days: 62 } } } },
        responses: { ...readAnswers('The clock is there, and all is at rest', shown.advancedSchema), 409: conflicting },
      },
    },
  };
}

function reads(): ZodOpenApiPathsObject {
  const read = (
    summary: string,
    params: ZodOpenApiParameters,
    item: z.ZodType,
  ): { get: ZodOpenApiOperationObject } => ({
    get: { tags: ['Reading'], summary, requestParams: params, responses: readAnswers('A page', shown.pageOf(item)) },
  });
  return {
    '/duties': read(
      'The worklist across rounds, the nearest first',
      { query: worklistQuery },
      shown.worklistDutySchema,
    ),
    '/rounds/{round}/actions': read(
      'What the caller may do now, and what is in the way',
      { ...ofRound, query: actionsQuery },
      shown.prospectSchema,
    ),
    '/rounds/{round}/events': read(
      'The ledger of the round, in order',
      { ...ofRound, query: eventsQuery },
      shown.eventSchema,
    ),
    '/rounds/{round}/texts': read(
      'The texts of the round that the caller may open',
      { ...ofRound, query: textsQuery },
      shown.textListedSchema,
    ),
    '/rounds/{round}/readings': read(
      'Who has opened which text of the round; for its office alone',
      { ...ofRound, query: readingsQuery },
      shown.readingSchema,
    ),
    ...Object.fromEntries(
      Object.entries(lists).map(([name, { summary, item }]) => [
        `/rounds/{round}/${name}`,
        read(summary, { ...ofRound, query: pageQuery }, item),
      ]),
    ),
    '/rounds/{round}/pack-change': {
      get: {
        tags: ['Reading'],
        summary: 'The dry run of a change of pack',
        requestParams: { ...ofRound, query: packQuery },
        responses: { ...readAnswers('What would move', shown.packChangeSchema), 403: mayNot },
      },
    },
    '/contents/{ref}': {
      get: {
        tags: ['Reading'],
        summary: 'One free text; the reading is kept (J-V.5e)',
        requestParams: {
          path: z.object({ ref: z.string().meta({ description: 'A reference, its slashes included' }) }),
        },
        responses: { ...readAnswers('The text', shown.contentSchema), 403: mayNot },
      },
    },
  };
}

function acting(): ZodOpenApiPathsObject {
  return Object.fromEntries(
    commandNames.map((name) => [
      `/rounds/{round}/actions/${name}`,
      {
        post: describedAction({
          ...actionsShown[name],
          id: name,
          titles: commands[name],
          path: ofRound.path,
          body: commands[name].request,
          signs: ruleBook[name].signs,
        }),
      },
    ]),
  );
}

export const planExample = {
  code: 'R-2026-03',
  committee: 'C-CITY',
  term: '2021-09-01',
  modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
  organisations: [{ code: 'O-07' }],
};
