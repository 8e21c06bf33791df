/** How the generated pages put things. */
import { termsOf } from '../../../domain/policy/pack.ts';
import { jilin2017 } from '../../../domain/policy/packs/jilin-2017.ts';
import type { DutySeen, LetterSeen } from './survey.ts';

/** `2 months (rule)`: the figure of `jilin-2017`, and whether it is the opinion's. */
export function figureOf({ kind, dated }: Pick<DutySeen, 'kind' | 'dated'>): string {
  const { basis, span } = termsOf(jilin2017, kind);
  if (span === null) return dated ? 'on the day given with it' : 'no figure';
  const [unit, amount] = 'months' in span ? ['months', span.months] : ['days', span.days];
  return `${amount} ${unit} (${basis === 'L' ? 'rule' : 'target'})`;
}

export const letterLine = ({ kind, to }: LetterSeen): string => `${kind} to ${to.join(', ')}`;

const spoken: Readonly<Record<string, string>> = {
  SELF: 'the person',
  ADDRESSEE: 'its addressee',
  ANYBODY: 'anybody',
  REP: 'anybody, under protection',
};
export const roleList = (roles: readonly string[]): string => roles.map((role) => spoken[role] ?? role).join(', ');

export const codes = (names: readonly string[]): string => [...new Set(names)].map((name) => `\`${name}\``).join(' ');
