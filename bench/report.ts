/** What was measured, as a table for people: the figure, what it must be, and why it is not. */

/** One line. A ratio is ours to the bare one's (or the large to the small one's), unless it says otherwise. */
export interface Measured {
  readonly scene: string;
  readonly what: string;
  readonly value: number;
  /** `×` for a ratio, else the unit. */
  readonly unit: '×' | 's' | 'ms' | '/s' | 'MiB' | 'events';
  readonly must: { readonly atMost: number } | { readonly atLeast: number };
  /** The absolute figures behind it. */
  readonly figures: string;
  /** What the figure comes from; printed where it is missed. */
  readonly why?: string;
}

export function printReport(measured: readonly Measured[], say: (line: string) => void): void {
  const rows = measured.map((line) => [
    line.what,
    valueOf(line),
    mustOf(line),
    holds(line) ? 'ok' : 'MISSED',
    line.figures,
  ]);
  const table = [['figure', 'measured', 'must', '', 'from'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) say(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const missed = measured.filter((line) => !holds(line));
  if (missed.length > 0) say('\nMissed:');
  for (const { what, why } of missed) say(`  ${what}: ${why ?? 'see the figures'}`);
}

export const holds = ({ value, must }: Pick<Measured, 'value' | 'must'>): boolean =>
  'atMost' in must ? value <= must.atMost : value >= must.atLeast;

const valueOf = ({ value, unit }: Measured): string =>
  unit === '×' || unit === 's' ? `${value.toFixed(2)} ${unit}` : `${value.toFixed(0)} ${unit}`;
const mustOf = ({ must, unit }: Measured): string =>
  'atMost' in must ? `≤ ${must.atMost} ${unit}` : `≥ ${must.atLeast} ${unit}`;
