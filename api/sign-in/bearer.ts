/** A program's token: signed by the issuer's keys, for this program, not expired, and made for access. */
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Problem } from '../problems.ts';
import type { ProviderSettings, Shown } from './house.ts';
import { badToken } from './refusals.ts';

/** By a public key alone: whoever can check a token can make none. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCKS_DIFFER_SECONDS = 5;
const ACCESS_TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
const LONGEST_TOKEN = 8_192;
const LONGEST_SUBJECT = 200;

export async function verifyBearer(
  token: string,
  { issuer, clientId, publicUrl, personClaim, isLocal }: ProviderSettings,
  keys: JWTVerifyGetKey,
): Promise<Shown | Problem> {
  if (token.length > LONGEST_TOKEN) return badToken.FORM;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: [clientId, publicUrl],
      algorithms: ALGORITHMS,
      requiredClaims: ['exp'],
      clockTolerance: CLOCKS_DIFFER_SECONDS,
    });
    const subject = payload[personClaim];
    const type = protectedHeader.typ?.toLowerCase() ?? 'jwt';
    // What tells the program that somebody has signed in lets nobody act.
    const isIdToken = payload['nonce'] !== undefined || payload['at_hash'] !== undefined;
    if (isIdToken || !ACCESS_TYPES.has(type) || !isSubject(subject)) return badToken.FORM;
    const signedInAt = payload['auth_time'];
    return {
      proof: { signIn: subject, orCode: isLocal },
      signedInAt: typeof signedInAt === 'number' ? signedInAt : null,
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return badToken.EXPIRED;
    if (error instanceof errors.JWTClaimValidationFailed) {
      if (error.claim === 'aud') return badToken.AUDIENCE;
      return error.claim === 'iss' ? badToken.ISSUER : badToken.FORM;
    }
    if (error instanceof errors.JOSEError) return badToken.FORM;
    throw error;
  }
}

const isSubject = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_SUBJECT;
