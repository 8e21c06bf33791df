/** The identity provider of the house, as the API knows it. */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Problem } from '../problems.ts';
import { ProviderAway } from './provider-away.ts';
import { verifyBearer } from './bearer.ts';
import type { ProviderSettings, Shown } from './house.ts';

export interface Provider extends ProviderSettings {
  readonly bearer: (token: string) => Promise<Shown | Problem>;
}

const WITHIN_MS = 2_000;
/** A token by a new key makes the keys to be read again, this often at most. */
const KEYS_AGAIN_MS = 1_000;

export function createProvider(settings: ProviderSettings): Provider {
  const keys = keysOf(settings.issuer);
  return { ...settings, bearer: (token) => verifyBearer(token, settings, keys) };
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** The keys of the issuer, found by its discovery document when they are first wanted. */
function keysOf(issuer: string): JWTVerifyGetKey {
  let found: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    found ??= createRemoteJWKSet(new URL(await keysAddress(issuer)), {
      timeoutDuration: WITHIN_MS,
      cooldownDuration: KEYS_AGAIN_MS,
      [customFetch]: answering,
    });
    return found(header, token);
  };
}

async function keysAddress(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await answering(address, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'error' });
  const { data } = metadata.safeParse(await response.json().catch(() => undefined));
  if (data?.issuer !== issuer)
    throw new ProviderAway(`${address} does not describe ${issuer}: OIDC_ISSUER is what it says as \`issuer\``);
  return data.jwks_uri;
}

/** Nobody there, and an answer that is none, are the same to whoever waits. */
async function answering(address: string, options: RequestInit): Promise<Response> {
  const response = await fetch(address, options).catch((cause: unknown) => {
    throw new ProviderAway(`${address} does not answer`, { cause });
  });
  if (response.status !== 200) throw new ProviderAway(`${address} answers ${response.status}`);
  return response;
}
