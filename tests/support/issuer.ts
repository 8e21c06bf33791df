/** An identity provider as a program's token knows it: it publishes keys, and signs what a test asks for. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface TokenAsked {
  readonly claims?: JWTPayload;
  readonly type?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly without?: readonly string[];
}
export interface Issuer {
  readonly url: string;
  token(subject: string, asked?: TokenAsked): Promise<string>;
  /** From now on it signs by another key, and publishes that one alone. */
  rotate(): Promise<void>;
  /** What it answers in place of its documents. */
  status: number;
  close(): Promise<void>;
}

export const CLIENT = 'xuncha';

export async function startIssuer(): Promise<Issuer> {
  let count = 0;
  const newKey = async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const kid = `key-${++count}`;
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
  };
  let key = await newKey();
  const server = createServer((request, response) => {
    const document = request.url?.endsWith('/openid-configuration')
      ? { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` }
      : { keys: [key.jwk] };
    response.writeHead(issuer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port');
  const issuer: Issuer = {
    url: `http://127.0.0.1:${address.port}`,
    status: 200,
    async token(subject, { claims = {}, type = 'at+jwt', expiresIn = 300, without = [] } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const all: JWTPayload = {
        iss: issuer.url,
        aud: CLIENT,
        sub: subject,
        iat: now,
        exp: now + expiresIn,
        auth_time: now,
        ...claims,
      };
      const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
      return new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: type }).sign(key.privateKey);
    },
    async rotate() {
      key = await newKey();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return issuer;
}
