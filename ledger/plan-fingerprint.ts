/** By what a plan is known again: the same plan a second time is no conflict. */
import type { RecordedEvent } from '../domain/dossier/events.ts';
import type { RoundPlan } from '../domain/round/steps/planning.ts';
import { canonical, sha256 } from './chain.ts';

/** Two requests are the same when they say the same; the references of their texts differ, the hashes do not. */
export const fingerprintOfPlan = (plan: RoundPlan & { readonly pack?: string | undefined }): string =>
  fingerprintOf(plan);
const fingerprintOf = (plan: object): string =>
  sha256(canonical(JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'ref' ? undefined : value)))));

/** Every fingerprint that a dossier with this first event may have: what was left out of a request is filled in by planning. A
 *  committee has one work, whatever was asked for. */
export function fingerprintsOf({ type, data, on }: Pick<RecordedEvent, 'type' | 'data' | 'on'>): string[] {
  if (type !== 'RoundPlanned') return [''];
  const { code, committee, term, modes, coordination, campaign, organisations, pack, takeover }: Planned =
    fieldsOf(data);
  const said = {
    code,
    committee,
    term,
    modes,
    coordination: coordination ?? undefined,
    campaign: campaign ?? undefined,
    organisations: listIn(organisations).map((planned) => {
      const { code: organisation, reason }: Planned = fieldsOf(planned);
      return { code: organisation, reason: reason ?? undefined };
    }),
  };
  return [undefined, fieldsOf(pack)['id']].flatMap((named) =>
    [undefined, on].flatMap((day) =>
      (takeover === true ? [true] : [undefined, false]).map((begun) =>
        fingerprintOf({ ...said, pack: named, on: day, takeover: begun }),
      ),
    ),
  );
}

type Planned = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Planned =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
