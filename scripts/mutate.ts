/** `npm run mutate`: switches off each gate of the rule book in turn, and asks whether a test notices. A gate that may be
 *  missing unnoticed is a rule that nobody holds: the run fails and names it.
 *
 *  It works on a copy with switches. What the rows promise to refuse is asked first, in this process; only a gate that no
 *  row notices is tried against the other unit tests. */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clause } from '../opinion/clauses.ts';
import { inRepository } from './tools/docs/repository.ts';
import { type Gate, refusingFunctions, withSwitches } from './tools/mutation/gates.ts';
import { unitTestsOf } from './tools/mutation/unit-tests.ts';
import type { FactName } from '../domain/wordings.ts';
import type { Refusal } from '../domain/refusal.ts';

const COPY = inRepository('.cache/gates');
const SWITCHES = 'scripts/tools/mutation/switches.ts';
/** The grammar of rules: it says how a refusal is made, and makes none. */
const GRAMMAR = /(^|\/)(rule|refusal|grammar)\.ts$/;
/** Tests that look at documents, and random lives: a gate is held by a row or a sentence, not by luck. */
const NOT_ASKED = /(docs|openapi|properties)\.test\.ts$/;

const gates = await copyWithSwitches();
const { noticed: registryChanges, unnoticed } = await askRows(gates);
console.log(
  `${registryChanges} of ${gates.length} gates are held by rows; asking the other tests of ${unnoticed.length}`,
);
const survivors = await askOtherTests(unnoticed);
await rm(COPY, { recursive: true });

console.log(
  `${gates.length} gates switched off: ${gates.length - survivors.length} noticed ` +
    `(${registryChanges} by the rows, ${unnoticed.length - survivors.length} by other tests), ${survivors.length} not`,
);
for (const { file, line, command, text } of survivors)
  console.log(`  ${file}:${line}${command === undefined ? '' : ` ${command}`}: ${text}`);
process.exit(survivors.length > 0 ? 1 : 0);

async function copyWithSwitches(): Promise<readonly Gate[]> {
  const left = new Set(['node_modules', '.git', '.cache', '.data', 'dist']);
  await rm(COPY, { recursive: true, force: true });
  for (const name of await readdir(inRepository('.')))
    if (!left.has(name)) await cp(inRepository(name), join(COPY, name), { recursive: true });

  const sources = new Map<string, string>();
  for (const name of (await readdir(inRepository('domain'), { recursive: true })).sort())
    if (name.endsWith('.ts') && !GRAMMAR.test(name))
      sources.set(`domain/${name}`, await readFile(inRepository(`domain/${name}`), 'utf8'));

  const refusing = refusingFunctions(sources);
  const found: Gate[] = [];
  for (const [file, source] of sources) {
    const switched = withSwitches(file, source, refusing, found.length, relative(dirname(file), SWITCHES));
    await writeFile(join(COPY, file), switched.source);
    found.push(...switched.gates);
  }
  return found;
}

/** A refusal that a row promises. */
interface Promised {
  readonly title: string;
  readonly command: string | undefined;
  readonly because: string;
  readonly answer: () => Refusal | readonly unknown[];
  readonly clause?: Clause | undefined;
  readonly missing: FactName;
}

/** Each gate is tried against the promises of its own command, and those that it keeps, until one is broken. */
async function askRows(all: readonly Gate[]) {
  const { turnOff, refusingIn } = await copied<typeof import('./tools/mutation/switches.ts')>(SWITCHES);
  const { rows } = await copied<typeof import('../examples/rows/index.ts')>('examples/rows/index.ts');
  const { promisedRefusals } = await copied<typeof import('../examples/rows/refusals.ts')>('examples/rows/refusals.ts');
  const { committeeRows } = await copied<typeof import('../examples/rows/committee.ts')>('examples/rows/committee.ts');

  const promised: readonly Promised[] = [
    ...rows.flatMap((row) =>
      promisedRefusals(row).map((each) => ({ ...each, title: row.title, command: row.command })),
    ),
    ...committeeRows.flatMap(({ title, command, gates }) => gates.map((each) => ({ ...each, title, command }))),
  ];
  const promises = promised.map((each) => {
    let kept = false;
    const by = refusingIn(() => {
      kept = isKept(each);
    });
    if (!kept) throw new Error(`${each.title} is not refused when ${each.because}: mend the tests first`);
    return { ...each, by };
  });
  const isNoticed = ({ id, command }: Gate): boolean => {
    turnOff(id);
    const concerned = promises.filter(({ by, ...each }) => by.has(id) || (command && each.command === command));
    return concerned.some((each) => !isKept(each));
  };
  const missed = all.filter((gate) => !isNoticed(gate));
  return { noticed: all.length - missed.length, unnoticed: missed };
}

function isKept({ answer, clause, missing }: Promised): boolean {
  try {
    const given = answer();
    if (!('missing' in given)) return false;
    return (clause === undefined || given.clause === clause) && given.missing.some(({ fact }) => fact === missing);
  } catch {
    // A rule that fails where it should refuse has been noticed as well.
    return false;
  }
}

async function askOtherTests(some: readonly Gate[]): Promise<readonly Gate[]> {
  if (some.length === 0) return [];
  const tests = await unitTestsOf(COPY, NOT_ASKED);
  const missed: Gate[] = [];
  for (const gate of some) if (!(await tests.notice(gate))) missed.push(gate);
  await tests.close();
  return missed;
}

async function copied<Module>(file: string): Promise<Module> {
  return import(pathToFileURL(join(COPY, file)).href);
}
