/** The hash chain of a round: each event's hash covers the event and the hash before it. */
import { createHash } from 'node:crypto';

/** What is hashed of an event; `GET …/events` shows all of it, so anybody can recompute the chain. */
export interface Link {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly by: string;
  /** Not there at all, where it was done by none: so that older events keep their hashes. */
  readonly posts?: unknown;
  /** The same, where nobody acted for another. */
  readonly for?: unknown;
  readonly clause: string;
  readonly command: string | null;
  readonly data: unknown;
  readonly opens: unknown;
  readonly closes: unknown;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where the chain of a round begins. */
export const genesis = (round: string): string => sha256(`xuncha ledger ${round}`);

export function linkHash(
  before: string,
  { sequence, type, at, on, recordedAt, by, posts, for: person, clause, command, data, opens, closes }: Link,
): string {
  return sha256(
    before +
      canonical({
        sequence,
        type,
        at,
        on,
        recordedAt,
        by,
        posts: posts ?? undefined,
        for: person ?? undefined,
        clause,
        command,
        data,
        opens,
        closes,
      }),
  );
}

/** Over the last hash of each of several chains, in the order given. */
export const digestOf = (chains: readonly { readonly code: string; readonly hash: string }[]): string =>
  sha256(chains.map(({ code, hash }) => `${code} ${hash}`).join('\n'));

/** JSON with sorted keys, so that it reads the same whatever store it has been through. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
