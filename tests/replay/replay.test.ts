/** Yesterday's histories under today's loop, yesterday's events under today's `evolve`. No server. */
import { readdirSync, readFileSync } from 'node:fs';
import { bundleWorkflowCode, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDuties } from '../../domain/dossier/duties.ts';
import { fold } from '../../domain/round/round.ts';
import { phaseOf } from '../../domain/round/phase.ts';
import { all } from '../../domain/keyed.ts';
import type { RecordedRoundEvent } from '../../domain/round/events.ts';
import { workflowCode } from '../../worker/workflow-code.ts';

const namesIn = (folder: string): string[] =>
  readdirSync(new URL(`./${folder}/`, import.meta.url)).filter((file) => file.endsWith('.json'));
const read = (folder: string, file: string) =>
  JSON.parse(readFileSync(new URL(`./${folder}/${file}`, import.meta.url), 'utf8'));

/** The round of a history: its workflow's only argument. */
const codeIn = (history: { events: readonly StartedEvent[] }): string => {
  const data = history.events[0]?.workflowExecutionStartedEventAttributes?.input.payloads[0]?.data ?? '';
  return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
};
interface StartedEvent {
  readonly workflowExecutionStartedEventAttributes?: {
    readonly input: { readonly payloads: readonly { readonly data: string }[] };
  };
}

describe('golden histories', () => {
  let workflowBundle: WorkflowBundleOption;
  beforeAll(async () => {
    const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error };
    workflowBundle = await bundleWorkflowCode({ ...workflowCode, logger: quiet });
  });

  test('there are some of every kind', () => {
    const kinds = new Set(namesIn('histories').map((file) => file.replace(/-\d+\.json$/, '')));
    expect([...kinds].sort()).toEqual(['continued', 'crowded', 'rules-changed', 'short', 'time-skipped']);
  });

  test.each(namesIn('histories'))('%s replays', async (file) => {
    const history = read('histories', file);
    await Worker.runReplayHistory({ workflowBundle }, history, codeIn(history));
  });

  test('a history that does not fit is refused', async () => {
    const history = read('histories', namesIn('histories')[0] ?? '');
    // A timer that the loop never armed.
    const timer = {
      eventId: '5',
      eventTime: history.events[3].eventTime,
      eventType: 'EVENT_TYPE_TIMER_STARTED',
      timerStartedEventAttributes: { timerId: '99', startToFireTimeout: '1s', workflowTaskCompletedEventId: '4' },
    };
    const doctored = { events: [...history.events.slice(0, 4), timer, ...history.events.slice(4, 6)] };
    await expect(Worker.runReplayHistory({ workflowBundle }, doctored, codeIn(history))).rejects.toThrow();
  });

  test('a history of the shape before, whose commands were Updates, is refused: such a run is replaced', async () => {
    const history = read('old-shape', 'short-1.json');
    await expect(Worker.runReplayHistory({ workflowBundle }, history, codeIn(history))).rejects.toThrow(
      'Replay failed',
    );
  });
});

describe('golden ledgers', () => {
  test.each([
    ['short.json', 'APPROVED', 0, 0],
    ['time-skipped.json', 'RECTIFYING', 2, 14],
    ['continued.json', 'RECTIFYING', 2, 18],
    ['crowded.json', 'RECTIFYING', 24, 24],
    ['rules-changed.json', 'RECTIFYING', 2, 14],
  ])('%s folds to %s, %i open duties and %i letters', (file, phase, duties, letters) => {
    const [planned, ...rest]: RecordedRoundEvent[] = read('ledgers', file);
    if (planned?.type !== 'RoundPlanned') throw new Error(`${file} does not begin with its plan`);
    const round = fold(planned, rest);
    expect(round.sequence).toBe(rest.length + 1);
    expect(phaseOf(round)).toBe(phase);
    expect([...openDuties(round)]).toHaveLength(duties);
    expect([...all(round.letters)].filter(({ rung }) => rung > 0)).toHaveLength(letters);
  });
});
