/** The tables of `docs/process.md`: each step as its file introduces it, and its commands as the rule book has them. What stands
 *  outside the two marks is written by hand. */
import { codes, figureOf, roleList } from './phrases.ts';
import { sourcesTables } from './sources-table.ts';
import type { Step } from './steps.ts';
import { type Ladders, type Survey, type Surveyed, unique } from './survey.ts';
import type { FactName } from '../../../domain/wordings.ts';

const BEGINNING = '<!-- made by npm run docs from here -->';
const END = '<!-- to here -->';

/** The page with its tables made anew. */
export function processPage(page: string, survey: Survey, steps: readonly Step[]): string {
  const [before, rest] = page.split(BEGINNING);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/process.md needs ${BEGINNING} and ${END}`);
  return [
    before,
    BEGINNING,
    '\n\n',
    ...steps.map((step) => section(step, survey)),
    sourcesTables(),
    '\n',
    END,
    after,
  ].join('');
}

function section({ file, title, about, commands }: Step, survey: Survey): string {
  const rows = survey.commands.filter(({ command }) => commands.some((name) => name === command));
  return [
    `### ${title} · \`${file}\``,
    '',
    about,
    '',
    '| command | who | refused unless | clause | owed |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((each) => line(each, survey.ladders)),
    '',
    '',
  ].join('\n');
}

function line(seen: Surveyed, ladders: Ladders): string {
  const { command, who, clause, whoClauses, gates } = seen;
  const clauses = unique([clause, ...whoClauses]).join(', ');
  return `| \`${command}\` | ${roleList(who)} | ${codes(gates.map(({ missing }) => missing).filter(isOwnGate))} | ${clauses} | ${owed(seen, ladders)} |`;
}

/** A code that names nothing, a wrong post and a round that has ended stand in the way of every command alike. */
const isOwnGate = (fact: FactName): boolean => fact !== 'post' && fact !== 'RoundOpen' && !fact.endsWith('InRound');

function owed({ opens, closes, letters }: Surveyed, ladders: Ladders): string {
  const opened = opens.map(({ kind, dated }) => {
    const climbing = (ladders.get(kind) ?? []).map((letter) => letter.kind);
    const by = climbing.length > 0 ? `, ${climbing.join(', ')} letters` : '';
    return `opens \`${kind}\`: ${figureOf({ kind, dated })}${by}`;
  });
  const closed = closes.map(({ kind, outcome }) => `${outcome === 'SUPERSEDED' ? 'ends' : 'meets'} \`${kind}\``);
  const written = letters.map(({ kind }) => `writes \`${kind}\``);
  const all = unique([...opened, ...closed, ...written]);
  return all.length === 0 ? '–' : all.join('; ');
}
