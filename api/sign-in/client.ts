/** Signing in at the house's provider: the code flow with PKCE, state and nonce. */
import * as oidc from 'openid-client';
import type { SignInBegun } from '../../ledger/sessions.ts';
import { isLoopbackUrl, type ProviderSettings } from './house.ts';
import { ProviderAway } from './provider-away.ts';

const WITHIN_SECONDS = 3;
const CALLBACK = '/sign-in/callback';

export interface SignInClient {
  /** Where the browser goes; `again`: the provider asks who it is, however lately it has. */
  begin(returnTo: string, again: boolean): Promise<{ readonly begun: SignInBegun; readonly address: string }>;
  /** Who came back, or undefined where the answer is not the one that was asked for. */
  finish(begun: SignInBegun, query: string): Promise<{ subject: string; signedInAt: number } | undefined>;
  /** Where the provider ends its own session, if it does. */
  endAddress(): Promise<string | undefined>;
}

export function signInClient(provider: ProviderSettings, freshFor: number): SignInClient {
  const { issuer, clientId, clientSecret, publicUrl, personClaim } = provider;
  let known: oidc.Configuration | undefined;
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= await orAway(
      oidc.discovery(
        new URL(issuer),
        clientId,
        {},
        clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
        { timeout: WITHIN_SECONDS, execute: isLoopbackUrl(issuer) ? [oidc.allowInsecureRequests] : [] },
      ),
    );
    return known;
  };

  return {
    async begin(returnTo, again) {
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${publicUrl}${CALLBACK}`,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        max_age: String(freshFor),
        ...(again ? { prompt: 'login' } : {}),
      });
      return { begun: { state, nonce, verifier, returnTo }, address: address.href };
    },
    async finish({ state, nonce, verifier }, query) {
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${publicUrl}${CALLBACK}${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          maxAge: freshFor,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        const subject = claims?.[personClaim];
        const signedInAt = claims?.auth_time;
        return typeof subject === 'string' && subject !== '' && signedInAt !== undefined
          ? { subject, signedInAt }
          : undefined;
      } catch (error) {
        if (isRefused(error)) return undefined;
        throw away(error);
      }
    },
    async endAddress() {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${publicUrl}/docs` }).href;
    },
  };
}

/** The provider has answered, but not with what was asked for: another state, another nonce, a code that was used. */
const isRefused = (error: unknown): boolean =>
  error instanceof oidc.AuthorizationResponseError ||
  error instanceof oidc.ResponseBodyError ||
  error instanceof oidc.WWWAuthenticateChallengeError ||
  (error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT');

async function orAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw away(error);
  }
}

/** Whatever else goes wrong between the provider and here is told to the operator, and tried again by whoever signs in. */
const away = (cause: unknown): ProviderAway =>
  new ProviderAway(`the identity provider: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
