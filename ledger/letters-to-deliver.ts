/** What the mailroom needs to write and send one letter: the row, its duty, and the names that only the registry has. */
import type { Code, Day, Instant } from '../domain/vocabulary.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Duty } from '../domain/dossier/duty.ts';
import type { LetterFacts } from '../mail/compose.ts';
import { first, type Pool } from './database.ts';
import { isHeldOn, postsHeld } from './posts.ts';
import { sql, type Sql, statement } from './sql.ts';
import type { Letter } from '../domain/dossier/letter.ts';

export interface LetterToDeliver {
  readonly facts: LetterFacts;
  readonly address: string;
  /** Whether the addressee still holds the post on the round's day. */
  readonly stillHolds: boolean;
}

interface LetterRow {
  readonly letter: Letter;
  readonly duty: Duty | null;
  readonly committeeName: string;
  readonly organisationName: string | null;
  readonly placeName: string;
  readonly addresseeName: string;
  readonly email: string;
  readonly lost: Letter | null;
  readonly lostName: string | null;
  readonly stillHolds: boolean;
}

/** The letter as the ledger has it now; undefined when there is none of this key. */
export async function letterToDeliver(
  pool: Pool,
  round: string,
  key: string,
  now: Instant,
): Promise<LetterToDeliver | undefined> {
  const row = await first<LetterRow>(pool, statement('letter-to-deliver', letterOf(round, key, dayOf(now))));
  if (!row) return undefined;
  const { letter, duty, committeeName, organisationName, placeName, addresseeName, email, lost, lostName, stillHolds } =
    row;
  return {
    address: email,
    stillHolds,
    facts: {
      letter,
      duty,
      round,
      committeeName,
      organisation:
        letter.organisation === null
          ? null
          : { code: letter.organisation, name: organisationName ?? letter.organisation },
      placeName,
      addresseeName,
      today: dayOf(now),
      lost: lost && { kind: lost.kind, to: lost.to, failure: lost.failure ?? '', addresseeName: lostName },
      rungDueAt: letter.rungDueAt,
    },
  };
}

const letterOf = (round: Code, key: string, day: Day): Sql => sql`
SELECT l.data AS letter, d.data AS duty, c.data->>'name' AS "committeeName", o.data->>'name' AS "organisationName",
  coalesce(pc.data->>'name', po.data->>'name', '') AS "placeName",
  coalesce(p.data->>'name', '') AS "addresseeName", coalesce(p.data->>'email', '') AS email,
  lost.data AS lost, lostp.data->>'name' AS "lostName",
  EXISTS (SELECT FROM ${postsHeld('h')} WHERE h.person = l.data->'to'->>'person' AND h.post = l.data->'to'->>'post'
    AND h.place = l.data->'to'->>'place' AND h.organisation IS NOT DISTINCT FROM l.data->'to'->>'organisation'
    AND ${isHeldOn('h', sql`${day}`)})
    OR EXISTS (SELECT FROM substitutes s WHERE s.round = l.round AND s.data->>'person' = l.data->'to'->>'person'
      AND s.data->>'for' = l.data->'to'->>'post' AND s.data->>'department' IS NOT DISTINCT FROM l.data->'to'->>'organisation')
    AS "stillHolds"
FROM letters l
JOIN rounds r ON r.code = l.round
JOIN committees c ON c.code = r.committee
LEFT JOIN duties d ON d.key = l.data->>'duty'
LEFT JOIN organisations o ON o.code = l.data->>'organisation'
LEFT JOIN committees pc ON pc.code = l.data->'to'->>'place'
LEFT JOIN organisations po ON po.code = l.data->'to'->>'place'
LEFT JOIN people p ON p.code = l.data->'to'->>'person'
LEFT JOIN letters lost ON lost.key = l.data->>'about'
LEFT JOIN people lostp ON lostp.code = lost.data->'to'->>'person'
WHERE l.round = ${round} AND l.key = ${key}`;
