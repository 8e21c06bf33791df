/** What a document would change, divided by who enters and who confirms it: a record's fields have different aspects, and what
 *  takes effect at once does not wait for the rest. */
import type { Code } from '../vocabulary.ts';
import type { Aspect, Fields, RegistryPart } from './events.ts';
import { difference, isSame, only, without } from './records.ts';
import { subjectOfPost } from './registry.ts';
import type { Draft } from './rules.ts';

export interface Placed extends Draft {
  readonly part: RegistryPart;
  readonly subject: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
}
export interface Wanted {
  readonly part: RegistryPart;
  readonly pointer: string;
  readonly current: Fields | undefined;
  readonly wanted: Fields;
  /** Of an organisation, or the committee at which a post is or which manages its organisation; of a person, the keeping one. */
  readonly committee: Code | null;
}

/** Fields that have an aspect of their own, beside that of their record. */
const aspectsOf = {
  committees: { upper: 'UPPER', fullName: 'LETTERHEAD', contact: 'LETTERHEAD', documentMark: 'LETTERHEAD' },
  organisations: { managedBy: 'MANAGER', provincialTarget: 'PROVINCIAL_TARGET' },
  people: { keptBy: 'KEEPER', signIn: 'SIGN_IN', suspended: 'RESTRAINT', ties: 'RESTRAINT' },
} as const satisfies Partial<Record<RegistryPart, Readonly<Record<string, Aspect>>>>;
const recordAspect = { committees: 'COMMITTEE', organisations: 'ORGANISATION', people: 'PERSON' } as const;

export function draftsOf(asked: Wanted): Placed[] {
  const { part, pointer, current, wanted, committee } = asked;
  if (part === 'posts') return draftsOfPost(asked);
  const subject = String(wanted['code']);
  const beneficiary = part === 'people' ? subject : null;
  const place = (aspect: Aspect, before: Fields | null, change: Fields): Placed[] =>
    Object.keys(change).length === 0
      ? []
      : [
          {
            part,
            subject,
            pointer,
            aspect,
            before,
            change,
            committee: part === 'committees' ? subject : committee,
            beneficiary,
          },
        ];
  if (current === undefined) {
    const target = part === 'organisations' && wanted['provincialTarget'] === true;
    return [
      ...place(recordAspect[part], null, target ? { ...wanted, provincialTarget: false } : wanted),
      ...(target ? place('PROVINCIAL_TARGET', { provincialTarget: false }, { provincialTarget: true }) : []),
    ];
  }
  const { before, change } = difference(current, wanted);
  const own: Readonly<Record<string, Aspect>> = aspectsOf[part];
  const aspectOf = (field: string) => own[field] ?? recordAspect[part];
  return [...new Set(Object.keys(change).map(aspectOf))].flatMap((aspect) => {
    const fields = Object.keys(change).filter((field) => aspectOf(field) === aspect);
    const divided = { before: only(before, fields), change: only(change, fields) };
    return aspect === 'RESTRAINT'
      ? restraints(divided.before, divided.change).flatMap((each) => place(each.aspect, each.before, each.change))
      : place(aspect, divided.before, divided.change);
  });
}

/** A restraint is set at once; what is cleared of it waits. */
function restraints(before: Fields, change: Fields) {
  const clearsSuspension = 'suspended' in change && change['suspended'] !== true;
  const [had, shall] = [listOf(before['ties']), listOf(change['ties'])];
  const goes = 'ties' in change && had.some((tie) => !shall.some((other) => isSame(tie, other)));
  const all = [...had, ...shall.filter((tie) => !had.some((other) => isSame(tie, other)))];
  const kept = [...(clearsSuspension ? ['suspended'] : []), ...(goes ? ['ties'] : [])];
  const set = without(change, kept);
  const adds = goes && all.length > had.length;
  return [
    {
      aspect: 'RESTRAINT',
      before: { ...only(before, Object.keys(set)), ...(adds ? { ties: had } : {}) },
      change: { ...set, ...(adds ? { ties: all } : {}) },
    },
    {
      aspect: 'CLEARING',
      before: { ...only(before, kept), ...(adds ? { ties: all } : {}) },
      change: only(change, kept),
    },
  ] as const;
}
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function draftsOfPost({ part, pointer, current, wanted, committee }: Wanted): Placed[] {
  const post = String(wanted['post']);
  const { before, change } = current === undefined ? { before: null, change: wanted } : difference(current, wanted);
  if (Object.keys(change).length === 0) return [];
  const aspect = wanted['committee'] === undefined ? 'POST_AT_ORGANISATION' : 'POST_AT_COMMITTEE';
  const subject = subjectOfPost(wanted);
  return [{ part, subject, pointer, aspect, before, change, committee, beneficiary: String(wanted['person']), post }];
}
