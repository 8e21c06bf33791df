/** What the ledger says of a case that was entered, beside what the case says: dates, lateness, counts, letters. Read from the
 *  API alone. */
import { addToDay, daysBetween } from '../domain/calendar.ts';
import type { ApiClient } from './api-client.ts';
import { type PublicCase, statedSpans } from './public-cases.ts';

export interface Compared {
  readonly what: string;
  readonly computed: string;
  /** null: the case does not say. */
  readonly stated: string | null;
  /** Of what is not simply equal: why, or under which assumption. */
  readonly note: string;
}
export const differs = ({ computed, stated }: Compared): boolean => stated !== null && stated !== computed;

interface OrganisationSeen {
  readonly enteredOn: string | null;
  readonly withdrawnOn: string | null;
  readonly feedback: Readonly<Record<string, { readonly signedOn: string | null }>>;
  readonly disclosedOn: Readonly<Record<string, string>>;
}
interface RoundForActor {
  readonly organisations: readonly OrganisationSeen[];
  readonly counts: { readonly findings: { readonly found: number; readonly landed: number } };
}
interface DutySeen {
  readonly key: string;
  readonly kind: string;
  readonly dueOn: string | null;
  readonly closedOn: string | null;
  readonly outcome: string | null;
}
interface LetterSeen {
  readonly kind: string;
  readonly duty: string;
  readonly to: { readonly post: string };
}

export async function compare(api: ApiClient, actor: string, code: string, published: PublicCase): Promise<Compared[]> {
  const round = await api.get<RoundForActor>(`/rounds/${code}`, actor);
  const duties = await api.all<DutySeen>(`/rounds/${code}/duties`, actor);
  const letters = await api.all<LetterSeen>(`/rounds/${code}/letters`, actor);
  return [
    ...(await mobilised(api, actor, code, published)),
    ...daysEntered(round, published),
    ...dueDays(duties, published),
    ...reportsIn(duties, published),
    ...itemsLanded(round, published),
    lettersWritten(letters, duties, code),
  ];
}

async function mobilised(api: ApiClient, actor: string, code: string, published: PublicCase): Promise<Compared[]> {
  const { mobilisationDate } = published;
  if (mobilisationDate === undefined) return [];
  const events = await api.all<{ type: string; on: string }>(`/rounds/${code}/events`, actor);
  const days = events.filter(({ type }) => type === 'RoundMobilised').map(({ on }) => on);
  return [{ what: 'mobilised', computed: one(days), stated: mobilisationDate, note: 'the page ends here' }];
}

/** One value if all agree: forty organisations that were fed back on one day have one day. */
function one(values: Iterable<string | null | undefined>): string {
  const all = [...new Set(values)].map((value) => value ?? '–');
  return all.length > 0 ? all.join(', ') : '–';
}

/** The days of the page stand in the ledger, not the day on which somebody typed them in. */
function daysEntered({ organisations }: RoundForActor, published: PublicCase): Compared[] {
  const days = [
    ['entered', published.entryDate, organisations.map(({ enteredOn }) => enteredOn)],
    ['withdrawn', published.withdrawalDate, organisations.map(({ withdrawnOn }) => withdrawnOn)],
    [
      'fed back, signed by both',
      published.feedbackDate,
      organisations.flatMap(({ feedback }) => [feedback.PRINCIPAL?.signedOn, feedback.BODY?.signedOn]),
    ],
    ['disclosed', published.publishedDate, organisations.map(({ disclosedOn }) => disclosedOn.PUBLIC)],
  ] as const;
  return days
    .filter(([, stated]) => stated !== undefined)
    .map(([what, stated = '', found]) => ({ what, computed: one(found), stated, note: '' }));
}

/** The two months of the ledger's own clocks, then whatever other span the case names. */
function dueDays(duties: readonly DutySeen[], published: PublicCase): Compared[] {
  const { feedbackDate } = published;
  const reports = duties.filter(({ kind }) => kind === 'report-1' || kind === 'report-2');
  const answers = duties.filter(({ kind }) => kind === 'transfer-answer-disc');
  if (feedbackDate === undefined) return [];
  const spans = statedSpans(published);
  const due = spans.find(({ months }) => months === 2)?.endsOn ?? null;
  return [
    {
      what: `${reports.length} reports due`,
      computed: one(reports.map(({ dueOn }) => dueOn)),
      stated: due,
      note: 'two months from the feedback (J-V.4d)',
    },
    ...(answers.length === 0
      ? []
      : [
          {
            what: 'answer on the clue due',
            computed: one(answers.map(({ dueOn }) => dueOn)),
            stated: null,
            note: 'three months (J-V.4e), had it been received on the day of the feedback',
          },
        ]),
    ...spans
      .filter(({ months }) => months !== 2)
      .map(({ months, endsOn }) => ({
        what: `${months} months from the feedback`,
        computed: addToDay(feedbackDate, { months }),
        stated: endsOn,
        note: 'a figure of its own place and year, not of jilin-2017; the same calendar',
      })),
  ];
}

function reportsIn(duties: readonly DutySeen[], { reportDate }: PublicCase): Compared[] {
  const reports = duties.filter(({ kind, closedOn }) => kind === 'report-1' && closedOn !== null);
  if (reports.length === 0) return [];
  const late = reports.map(({ outcome, dueOn, closedOn }) =>
    outcome === 'MET_LATE' ? `late by ${daysBetween(dueOn ?? '', closedOn ?? '')} days` : 'in time',
  );
  const note = one(late);
  return [
    {
      what: 'report in',
      computed: one(reports.map(({ closedOn }) => closedOn)),
      stated: reportDate ?? null,
      note: reportDate === undefined ? `at the latest: ${note}; the page tells the publication alone` : note,
    },
  ];
}

function itemsLanded({ counts }: RoundForActor, { problems }: PublicCase): Compared[] {
  if (!problems) return [];
  const { fedBack, rectified } = problems;
  const { found, landed } = counts.findings;
  if (rectified === undefined)
    return [
      {
        what: 'problems',
        computed: `${found}`,
        stated: `${fedBack}`,
        note: 'how many are settled the page leaves out',
      },
    ];
  return [
    { what: 'problems settled', computed: `${landed} of ${found}`, stated: `${rectified} of ${fedBack}`, note: '' },
  ];
}

/** What going live sent: for what is still owed alone. */
function lettersWritten(letters: readonly LetterSeen[], duties: readonly DutySeen[], code: string): Compared {
  const settled = duties.filter(({ outcome }) => outcome !== null).length;
  const wrote = letters.map(({ kind, duty, to }) => `${kind} to ${to.post} for ${duty.slice(code.length + 1)}`);
  return {
    what: 'letters at going live',
    computed: wrote.length === 0 ? 'none' : wrote.join(', '),
    stated: null,
    note: `${settled} duties settled on paper, ${duties.length - settled} still open`,
  };
}
