/** What was measured, as a table for people: the ratio, what it should be, and why it is not. */

/** One line. The ratio is ours to the bare one's (or the large to the small one's), unless the target is a plain number. */
export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | undefined;
  /** The absolute figures behind it. */
  readonly figures: string;
  /** What the figures come from; printed where the target is missed. */
  readonly why?: string;
}

export function printReport(measured: readonly Measured[], say: (line: string) => void): void {
  const rows = measured.map((line) => [
    line.what,
    line.value.toFixed(2),
    targetOf(line),
    verdictOf(line),
    line.figures,
  ]);
  const table = [['What', 'Ratio', 'Target', '', 'Figures'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) say(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const missed = measured.filter(({ value, target }) => !isMet(value, target));
  if (missed.length > 0) say('\nMissed:');
  for (const { what, why } of missed) say(`  ${what}: ${why ?? 'see the figures'}`);
}

const targetOf = ({ target }: Measured): string => {
  if (!target) return '–';
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
};

const verdictOf = ({ value, target }: Measured): string => {
  if (!target) return '';
  return isMet(value, target) ? 'ok' : 'MISSED';
};

function isMet(value: number, target: Measured['target']): boolean {
  if (!target) return true;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
