/** The account at the end of the demo, read from the API alone: what was owed, when, who was written to, what landed, what has
 *  not and who holds it. */
import { type ApiClient, ApiProblem } from '../../examples/api-client.ts';
import { table } from './table.ts';

interface DutySeen {
  readonly key: string;
  readonly kind: string;
  readonly organisation: string | null;
  readonly transfer: string | null;
  readonly owedBy: string;
  readonly dueOn: string | null;
  readonly daysLeft: number | null;
  readonly outcome: string | null;
  readonly outcomeByFirstDay: string | null;
  readonly closedOn: string | null;
  readonly arrivedOn: string | null;
  readonly rung: number;
  readonly anchor: { readonly event: string; readonly on: string };
  readonly clause: string;
}
interface LetterSeen {
  readonly letter: string;
  readonly kind: string;
  readonly duty: string;
  readonly repetition: number;
  readonly to: { readonly post: string };
  readonly copy: boolean;
  readonly state: string;
  readonly sentAt: string | null;
  readonly writtenAt: string;
}
interface RoundSeen {
  readonly code: string;
  readonly phase: string;
  readonly today: string;
  readonly counts: Readonly<Record<'findings' | 'transfers', { readonly found: number; readonly landed: number }>>;
}

export async function account(api: ApiClient, actor: string, code: string): Promise<string> {
  const round = await api.get<RoundSeen>(`/rounds/${code}`, actor);
  const duties = (await api.all<DutySeen>(`/rounds/${code}/duties`, actor)).filter(({ dueOn }) => dueOn !== null);
  const letters = await api.all<LetterSeen>(`/rounds/${code}/letters`, actor);
  const { findings, transfers } = round.counts;
  return [
    `\n═══ ${code} on ${round.today} · ${round.phase} ═══`,
    `Findings landed ${findings.landed} of ${findings.found} · transfers landed ${transfers.landed} of ${transfers.found}`,
    '\nWhat was owed, and what became of it',
    ...table([
      ['duty', 'clause', 'since', 'due', 'outcome'],
      ...duties.map((duty) => [
        nameOf(duty),
        duty.clause,
        `${duty.anchor.event} ${duty.anchor.on}`,
        duty.dueOn ?? '',
        outcomeOf(duty),
      ]),
    ]),
    '\nWho was written to, and when (Beijing day)',
    ...table([['day', 'letter', 'about', 'to'], ...occasions(letters, duties)]),
    '\nWhat has not landed, and who holds it',
    ...(await notLanded(api, actor, code)),
  ].join('\n');
}

const nameOf = ({ organisation, transfer, kind }: DutySeen): string =>
  [organisation, transfer, kind].filter(Boolean).join(' ');

function outcomeOf({ outcome, outcomeByFirstDay, closedOn, arrivedOn, daysLeft }: DutySeen): string {
  const days = arrivedOn === closedOn ? closedOn : `${closedOn}, arrived ${arrivedOn}`;
  if (outcome === 'MET') return `in time${outcomeByFirstDay === 'MET' ? '' : ' (late by the first day)'}, ${days}`;
  if (outcome === 'MET_LATE') return `LATE, ${days}`;
  if (outcome !== null) return `${outcome.toLowerCase()}, ${closedOn}`;
  return (daysLeft ?? 0) < 0 ? `OPEN, ${-(daysLeft ?? 0)} days overdue` : `open, ${daysLeft} days left`;
}

/** One line per occasion; the posts that got the letter beside each other. */
function occasions(letters: readonly LetterSeen[], duties: readonly DutySeen[]): string[][] {
  const lines = new Map<string, { sortedBy: string; cells: string[]; to: string[] }>();
  for (const letter of letters) {
    const duty = duties.find(({ key }) => key === letter.duty);
    if (!duty) continue;
    const day = new Date(Date.parse(letter.sentAt ?? letter.writtenAt) + 8 * 3_600_000).toISOString().slice(0, 10);
    const kind = letter.repetition > 1 ? `${letter.kind}, time ${letter.repetition}` : letter.kind;
    const occasion = `${day} ${kind} ${letter.duty}`;
    const line = lines.get(occasion) ?? { sortedBy: occasion, cells: [day, kind, nameOf(duty)], to: [] };
    line.to.push(
      `${letter.to.post}${letter.copy ? ' (copy)' : ''}${letter.state === 'SENT' ? '' : ` [${letter.state}]`}`,
    );
    lines.set(occasion, line);
  }
  const inOrder = [...lines.values()].sort((a, b) => (a.sortedBy < b.sortedBy ? -1 : 1));
  return inOrder.map(({ cells, to }) => [...cells, to.join(', ')]);
}

/** The refusal to close the round names everything. */
async function notLanded(api: ApiClient, actor: string, code: string): Promise<string[]> {
  try {
    await api.post(`/rounds/${code}/actions/close-round`, actor, {});
    return ['  Nothing: the round has been closed.'];
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { title, detail, clause, missing = [] } = error.problem;
    const holders = new Map<string, string[]>();
    for (const { fact, heldBy, organisation = '', transfer, finding, scope = '' } of missing) {
      const who = `${heldBy} ${organisation}`.trim();
      const what = transfer ?? (finding && fact === 'FindingAccepted' ? 'findings' : `${fact} ${scope}`.trim());
      holders.set(who, [...(holders.get(who) ?? []), what]);
    }
    const lines = [...holders].map(([who, items]) => [who, summarised(items)]);
    return [`  close-round is refused by ${clause}: ${title}（${detail}）`, ...table([['held by', 'what'], ...lines])];
  }
}

function summarised(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => (count > 1 ? `${count} ${item}` : item)).join(', ');
}
