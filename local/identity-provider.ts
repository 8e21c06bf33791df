/** An identity provider for development: its page lists the people of the registry, to pick one. Loopback only, no passwords. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';
import { messageOf } from './failure.ts';
import { leavingPage, type Listed, peoplePage, pleaseBeginPage } from './identity-pages.ts';
import { onlyHere } from './only-here.ts';
import { onlyOnce } from './only-once.ts';
import { requirePort } from './ports.ts';

const LOOPBACK = '127.0.0.1';
const DAY_SECONDS = 86_400;
const MINUTES_10 = 600;

export interface IdentityProviderOptions {
  readonly port: number;
  /** Who can be picked, as far as a name, a code or a post has these words in it. */
  readonly people: (words: string) => Promise<readonly Listed[]>;
  readonly client: { readonly id: string; readonly secret: string; readonly publicUrl: string };
  readonly say: (line: string) => void;
}
export interface IdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { port, client, say } = options;
  await requirePort(port, 'The identity provider', 'OIDC_PORT');
  const issuer = `http://${LOOPBACK}:${port}`;
  const provider = new Provider(issuer, configuration(client, await signingKey()));
  provider.on('server_error', (_context, error) => say(`The identity provider: ${messageOf(error)}`));
  const server = createServer(pages(provider, options));
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  return {
    issuer,
    stop: onlyOnce(async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }),
  };
}

/** Made at each start: what was signed before is believed no more. */
async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(6).toString('hex'), alg: 'RS256', use: 'sig' };
}

function configuration({ id, secret, publicUrl }: IdentityProviderOptions['client'], key: JWK): Configuration {
  return {
    clients: [
      {
        client_id: id,
        client_secret: secret,
        redirect_uris: [`${publicUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${publicUrl}/docs`],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/pick/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = leavingPage(form);
        },
      },
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // The house's own program needs nobody's consent.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: id, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: MINUTES_10,
      AuthorizationCode: MINUTES_10,
      Grant: DAY_SECONDS,
      IdToken: MINUTES_10,
      Interaction: MINUTES_10,
      Session: DAY_SECONDS,
    },
  };
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

function pages(provider: Provider, { people, client, port, say }: IdentityProviderOptions): Express {
  const app = express();
  app.use(onlyHere(port));
  app.use(helmet({ contentSecurityPolicy: policyFor(client.publicUrl), strictTransportSecurity: false }));

  app.get('/', (_request, response) => {
    response.send(pleaseBeginPage(client.publicUrl));
  });

  app.get('/pick/:uid', async (request, response) => {
    const { uid } = await provider.interactionDetails(request, response);
    const asked = request.query['words'];
    const words = typeof asked === 'string' ? asked.trim() : '';
    response.set('Cache-Control', 'no-store').send(peoplePage({ uid, words, people: await people(words) }));
  });

  app.post('/pick/:uid', express.urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    const body: unknown = request.body;
    const subject = typeof body === 'object' && body !== null && 'subject' in body ? body.subject : undefined;
    if (typeof subject !== 'string' || subject === '') {
      response.status(422).end();
      return;
    }
    await forgetAnother(provider, await provider.interactionDetails(request, response), subject);
    await provider.interactionFinished(request, response, { login: { accountId: subject, remember: true } });
  });

  app.use(provider.callback());
  app.use(((error, _request, response, _next) => {
    say(`The identity provider could not answer: ${messageOf(error)}`);
    response.status(400).send(pleaseBeginPage(client.publicUrl));
  }) satisfies express.ErrorRequestHandler);
  return app;
}

/** Whoever was signed in here before goes, where it is somebody else. */
async function forgetAnother(provider: Provider, interaction: Interaction, subject: string): Promise<void> {
  const { session } = interaction;
  if (session === undefined || session.accountId === subject) return;
  const before = await provider.Session.findByUid(session.uid);
  await before?.destroy();
  delete interaction.session;
  await interaction.save(MINUTES_10);
}

/** What is sent from here goes back to the program, by way of this provider. */
const policyFor = (publicUrl: string) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    baseUri: ["'none'"],
    formAction: ["'self'", publicUrl],
    frameAncestors: ["'none'"],
  },
});
