/** `npm run enter-cases`: every public case is taken over from paper, act by act, and goes live; then what the
 *  ledger computes stands beside what the case says. Ends with 1 if anything differs. */
import { readSettings } from '../settings.ts';
import { type ApiClient, apiClient, ApiProblem } from '../examples/api-client.ts';
import { type Compared, compare, differs } from '../examples/case-dates.ts';
import { enterCase, officeOf } from '../examples/case-history.ts';
import { type PublicCase, readCases } from '../examples/public-cases.ts';
import { demoOffice } from '../examples/examples.ts';
import { registrySchema } from '../contracts/schemas/registry.ts';
import { foundRegistry } from '../ledger/registry/found.ts';
import { foundExamples, onDatabase } from '../local/example-registry.ts';
import { onExampleSystem } from '../local/example-system.ts';
import { messageOf } from '../local/failure.ts';
import { table } from './tools/table.ts';

const step = (line: string) => console.log(`· ${line}`);

try {
  const cases = await readCases();
  const wanted = {
    settings: readSettings(),
    name: 'enter-cases',
    register: (api: ApiClient, databaseUrl: string | undefined) => register(api, databaseUrl, cases),
    step,
  } as const;
  const differing = await onExampleSystem(wanted, async ({ api }) => {
    let count = 0;
    for (const published of cases) count += await enterAndCompare(apiClient(api), published);
    return count;
  });
  console.log(differing === 0 ? '\nNothing differs.' : `\n${differing} differ.`);
  process.exit(differing === 0 ? 0 : 1);
} catch (error) {
  console.error(`\nThe cases could not be entered.\n\n${messageOf(error)}\n`);
  if (error instanceof ApiProblem) console.error(error.problem);
  process.exit(1);
}

/** Each case is a tree of committees of its own, beside the examples. */
async function register(
  api: ApiClient,
  databaseUrl: string | undefined,
  cases: readonly PublicCase[],
): Promise<boolean> {
  if (databaseUrl === undefined || !(await foundExamples(api, databaseUrl))) return false;
  const known = new Set(
    (await api.all<{ code: string }>('/registry/committees', demoOffice.director)).map(({ code }) => code),
  );
  await onDatabase(databaseUrl, async (pool) => {
    for (const { committee, registry } of cases.map(officeOf)) {
      if (known.has(committee)) continue;
      const founding = await foundRegistry(pool, registrySchema.parse(registry), 'SEPARATE');
      if (!('founded' in founding)) throw new Error(`${committee} was not taken: ${JSON.stringify(founding)}`);
    }
  });
  return true;
}

async function enterAndCompare(api: ApiClient, published: PublicCase): Promise<number> {
  const { staff } = officeOf(published);
  const code = `R-${published.id.toUpperCase()}`;
  const known = (await api.all<{ code: string }>('/rounds', staff)).some((round) => round.code === code);
  step(`${code}: ${published.committee}, ${known ? 'entered before' : 'entered from paper'}`);
  if (!known) {
    await enterCase(api, published, code);
    // Answered when nothing is due any more, and no letter is on its way.
    await api.post(`/rounds/${code}/advance`, staff, { to: new Date().toISOString() });
  }
  const compared = await compare(api, staff, code, published);
  for (const line of table([['', 'computed', 'stated', ''], ...compared.map(lineOf)])) console.log(line);
  return compared.filter(differs).length;
}

function lineOf(compared: Compared): string[] {
  const { what, computed, stated, note } = compared;
  if (stated === null) return [what, computed, 'not stated', note];
  return [what, computed, stated, [differs(compared) ? 'DIFFERS' : 'equal', note].filter(Boolean).join(': ')];
}
