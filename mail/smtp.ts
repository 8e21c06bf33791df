/** The mailroom’s way out: one mail to one recipient over SMTP. It tries once; when to try again is the round's decision, and rests on
 *  `isPermanent`. */
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Channel } from './channel.ts';

/** A server that takes no connection, or does not greet, within this time is away; letters of others wait behind it. */
const CONNECTION_MS = 5_000;
const GREETING_MS = 5_000;
/** A slow server may hold its 250 after the final dot. Taking it for dead too early sends the letter twice. */
const SOCKET_MS = 30_000;
/** A midnight writes to a whole province; more connections from one client are refused by common servers. */
const CONNECTIONS = 20;

export function smtpChannel({ smtpUrl, from }: { readonly smtpUrl: string; readonly from: string }): Channel {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    // The pool would send again after a drop, even one after the final dot: an extra copy that nobody counts.
    maxRequeues: 0,
    connectionTimeout: CONNECTION_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    reaches: (address) => address.includes('@'),
    async deliver({ messageId, to, subject, text, headers }) {
      const recipient = { name: to.name, address: to.address };
      await transport.sendMail({ from, to: recipient, subject, text, messageId, headers: { ...headers } });
    },
    isPermanent,
    close: () => transport.close(),
  };
}

/** `<…@xuncha.local>`, the same for every attempt at one letter. No code of a person or an organisation is readable in it. */
export function messageIdOf(letterKey: string): string {
  return `<${createHash('sha256').update(letterKey).digest('hex').slice(0, 40)}@xuncha.local>`;
}

/** Whether the server refused this letter for good: a 5xx to its envelope or its data. Everything else may pass: 4xx, a
 *  server away or silent, a drop after the final dot, and whatever is our own fault (login, configuration, order of
 *  commands), since no addressee can mend that. */
export function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  const reply = 'responseCode' in error ? error.responseCode : undefined;
  const aboutTheLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  return aboutTheLetter && typeof reply === 'number' && reply >= 500 && reply < 600 && !ourFault.has(reply);
}

/** 503 wrong order of commands, 530 login required, 534 login too weak, 535 login refused, 538 encryption required. */
const ourFault: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);
