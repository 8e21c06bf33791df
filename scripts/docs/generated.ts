/** The files that are made from the rule book, by their paths. */
import { actionsTable } from './actions-table.ts';
import { clausesPage, standings } from './clauses-page.ts';
import { steps } from './steps.ts';
import { survey } from './survey.ts';
import { titledTests } from './titled-tests.ts';

export async function generated(): Promise<ReadonlyMap<string, string>> {
  const seen = survey();
  return new Map([
    ['docs/clauses.md', clausesPage(standings(seen, await titledTests()))],
    ['contracts/actions.json', actionsTable(seen, await steps())],
  ]);
}
