/** How people sign in to a system that `npm start` brings up: at the house's provider, else at one of its own. */
import { randomBytes } from 'node:crypto';
import type { Settings } from '../settings.ts';
import { peopleToPick } from './people-to-pick.ts';

const CLIENT = 'xuncha';

export interface SignIn {
  /** The settings of the API. */
  readonly environment: Readonly<Record<string, string>>;
  readonly address: string;
  stop(): Promise<void>;
}

export async function signInOf(settings: Settings, databaseUrl: string, say: (line: string) => void): Promise<SignIn> {
  const { OIDC_ISSUER, OIDC_PORT, API_PORT } = settings;
  const publicUrl = settings.PUBLIC_URL ?? `http://127.0.0.1:${API_PORT}`;
  const address = `${new URL(publicUrl).origin}/sign-in`;
  // Its settings are in the environment, which the API has as well.
  if (OIDC_ISSUER !== undefined) return { environment: {}, address, stop: async () => {} };
  const picking = peopleToPick(databaseUrl, say);
  // Loaded where it is wanted alone: it says something of its own about the version of Node.
  const { startIdentityProvider } = await import('./identity-provider.ts');
  const client = { id: CLIENT, secret: randomBytes(32).toString('base64url'), publicUrl: new URL(publicUrl).origin };
  const provider = await startIdentityProvider({ port: OIDC_PORT, people: picking.people, client, say }).catch(
    async (error: unknown) => {
      await picking.stop();
      throw error;
    },
  );
  say(`The identity provider is up at ${provider.issuer}`);
  return {
    environment: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_PERSON_CLAIM: 'sub',
      PUBLIC_URL: client.publicUrl,
    },
    address,
    async stop() {
      await provider.stop();
      await picking.stop();
    },
  };
}
