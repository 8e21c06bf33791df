/** Whose a proof of identity is, by the registry. */
import type { Code } from '../../domain/vocabulary.ts';
import { first, type Pool } from '../database.ts';

/** A person's code; or their subject at the identity provider (`orCode`: whoever has none is known there by their code). */
export type Proof = { readonly code: Code } | { readonly signIn: string; readonly orCode: boolean };

export interface RegisteredCaller {
  readonly person: Code;
  readonly suspended: boolean;
  readonly isService: boolean;
}

const BY_CODE = 'code = $1';
const BY_SIGN_IN = `data ? 'signIn' AND data->>'signIn' = $1`;
const WHO = {
  code: BY_CODE,
  'sign-in': BY_SIGN_IN,
  'sign-in-or-code': `(${BY_SIGN_IN} OR ${BY_CODE} AND NOT data ? 'signIn')`,
} as const;

/** Nobody, where the registry does not know them; one who was entered by mistake is not there either. Whoever is called by another
 *  person's code goes by their own sign-in. */
export async function callerInRegistry(pool: Pool, proof: Proof): Promise<RegisteredCaller | undefined> {
  const [by, value] =
    'code' in proof
      ? (['code', proof.code] as const)
      : ([proof.orCode ? 'sign-in-or-code' : 'sign-in', proof.signIn] as const);
  return first<RegisteredCaller & { readonly [column: string]: unknown }>(pool, {
    name: `caller-by-${by}`,
    text: `SELECT code AS person, coalesce((data->>'suspended')::boolean, false) AS suspended,
             coalesce(data->>'kind' = 'SERVICE', false) AS "isService"
           FROM people WHERE ${WHO[by]} AND NOT data ? 'revoked'
           ORDER BY data ? 'signIn' DESC LIMIT 1`,
    values: [value],
  });
}
