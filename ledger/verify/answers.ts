/** What commands were answered, against their events: an answer is kept for ever, and given again to whoever asks again. */
import { MAILROOM } from '../../contracts/messages.ts';
import type { Answer } from '../../contracts/messages.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { DomainEvent } from '../../domain/dossier/events.ts';
import { answerTo } from '../carry-out.ts';
import { difference } from './differences.ts';
import type { Reader, Row } from './rows.ts';

/** A command that was carried out, with its answer made again. */
interface Done {
  readonly answer: Answer;
  readonly row: number;
}

/** Collects the answers while the events are folded: a command's duties are answered as they stood after its last event. */
export function answering<E extends DomainEvent>() {
  const made = new Map<string, Done>();
  let open: { readonly command: string; readonly rows: Row<E>[] } | undefined;
  let after: Dossier | undefined;

  const close = () => {
    if (open && after) made.set(open.command, { answer: answerTo(open.rows, { dossier: after }), row: after.sequence });
    open = undefined;
  };
  return {
    /** The next row, and the dossier after it. */
    see(row: Row<E>, dossier: Dossier): void {
      if (open && open.command !== row.command) close();
      // The first event is the dossier's own beginning, and a delivery's report answers nobody.
      if (row.command !== null && row.sequence > 1 && row.by !== MAILROOM) {
        open ??= { command: row.command, rows: [] };
        open.rows.push(row);
      }
      after = dossier;
    },
    done(): ReadonlyMap<string, Done> {
      close();
      return made;
    },
  };
}

export async function differingAnswers(
  reader: Reader,
  code: string,
  made: ReadonlyMap<string, Done>,
): Promise<string[]> {
  const { rows } = await reader.query<{ id: string; answer: Answer }>(
    'SELECT id, answer FROM commands WHERE round = $1',
    [code],
  );
  const found = new Map(rows.map(({ id, answer }) => [id, answer]));
  const faults: string[] = [];
  for (const [id, { answer, row }] of made) {
    const is = found.get(id);
    found.delete(id);
    if (is === undefined) {
      faults.push(`${code}: commands ${id} of row ${row} is not there: the same request would be carried out again`);
      continue;
    }
    const differs = difference(comparable(is, answer), comparable(answer, is));
    if (differs) faults.push(`${code}: commands ${id} is not what the events say: its answer's ${differs}`);
  }
  for (const [id, answer] of found) if (!isNothing(answer)) faults.push(`${code}: commands ${id} is in no event`);
  return faults;
}

/** A command may have had nothing to do. */
const isNothing = ({ events, duties }: Answer): boolean => events?.length === 0 && duties?.length === 0;

/** An answer of before lacks the fields that duties got since; everything else is compared. */
function comparable(answer: Answer, other: Answer): object {
  const duties: readonly object[] = Array.isArray(answer.duties) ? answer.duties : [];
  const others: readonly object[] = Array.isArray(other.duties) ? other.duties : [];
  return {
    ...answer,
    duties: duties.map((duty, i) => {
      const known = new Set(Object.keys(others[i] ?? {}));
      return Object.fromEntries(Object.entries(duty).filter(([field]) => known.has(field) || !addedSince.has(field)));
    }),
  };
}
const addedSince = new Set(['outcomeByFirstDay', 'closedOn', 'arrivedOn', 'byArrival']);
