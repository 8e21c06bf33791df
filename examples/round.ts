/** Drives an example round over the API, step by step as an office would: from the plan to the signed feedback. */
import { dayOf } from '../domain/calendar.ts';
import { filingKinds } from '../domain/policy/pack.ts';
import type { ApiClient } from './api-client.ts';
import type { ExampleOffice } from './office.ts';
import { feedbackParties } from '../domain/vocabulary.ts';

/** The days of a round on which its papers were signed; every one today, unless given. */
export interface RoundDays {
  readonly planned?: string;
  readonly prepared?: string;
  readonly entered?: string;
  readonly withdrawn?: string;
  readonly reported?: string;
  readonly decided?: string;
  readonly fedBack?: string;
}
export interface ExampleTransfer {
  readonly code: string;
  readonly to: 'DISC' | 'OD' | 'FD';
  /** Which functional department, where it has a name. */
  readonly department?: string;
}

export interface ExampleRound {
  readonly code: string;
  act<T>(actor: string, action: string, payload: object): Promise<T>;
  /** What one person proposes and another one confirms. */
  actTogether<T>(people: readonly [string, string], action: string, payload: object): Promise<T>;
  plan(more?: { readonly takeover?: true; readonly pack?: string }): Promise<void>;
  /** Approval unless it has been given, teams, authorisation, undertakings, mobilisation; what goes upward of it is filed and signed for. */
  prepare(more?: { readonly isApproved?: boolean }): Promise<void>;
  /** Notice, entry, withdrawal, report, review: each organisation on its own. */
  inspect(): Promise<void>;
  /** The three hearings, whose material is filed upward, then the decision per organisation: so many findings each, or by
   *  organisation. */
  decide(findings: number | readonly number[], transfers: readonly ExampleTransfer[]): Promise<void>;
  giveFeedback(): Promise<void>;
  signFeedback(): Promise<void>;
  sendAndReceive(transfers: readonly ExampleTransfer[]): Promise<void>;
}

interface DutySeen {
  readonly kind: string;
  readonly about?: string;
  readonly outcome: string | null;
}

const LEVELS = ['LEAD-1', 'BUILD-1', 'GOV-1', 'CLEAN-2'] as const;

/** The first proposes the act, the second confirms it; the answer is the second one's. */
export async function actTogether<T>(
  api: ApiClient,
  round: string,
  [first, second]: readonly [string, string],
  action: string,
  payload: object,
): Promise<T> {
  const path = `/rounds/${round}/actions`;
  const proposed = await api.post<{ readonly events: readonly Proposed[] }>(`${path}/${action}`, first, payload);
  const { sequence } = proposed.events.find(({ type }) => type === 'ActProposed') ?? {};
  if (sequence === undefined) throw new Error(`${action} was not proposed`);
  return api.post(`${path}/confirm`, second, { proposal: `PROPOSAL-${sequence}` });
}
interface Proposed {
  readonly type: string;
  readonly sequence: number;
}

