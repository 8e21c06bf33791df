/** `contracts/actions.json`: what the API's description says of each command beside its schema. Who may, what it refuses, and
 *  an example of what is sent, which is the very payload that the tests carry out. */
import type { Clause } from '../../domain/clauses.ts';
import type { FactName } from '../../domain/refusals.ts';
import { planningGates } from '../../tests/unit/planning-facts.ts';
import { rows } from '../../tests/unit/rows/index.ts';
import type { Step } from './steps.ts';
import { type Survey, unique } from './survey.ts';

interface Refusal {
  readonly fact: FactName;
  readonly clause: Clause;
}

export function actionsTable({ commands }: Survey, steps: readonly Step[]): string {
  const actions = commands.map(({ command, clause, who, whoClauses, gates }) => [
    command,
    {
      step: steps.find((step) => step.commands.includes(command))?.title ?? '',
      clause,
      who,
      refusals: unique<Refusal>([
        ...whoClauses.map((cited) => ({ fact: 'post' as const, clause: cited })),
        ...gates.map(({ missing, clause: cited }) => ({ fact: missing, clause: cited })),
        { fact: 'onNotInFuture', clause },
        { fact: 'onNotBeforeWhatItAnswers', clause },
        { fact: 'RoundOpen', clause: 'J-V.4h' },
      ]),
      examples: examplesOf(command),
    },
  ]);
  const plan = { refusals: planningGates.map(({ missing, clause }) => ({ fact: missing, clause })) };
  return `${JSON.stringify({ plan, actions: Object.fromEntries(actions) }, null, 2)}\n`;
}

/** By the title of the row; what several rows send alike is shown once. */
function examplesOf(command: string): Record<string, unknown> {
  const examples = new Map<string, [string, unknown]>();
  for (const { title, payload } of rows.filter((row) => row.command === command)) {
    const sent = asSent(payload, '');
    if (!examples.has(JSON.stringify(sent))) examples.set(JSON.stringify(sent), [title, sent]);
  }
  return Object.fromEntries(examples.values());
}

/** A payload as people send it: texts are strings. */
function asSent(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => asSent(item, field));
  if (typeof value !== 'object' || value === null) return value;
  if ('ref' in value && 'hash' in value) return texts[field] ?? '（正文）';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asSent(item, key)]));
}

const texts: Readonly<Record<string, string>> = {
  reason: '（理由）',
  goal: '（整改目标）',
  minutes: '（会议记录）',
};
