/** The files that are made from the rule book, by their paths. */
import { readFile } from 'node:fs/promises';
import { actionsTable } from './actions-table.ts';
import { clausesPage, standings } from './clauses-page.ts';
import { processPage } from './process-page.ts';
import { inRepository } from './repository.ts';
import { steps } from './steps.ts';
import { survey } from './survey.ts';
import { surveyWork } from './survey-work.ts';
import { titledTests } from './titled-tests.ts';

export async function generated(): Promise<ReadonlyMap<string, string>> {
  const seen = survey();
  const work = surveyWork();
  const inOrder = await steps();
  const process = 'docs/process.md';
  return new Map([
    ['docs/clauses.md', clausesPage(standings([seen, work], await titledTests()))],
    [process, processPage(await readFile(inRepository(process), 'utf8'), seen, inOrder)],
    ['api/description/actions.json', actionsTable(seen, work, inOrder)],
  ]);
}
