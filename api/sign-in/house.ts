/** What the settings say of the house's identity provider, and what a caller shows of it. */
import type { Proof } from '../../ledger/registry/caller.ts';
import type { Settings } from '../../settings.ts';

/** What a caller shows: whose proof, and since when. */
export interface Shown {
  readonly proof: Proof;
  /** In seconds since 1970; null where the proof does not say. */
  readonly signedInAt: number | null;
}

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly personClaim: string;
  /** Where people reach this program; without a slash at its end. */
  readonly publicUrl: string;
  /** The provider that development brings: it knows whoever has no `signIn` by their code. */
  readonly isLocal: boolean;
}

export const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
export const isLoopbackName = (host: string): boolean => LOOPBACK_NAMES.has(host);
export const isLoopbackUrl = (url: string): boolean => isLoopbackName(new URL(url).hostname);

/** What the settings say of it; undefined where none is set up. */
export function providerSettings(settings: Settings): ProviderSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = settings;
  if (issuer === undefined || clientId === undefined || publicUrl === undefined) return undefined;
  return {
    issuer,
    clientId,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    personClaim: settings.OIDC_PERSON_CLAIM,
    publicUrl: new URL(publicUrl).origin,
    isLocal: settings.DEVELOPMENT && isLoopbackUrl(issuer),
  };
}
