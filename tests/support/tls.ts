/** A TLS terminator before a program, as a house has one, with a certificate that it signs itself. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { createServer, request as httpsRequest } from 'node:https';

const HOST = '127.0.0.1';

export interface Heard {
  readonly status: number;
  readonly location: string;
  readonly setCookies: readonly string[];
}
export interface Terminator {
  readonly url: string;
  /** A request over TLS, which believes this certificate alone. */
  ask(method: string, path: string, headers?: Readonly<Record<string, string>>): Promise<Heard>;
  close(): Promise<void>;
}

export async function startTerminator(port: number, behind: string): Promise<Terminator> {
  const { key, certificate } = selfSigned();
  const server = createServer({ key, cert: certificate }, (asked, answer) => {
    const { method, headers } = asked;
    const passed = httpRequest(
      new URL(asked.url ?? '/', behind),
      { method, headers: { ...headers, 'x-forwarded-proto': 'https' } },
      (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const url = `https://${HOST}:${port}`;
  return {
    url,
    ask: (method, path, headers = {}) =>
      new Promise((resolve, reject) => {
        httpsRequest(new URL(path, url), { method, headers, ca: certificate }, (answered) => {
          const { statusCode: status = 0, headers: heard } = answered;
          answered.resume();
          resolve({ status, location: heard.location ?? '', setCookies: heard['set-cookie'] ?? [] });
        })
          .on('error', reject)
          .end();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** X.509 in DER, by hand: Node makes keys, and no certificates. */
function selfSigned(): { readonly key: string; readonly certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('xuncha test')));
  const name = sequence(der(0x31, commonName));
  const years = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const address = sequence(der(0x87, Buffer.from(HOST.split('.').map(Number))));
  const names = sequence(der(0x06, Buffer.from('551d11', 'hex')), der(0x04, address));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    years,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(names)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]);
  const certificate = sequence(content, ecdsaWithSha256, der(0x03, signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
