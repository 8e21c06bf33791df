/** What is generated from the rule book agrees with it, and no clause of the opinion is forgotten. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { notEnforced } from '../../opinion/not-enforced.ts';
import { isTested, type Standing, standings } from '../../scripts/tools/docs/clauses-page.ts';
import { generated } from '../../scripts/tools/docs/generated.ts';
import { inRepository } from '../../scripts/tools/docs/repository.ts';
import { survey } from '../../scripts/tools/docs/survey.ts';
import { surveyWork } from '../../scripts/tools/docs/survey-work.ts';
import { titledTests } from '../../scripts/tools/docs/titled-tests.ts';

test('every generated file is up to date: else run `npm run docs`', async () => {
  for (const [path, text] of await generated())
    expect(await readFile(inRepository(path), 'utf8').catch(() => 'missing'), path).toBe(text);
});

describe('the clauses of the opinion', () => {
  let all: Standing[] = [];
  beforeAll(async () => {
    all = standings([survey(), surveyWork()], await titledTests());
  });
  const idsOf = (some: readonly Standing[]) => some.map(({ clause }) => clause);

  test('each have a test, or a reason in opinion/not-enforced.ts', () => {
    const forgotten = all.filter((standing) => !isTested(standing) && notEnforced[standing.clause] === undefined);
    expect(idsOf(forgotten)).toEqual([]);
  });

  test('have no reason left where there is a test: take it out of opinion/not-enforced.ts', () => {
    const stale = all.filter((standing) => isTested(standing) && notEnforced[standing.clause] !== undefined);
    expect(idsOf(stale)).toEqual([]);
  });
});
