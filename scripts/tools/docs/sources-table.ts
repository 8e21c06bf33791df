/** Where the figures of each pack come from, as a table of `docs/process.md`. */
import type { Pack } from '../../../domain/policy/pack.ts';
import { packsWithSources } from '../../../domain/policy/packs.ts';
import type { Sources } from '../../../domain/policy/source.ts';

const kinds = { RULE: 'rule', PRACTICE: 'practice', CHOICE: 'choice' } as const;

export function sourcesTables(): string {
  return [
    '## Where the figures come from',
    '',
    'Per pack. *Rule*: the opinion says so; *practice*: an office or a standard has published it; *choice*: no source gives a figure, and',
    'a round needs one. A pack that is made of another one names what it has otherwise. Duties without a line have no figure.',
    '',
    ...packsWithSources.flatMap(({ pack, sources }) => [
      `### \`${pack.id}\`, version ${pack.version}`,
      '',
      ...basisOf(pack),
      ...tableOf(lines(pack, sources)),
    ]),
  ].join('\n');
}

const tableOf = (rows: readonly string[]): string[] =>
  rows.length === 0
    ? []
    : ['| figure | value | from | clause | source |', '| --- | --- | --- | --- | --- |', ...rows, ''];

/** The instrument by which a pack gives more time than the opinion. */
const basisOf = ({ legalBasis }: Pack): string[] =>
  legalBasis
    ? [
        `Gives more time than the opinion by 《${legalBasis.title}》, and is for committees of \`${legalBasis.province}\` alone.`,
        '',
      ]
    : [];

const lines = (pack: Pack, sources: Sources): string[] =>
  Object.entries(sources).map(
    ([figure, { kind, clause, title }]) =>
      `| ${figure} | ${valueOf(pack, figure)} | ${kinds[kind]} | ${clause ?? '–'} | ${title} |`,
  );

/** A span or a ladder in words; of any other figure the value as the pack has it. */
function valueOf(pack: Pack, figure: string): string {
  const [part, name] = figure.split(' ');
  const kind = Object.keys(pack.clocks).find((each) => each === name);
  if (kind === undefined) return `\`${JSON.stringify(Object.entries(pack).find(([key]) => key === figure)?.[1])}\``;
  const terms = Object.entries(pack.clocks).find(([key]) => key === kind)?.[1];
  if (part === 'ladder')
    return (terms?.ladder ?? [])
      .map(({ colour, offsetDays, everyDays }) => `${colour} ${offsetDays}${everyDays ? `, every ${everyDays}` : ''}`)
      .join(' · ');
  return terms?.span
    ? Object.entries(terms.span)
        .map(([unit, amount]) => `${amount} ${unit}`)
        .join()
    : '–';
}
