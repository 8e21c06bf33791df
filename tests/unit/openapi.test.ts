/** The description of the API: valid OpenAPI 3.1, whole, and with examples that are taken. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { apiDescription, planExample } from '../../api/description/document.ts';
import actions from '../../api/description/actions.json' with { type: 'json' };
import { workCommandNames, workCommands } from '../../contracts/requests/committee.ts';
import { type CommandName, commandNames, commands } from '../../contracts/requests/index.ts';
import { planRequestSchema } from '../../contracts/requests/plan.ts';
import { plainHash, readRequest } from '../../contracts/schemas/texts.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { wordings } from '../../domain/wordings.ts';

const description = apiDescription();

test('is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(description)));
  expect(result).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('leaves no schema open that a request must have', () => {
  for (const name of commandNames) expect(JSON.stringify(bodyOf(name)), name).toContain('"additionalProperties":false');
});

describe.each(commandNames)('%s', (name) => {
  test('has a path, with who may, and every refusal by its status', () => {
    const answers = description.paths?.[pathOf(name)]?.post?.responses ?? {};
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(['200', '401', '403', '404', '409', '422', '503']));
    for (const { fact, clause } of actions.actions[name].refusals) {
      const worded = Object.entries(wordings).find(([known]) => known === fact)?.[1];
      expect(worded, `${fact} has words`).toBeDefined();
      expect(JSON.stringify(answers[String(worded?.status)]), fact).toContain(`| \`${fact}\` | ${clause} |`);
    }
    expect(actions.actions[name].clause).toBe(ruleBook[name].clause);
  });

  test('has an example, and each is taken as it stands', () => {
    const examples = Object.entries(actions.actions[name].examples);
    expect(examples).not.toHaveLength(0);
    for (const [title, body] of examples)
      expect(readExample(commands[name].request, body), title).toHaveProperty('payload');
  });
});

describe.each(workCommandNames)('%s, of a committee’s own work,', (name) => {
  test('has a path, and its examples are taken', () => {
    expect(description.paths?.[`/committees/{committee}/actions/${name}`]).toHaveProperty('post.responses.409');
    for (const [title, body] of Object.entries(actions.work[name].examples))
      expect(readExample(workCommands[name].request, body), title).toHaveProperty('payload');
  });
});

test('the plan that it shows is taken', () => {
  expect(readExample(planRequestSchema, planExample)).toHaveProperty('payload');
});

const pathOf = (name: CommandName) => `/rounds/{round}/actions/${name}`;
const bodyOf = (name: CommandName) => description.paths?.[pathOf(name)]?.post?.requestBody;
const readExample = (schema: z.ZodType, body: unknown) => readRequest(schema, body, 'R-2026-01/example', plainHash);