export function exampleRound(api: ApiClient, office: ExampleOffice, code: string, days: RoundDays = {}): ExampleRound {
  const organisations = office.organisations.map((organisation) => organisation.code);
  const act = <T>(actor: string, action: string, payload: object) =>
    api.post<T>(`/rounds/${code}/actions/${action}`, actor, payload);
  const on = (day: string | undefined) => (day === undefined ? {} : { on: day });
  let onPaper = false;
  /** The day of what somebody does for themselves: on paper the given one, else today (T-5). */
  const own = (day: string | undefined) => (onPaper ? on(day) : {});
  const addresseeOf = {
    DISC: office.disciplineOrgan,
    OD: office.organisationDepartment,
    FD: office.functionalDepartment,
  };
  const team = (i: number) => `T-${i + 1}`;
  const share = (i: number) => organisations.filter((_, n) => n % office.leaders.length === i);
  const leaderOf = (organisation: string) =>
    office.leaders[organisations.indexOf(organisation) % office.leaders.length] ?? '';
  const each = (work: (organisation: string, i: number) => Promise<unknown>) => Promise.all(organisations.map(work));
  /** Fewer organisations than leaders: the others stay at home. */
  const teams = () => office.leaders.map((leader, i) => ({ leader, i })).filter(({ i }) => share(i).length > 0);

  /** The office files whatever waits for it, and the upper office signs. */
  const fileUpward = async (day: string | undefined) => {
    const duties = await api.all<DutySeen>(`/rounds/${code}/duties`, office.director);
    for (const { kind, about: filing = '', outcome } of duties)
      if (outcome === null && filingKinds.some((filingKind) => filingKind === kind)) {
        await act(office.director, 'file-upward', { filing, content: `上报材料（演示文本，${filing}）`, ...own(day) });
        await receiptUpward(filing, day);
      }
  };
  const receiptUpward = async (filing: string, day: string | undefined) => {
    if (office.hasUpper) return act(office.upperOffice, 'receipt-filing', { filing, ...own(day) });
    const { now } = await api.get<{ now: string }>(`/rounds/${code}`, office.director);
    const document = { number: '上级回执〔2026〕1号', on: dayOf(now), evidence: 'e'.repeat(64) };
    return actTogether(api, code, [office.director, office.second], 'receipt-filing', { filing, document });
  };

  return {
    code,
    act,
    actTogether: (people, action, payload) => actTogether(api, code, people, action, payload),
    async plan(more = {}) {
      onPaper = 'takeover' in more;
      await api.post('/rounds', office.director, {
        code,
        committee: office.committee,
        term: office.term,
        modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
        organisations: organisations.map((organisation) => ({ code: organisation })),
        ...more,
        ...on(days.planned),
      });
    },

    async prepare({ isApproved = false } = {}) {
      const when = on(days.prepared);
      if (!isApproved) await act(office.secretary, 'approve-round', { decision: `批-${code}`, ...when });
      for (const { leader, i } of teams()) {
        const members = office.inspectors.slice(i * 2, i * 2 + 2);
        await act(office.director, 'form-team', {
          team: team(i),
          leader,
          deputies: [],
          members,
          organisations: share(i),
          ...when,
        });
        await act(office.secretary, 'authorize-leader', {
          team: team(i),
          decision: `授-${code}-${i + 1}`,
          organisations: share(i),
          from: days.prepared ?? '2020-01-01',
          to: '2099-12-31',
          ...when,
        });
        for (const person of [leader, ...members]) await act(person, 'sign-undertaking', { person, ...when });
      }
      await fileUpward(days.prepared);
      await act(office.director, 'mobilise', when);
    },

    async inspect() {
      await each(async (organisation) => {
        const leader = leaderOf(organisation);
        await act(office.director, 'publish-entry-notice', {
          organisation,
          channels: ['LETTER', 'PHONE'],
          intakeClosesOn: days.withdrawn ?? '2099-12-31',
          ...on(days.prepared),
        });
        await act(leader, 'enter', { organisation, ...on(days.entered) });
        await act(leader, 'withdraw-team', { organisation, ...on(days.withdrawn) });
        const report = { organisation, used: [], unused: [], content: `巡察报告（演示文本，${organisation}）` };
        await act(leader, 'submit-report', { ...report, ...own(days.reported) });
        await act(office.director, 'review-report', { organisation, ...own(days.reported) });
      });
    },

    async decide(findings, transfers) {
      const shares = organisations.map((_, i) => (typeof findings === 'number' ? findings : (findings[i] ?? 0)));
      const before = (i: number) => shares.slice(0, i).reduce((sum, share) => sum + share, 0);
      const minutes = '听取汇报（演示文本）';
      for (const body of ['LG', 'SSM', 'PSC'])
        await act(office.secretary, 'hear', { body, organisations, minutes, ...own(days.decided) });
      await fileUpward(days.decided);
      await each((organisation, i) =>
        act(office.secretary, 'decide-results', {
          organisation,
          decision: `定-${code}`,
          findings: Array.from({ length: shares[i] ?? 0 }, (_, n) => {
            const category = LEVELS[n % LEVELS.length] ?? 'LEAD-1';
            const number = String(before(i) + n + 1).padStart(4, '0');
            return {
              code: `F-${number}`,
              area: category.split('-')[0],
              category,
              content: `问题${number}（演示文本）`,
            };
          }),
          transfers: transfers
            .filter((_, n) => n % organisations.length === i)
            .map(({ code: transfer, ...addressed }) => ({
              code: transfer,
              ...addressed,
              kind: addressed.to === 'DISC' ? 'CLUE' : 'MATTER',
              content: `移交事项${transfer}（演示文本）`,
            })),
          ...own(days.decided),
        }),
      );
    },

    async giveFeedback() {
      for (const to of feedbackParties)
        await each((organisation) =>
          act(office.director, 'give-feedback', {
            organisation,
            to,
            content: '反馈意见（演示文本）',
            ...own(days.fedBack),
          }),
        );
    },

    async signFeedback() {
      await each(async (organisation) => {
        const when = own(days.fedBack);
        await act(office.principal(organisation), 'sign-feedback', { organisation, as: 'PRINCIPAL', ...when });
        await act(office.liaison(organisation), 'sign-feedback', { organisation, as: 'BODY', ...when });
      });
    },

    async sendAndReceive(transfers) {
      for (const { code: transfer, to } of transfers) {
        await act(office.director, 'send-transfer', { transfer, ...own(days.fedBack) });
        await act(addresseeOf[to], 'receive-transfer', { transfer, ...own(days.fedBack) });
      }
    },
  };
}
