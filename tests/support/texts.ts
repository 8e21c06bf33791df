/** Free texts as anybody may come upon them: a reference and a hash, in the events of a round. */
import type { ApiHarness } from '../api/harness.ts';

export interface Text {
  readonly ref: string;
  readonly hash: string;
}

/** The references in a round's events of one type, in order. */
export async function textsIn(
  { api, office }: Pick<ApiHarness, 'api' | 'office'>,
  round: string,
  type: string,
): Promise<Text[]> {
  const events = await api.all<{ type: string; data: object }>(`/rounds/${round}/events`, office.director);
  return events.filter((event) => event.type === type).flatMap(({ data }) => referencesIn(data));
}

export function referencesIn(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('ref' in value && 'hash' in value) return [{ ref: String(value.ref), hash: String(value.hash) }];
  return Object.values(value).flatMap(referencesIn);
}
