/** A mail server that does as it is told: takes, refuses, delays, hangs up. Keeps what it took. */
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** The letter's key. */
  readonly letter: string;
  readonly rung: number;
}

/** What happens to a mail: taken, refused with a code, or the line dropped after the data. */
export type Behaviour = (to: string) => 'TAKE' | { readonly code: number } | 'DROP_AFTER_DATA' | Promise<'TAKE'>;

export interface MailServer {
  readonly url: string;
  readonly received: readonly Mail[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const received: Mail[] = [];
  let behaviour: Behaviour = () => 'TAKE';

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      simpleParser(stream)
        .then(async (mail) => {
          const verdict = await behaviour(to);
          if (verdict === 'DROP_AFTER_DATA') {
            // The hardest case: the mail is here, and its sender will never know.
            received.push(asMail(to, mail));
            return done(Object.assign(new Error('dropped'), { responseCode: 421 }));
          }
          if (verdict !== 'TAKE') return done(Object.assign(new Error('as told'), { responseCode: verdict.code }));
          received.push(asMail(to, mail));
          done();
        })
        .catch(done);
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${portOf(server.server.address())}`,
    received,
    behave(next) {
      behaviour = next;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}

function asMail(to: string, mail: Awaited<ReturnType<typeof simpleParser>>): Mail {
  const header = (name: string) => {
    const value = mail.headers.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    messageId: mail.messageId ?? '',
    letter: header('x-xuncha-letter'),
    rung: Number(header('x-xuncha-rung')),
  };
}

/** The port of a server that listens on one. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
