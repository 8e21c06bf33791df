/** A life looked at event by event: the round before and after each, and how its findings landed. */
import { evolve } from '../../domain/round/round.ts';
import { plannedRound } from '../../domain/round/steps/planning.ts';
import type { Finding, Round } from '../../domain/round/state.ts';
import { get } from '../../domain/keyed.ts';
import type { Story } from '../../examples/story.ts';
import type { RecordedRoundEvent } from '../../domain/round/events.ts';

export function planned(story: Story): {
  first: RecordedRoundEvent<'RoundPlanned'>;
  rest: readonly RecordedRoundEvent[];
} {
  const [first, ...rest] = story.events;
  if (first?.type !== 'RoundPlanned') throw new Error('a round begins with its plan');
  return { first, rest };
}
/** In which way a finding has landed, followed to the codes under which it went on; null if it has not. */
export function landedAs(round: Round, finding: Finding, passed: readonly string[] = []): string | null {
  if (passed.includes(finding.code)) throw new Error(`a circle: ${passed.join(' → ')}`);
  const next = (code: string) => {
    const heir = get(round.findings, code);
    if (!heir || heir.organisation !== finding.organisation)
      throw new Error(`${finding.code} went to nowhere: ${code}`);
    return landedAs(round, heir, [...passed, finding.code]);
  };
  if (finding.state === 'MERGED') return next(finding.mergedInto ?? '') && 'MERGED';
  if (finding.state === 'SPLIT')
    return finding.splitInto.length > 1 && finding.splitInto.every((code) => next(code) !== null) ? 'SPLIT' : null;
  return finding.state === 'ACCEPTED' || finding.state === 'WAIVED' ? finding.state : null;
}
/** The round after each of its events. */
export function* states(
  story: Story,
): Generator<{ readonly event: RecordedRoundEvent; readonly before: Round; readonly after: Round }> {
  const { first, rest } = planned(story);
  let before = plannedRound(first);
  for (const event of rest) {
    const after = evolve(before, event);
    yield { event, before, after };
    before = after;
  }
}
