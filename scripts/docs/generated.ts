/** The files that are made from the rule book, by their paths. */
import { clausesPage, standings } from './clauses-page.ts';
import { survey } from './survey.ts';
import { titledTests } from './titled-tests.ts';

export async function generated(): Promise<ReadonlyMap<string, string>> {
  const seen = survey();
  return new Map([['docs/clauses.md', clausesPage(standings(seen, await titledTests()))]]);
}
