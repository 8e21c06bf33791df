/** `docs/clauses.md`: each clause of the opinion, and what the program makes of it. */
import { type Clause, clauses } from '../../../opinion/clauses.ts';
import { notEnforced } from '../../../opinion/not-enforced.ts';
import { planningGates } from '../../../examples/planning-facts.ts';
import { codes, figureOf, letterLine, roleList } from './phrases.ts';
import { type DutySeen, type GateSeen, type Survey, type Surveyed, unique } from './survey.ts';
import type { TitledTest } from './titled-tests.ts';
import { words } from '../../../opinion/words.ts';
import { type FactName, wordings } from '../../../domain/wordings.ts';

/** What bears on a clause, and what tests it. */
export interface Standing {
  readonly clause: Clause;
  readonly acts: readonly { readonly command: string; readonly leaves: readonly string[] }[];
  readonly mayBy: readonly Surveyed[];
  readonly gates: readonly (GateSeen & { readonly command: string })[];
  readonly duties: readonly DutySeen[];
  readonly letters: readonly string[];
  readonly titled: readonly TitledTest[];
  /** Rows that try who may, or what falls due, by this clause. */
  readonly rows: number;
}

export const isTested = ({ gates, rows, titled }: Standing): boolean => gates.length + rows + titled.length > 0;

export function standings(surveys: readonly Survey[], titled: readonly TitledTest[]): Standing[] {
  const commands = surveys.flatMap((survey) => survey.commands);
  const ids = Object.keys(clauses).filter((id): id is Clause => Object.hasOwn(clauses, id));
  const gates = [
    ...planningGates.map((gate) => ({ ...gate, command: 'POST /rounds' })),
    ...commands.flatMap(({ command, gates: seen }) => seen.map((gate) => ({ ...gate, command }))),
  ];
  const letters = [
    ...commands.flatMap((each) => each.letters),
    ...surveys.flatMap(({ ladders }) => [...ladders.values()].flat()),
  ];
  return ids.map((clause) => {
    const cites = (item: { readonly clause: Clause }) => item.clause === clause;
    const duties = commands.flatMap(({ opens }) => opens).filter(cites);
    const may = commands.flatMap(({ whoClauses }) => whoClauses).filter((cited) => cited === clause);
    return {
      clause,
      acts: commands.flatMap(({ command, events }) => {
        const leaves = events.filter((event) => cites(event) && event.type !== 'LetterWritten');
        return leaves.length > 0 ? [{ command, leaves: leaves.map(({ type }) => type) }] : [];
      }),
      mayBy: commands.filter(({ whoClauses }) => whoClauses.includes(clause)),
      gates: gates.filter(cites),
      duties,
      letters: unique(letters.filter(cites).map(letterLine)),
      titled: titled.filter(cites),
      rows: may.length + duties.length,
    };
  });
}

export function clausesPage(all: readonly Standing[]): string {
  const left = all.filter(({ clause }) => notEnforced[clause] !== undefined).length;
  return [
    '# The opinion, clause by clause',
    '',
    'Made by `npm run docs` from the rule book, the tables of its tests and the policy pack. A test fails when this page is behind, and',
    'when a clause has neither a test nor a reason. Each clause in its own words, then what the program makes of it: what is done',
    'under it, who may by it, what it refuses and to which commands, what is owed, which letters cite it, and what tests it. Commands of',
    'a committee’s own work, which belongs to no round, are `work/…`.',
    '',
    `${all.length} clauses: ${all.length - left} are enforced and tested, ${left} are not, each with its reason.`,
    '',
    ...parts.flatMap(([part, title]) => [
      `## ${title}`,
      '',
      ...all.filter(({ clause }) => partOf(clause) === part).flatMap(section),
    ]),
  ].join('\n');
}

const parts = [
  ['I', '一 · General requirements'],
  ['II', '二 · Scope and objects'],
  ['III', '三 · Bodies and people'],
  ['IV', '四 · Focus areas'],
  ['V', '五 · Quality'],
  ['VI', '六 · Leadership and accountability'],
] as const;

const partOf = (clause: Clause): string => clause.replace(/^J-|\..*$/g, '');

function section(standing: Standing): string[] {
  const { clause, acts, mayBy, gates, duties, letters } = standing;
  return [
    `### ${clause} · ${clauses[clause]}`,
    '',
    `> ${words[clause]}`,
    '',
    ...listed(
      'done',
      acts.map(({ command, leaves }) => `\`${command}\` → ${unique(leaves).join(', ')}`),
    ),
    ...listed(
      'may',
      grouped(mayBy, ({ who }) => roleList(who)).map(([who, group]) => `${who}: ${codes(group.map(commandOf))}`),
    ),
    ...listed('refused', grouped(gates, ({ missing }) => missing).map(gateLine)),
    ...listed('owed', unique(duties.map(dutyLine))),
    ...listed('letters', letters),
    ...listed('tests', testLines(standing)),
    ...listed('not enforced', notEnforced[clause] === undefined ? [] : [notEnforced[clause]]),
    '',
  ];
}

/** One item stands on the line of its name, several below it. */
function listed(name: string, items: readonly string[]): string[] {
  if (items.length <= 1) return items.map((item) => `- ${name}: ${item}`);
  return [`- ${name}:`, ...items.map((item) => `  - ${item}`)];
}

function grouped<Item, Key extends string>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): (readonly [Key, readonly Item[]])[] {
  const keys = unique(items.map(keyOf));
  return keys.map((key) => [key, items.filter((item) => keyOf(item) === key)]);
}

const commandOf = ({ command }: { readonly command: string }): string => command;

const gateLine = ([fact, gates]: readonly [FactName, readonly { readonly command: string }[]]): string =>
  `\`${fact}\` ${wordings[fact].title}: ${codes(gates.map(commandOf))}`;

const dutyLine = (duty: DutySeen): string =>
  `\`${duty.kind}\` by ${duty.owedBy} to ${duty.owedTo} from ${duty.since}: ${figureOf(duty)}`;

function testLines({ gates, rows, titled }: Standing): string[] {
  const counted = [counting(rows, 'row'), counting(gates.length, 'refusal')].filter((some) => some !== '');
  return [
    ...(counted.length > 0 ? [`${counted.join(' and ')} of the tables`] : []),
    ...titled.map(({ title, file }) => `“${title}” (\`${file}\`)`),
  ];
}

const counting = (number: number, what: string): string =>
  number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`;
