/** Taking time, and making two things comparable on a machine that is never quiet: always in turns, in one run. */

/** How long some work took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Does each work `times` times, in turns, and returns the numbers that each of them gave. */
export async function inTurns(
  times: number,
  works: readonly ((turn: number) => Promise<number>)[],
): Promise<(readonly number[])[]> {
  const results: number[][] = works.map(() => []);
  for (let turn = 0; turn < times; turn++) {
    // Whoever begins has the warmer or the colder machine: so everybody begins in turn.
    for (let i = 0; i < works.length; i++) {
      const next = (turn + i) % works.length;
      const given = await works[next]?.(turn);
      if (given !== undefined) results[next]?.push(given);
    }
  }
  return results;
}

export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
/** The percentile of each third of the samples, and of these the middle one: a stranger's burst spoils one third. */
export function steadyPercentile(samples: readonly number[], percent: number): number {
  const third = Math.ceil(samples.length / 3);
  return median([0, 1, 2].map((i) => percentile(samples.slice(i * third, (i + 1) * third), percent)));
}
export const median = (samples: readonly number[]): number => percentile(samples, 50);

/** Several clients, each doing one thing after the other until `total` are done. Returns how many were done in a second.
 *  After a failure nobody begins anything more, and what is under way is waited for. */
export async function perSecond(
  clients: number,
  total: number,
  act: (client: number, nth: number) => Promise<unknown>,
): Promise<number> {
  let begun = 0;
  const failures: unknown[] = [];
  const took = await timed(() =>
    Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let nth = begun++; nth < total && failures.length === 0; nth = begun++)
          await act(client, nth).catch((error: unknown) => void failures.push(error));
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  return (total * 1_000) / took;
}
