/** One at a time per dossier, and a turn for everybody: within a process, callers of one dossier queue here and not on a database
 *  connection each. Whoever sends hundreds of commands at once waits for themselves: the next turn is the next person's. */

/** Runs `work` when it is the turn of `person` at `key`. */
export type InTurn = <T>(key: string, person: string, work: () => Promise<T>) => Promise<T>;

/** The work of each person in the order in which it came; the persons in the order of their turns. */
type Waiting = Map<string, (() => Promise<void>)[]>;

export function fairQueuePerKey(): InTurn {
  const queues = new Map<string, Waiting>();

  async function serve(key: string, waiting: Waiting): Promise<void> {
    for (let next = takeTurn(waiting); next; next = takeTurn(waiting)) await next();
    queues.delete(key);
  }

  return (key, person, work) =>
    new Promise((done, failed) => {
      const job = () => work().then(done, failed);
      const waiting = queues.get(key);
      const line = waiting?.get(person);
      if (line) line.push(job);
      else if (waiting) waiting.set(person, [job]);
      else {
        const begun: Waiting = new Map([[person, [job]]]);
        queues.set(key, begun);
        void serve(key, begun);
      }
    });
}

/** The next person's first; whoever has more stands behind the others. */
function takeTurn(waiting: Waiting): (() => Promise<void>) | undefined {
  for (const [person, line] of waiting) {
    const first = line.shift();
    waiting.delete(person);
    if (line.length > 0) waiting.set(person, line);
    return first;
  }
  return undefined;
}
