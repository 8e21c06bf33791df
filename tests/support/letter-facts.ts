/** What a letter is written from, as examples: the duty, and the letter about it. */
import { type Duty, opened } from '../../domain/dossier/duty.ts';
import { isAtOrganisation, type Post, type Role } from '../../domain/people/posts.ts';
import type { DutyKind } from '../../domain/policy/pack.ts';
import type { LetterFacts } from '../../mail/compose.ts';

export const COMMITTEE = '中共清溪县委';
export const ORGANISATION = { code: 'O-07', name: '清溪县交通运输局党组' };

interface DutySays {
  readonly dueOn?: string | null;
  readonly owedBy?: Role;
  readonly event?: string;
}
/** A duty of O-07 since 23 November 2026, due at the end of 23 January 2027. */
export function aDuty(kind: DutyKind, { dueOn = '2027-01-23', owedBy, event }: DutySays = {}): Duty {
  const ofTransfer = kind.startsWith('transfer-');
  const usual = usually(kind);
  return opened(
    {
      key: `R-2026-01/O-07/${kind}`,
      kind,
      clause: usual.clause,
      basis: kind === 'second-rectification' ? 'T' : 'L',
      organisation: 'O-07',
      transfer: ofTransfer ? 'T-0003' : null,
      finding: kind === 'second-rectification' ? 'F-0031' : null,
      owedBy: owedBy ?? usual.owedBy,
      owedTo: 'OFF',
      anchor: { event: event ?? usual.event, sequence: 42, on: '2026-11-23' },
      dueOn,
    },
    '2026-11-23T03:00:00.000Z',
  );
}
function usually(kind: DutyKind): Pick<Duty, 'clause' | 'owedBy'> & { readonly event: string } {
  if (kind === 'report-2') return { clause: 'J-V.4d', owedBy: 'PR', event: 'FeedbackSigned' };
  if (kind === 'report-1') return { clause: 'J-V.4d', owedBy: 'ORG', event: 'FeedbackSigned' };
  if (kind === 'transfer-answer-disc') return { clause: 'J-V.4e', owedBy: 'DISC', event: 'TransferReceived' };
  if (kind === 'transfer-answer-od') return { clause: 'J-V.4f', owedBy: 'OD', event: 'TransferReceived' };
  return { clause: 'J-V.4h', owedBy: 'ORG', event: 'FindingReturned' };
}

interface LetterSays
  extends Partial<Omit<LetterFacts, 'letter'>>,
    Partial<Omit<LetterFacts['letter'], 'organisation' | 'duty'>> {
  readonly post?: Post;
}
/** The green letter about the first report, twenty days before its day, unless told otherwise. */
export function aLetter(says: LetterSays = {}): LetterFacts {
  const { kind = 'green', rung = 1, repetition = 1, post = 'PERSON_IN_CHARGE', today = '2027-01-03' } = says;
  const { duty = aDuty('report-1'), organisation = ORGANISATION, lost = null, rungDueAt = null } = says;
  const { cc = [], copy = false, about = null, proposes = null, writtenAt = `${today}T00:30:00.000Z` } = says;
  const key = duty?.key ?? 'R-2026-01/O-07/report-1';
  const atOrganisation = isAtOrganisation(post);
  return {
    letter: {
      key: `${key}/rung-${rung}${repetition > 1 ? `.${repetition}` : ''}/P-014`,
      kind,
      organisation: 'O-07',
      duty: key,
      rung,
      repetition,
      to: { post, place: atOrganisation ? 'O-07' : 'C-01', person: 'P-014' },
      cc,
      copy,
      about,
      proposes,
      rungDueAt,
      state: 'PREPARED',
      writtenAt,
      attempt: 1,
      nextAttemptAt: null,
      sentAt: null,
      signedOn: null,
      signedAt: null,
      failure: null,
    },
    duty,
    round: 'R-2026-01',
    committeeName: COMMITTEE,
    organisation,
    placeName: atOrganisation ? ORGANISATION.name : COMMITTEE,
    addresseeName: '张三',
    today,
    lost,
    rungDueAt,
  };
}
