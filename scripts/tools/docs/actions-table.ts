/** `api/description/actions.json`: what the API's description says of each command beside its schema. Who may, what it refuses, and
 *  an example of what is sent, which is the very payload that the tests carry out. */
import type { Clause } from '../../../opinion/clauses.ts';
import { committeeRows } from '../../../examples/rows/committee.ts';
import { planningGates } from '../../../examples/planning-facts.ts';
import { rows } from '../../../examples/rows/index.ts';
import type { Step } from './steps.ts';
import { type Survey, type Surveyed, unique } from './survey.ts';
import type { FactName } from '../../../domain/wordings.ts';

interface RefusalShown {
  readonly fact: FactName;
  readonly clause: Clause;
}
/** What a row sends, and what it is called. */
interface Sent {
  readonly command: string;
  readonly title: string;
  readonly payload: object;
}

export function actionsTable(rounds: Survey, work: Survey, steps: readonly Step[]): string {
  const stepOf = (command: string) => steps.find(({ commands }) => commands.some((name) => name === command));
  const actions = rounds.commands.map((each) => [
    each.command,
    {
      step: stepOf(each.command)?.title ?? '',
      ...shown(each, rows),
      refusals: [...refusalsOf(each), { fact: 'RoundOpen', clause: 'J-V.4h' }],
    },
  ]);
  const ofWork = work.commands.map((each) => {
    const command = each.command.replace(/^work\//, '');
    return [command, { ...shown({ ...each, command }, committeeRows), refusals: refusalsOf(each) }];
  });
  const plan = { refusals: planningGates.map(({ missing, clause }) => ({ fact: missing, clause })) };
  const table = { plan, actions: Object.fromEntries(actions), work: Object.fromEntries(ofWork) };
  return `${JSON.stringify(table, null, 2)}\n`;
}

const shown = ({ command, clause, who }: Surveyed, sent: readonly Sent[]) => ({
  clause,
  who,
  examples: examplesOf(sent.filter((each) => each.command === command)),
});

const refusalsOf = ({ clause, whoClauses, gates }: Surveyed): RefusalShown[] =>
  unique<RefusalShown>([
    ...whoClauses.map((cited) => ({ fact: 'post' as const, clause: cited })),
    ...gates.map(({ missing, clause: cited }) => ({ fact: missing, clause: cited })),
    { fact: 'onNotInFuture', clause },
    { fact: 'onNotBeforeWhatItAnswers', clause },
  ]).filter(({ fact }) => fact !== 'RoundOpen');

/** By the title of the row; what several rows send alike is shown once. */
function examplesOf(all: readonly Sent[]): Record<string, unknown> {
  const examples = new Map<string, [string, unknown]>();
  for (const { command, title, payload } of all) {
    const sent = asSent(beforeItTravels(command, payload), '');
    if (!examples.has(JSON.stringify(sent))) examples.set(JSON.stringify(sent), [title, sent]);
  }
  return Object.fromEntries(examples.values());
}

/** Two commands travel otherwise than they are sent: a sheet is sealed as a whole, and the API adds who reports. */
function beforeItTravels(command: string, payload: object): object {
  if (command === 'seal-key-person') return { ...payload, interwoven: true, concentrated: true, rising: false };
  if (command !== 'report-retaliation' || !('reporter' in payload)) return payload;
  const { reporter: _added, ...sent } = payload;
  return sent;
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
