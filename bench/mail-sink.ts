/** A mail server that takes everything and keeps only when. */
import { SMTPServer } from 'smtp-server';
import { freePort } from '../local/ports.ts';

export interface MailSink {
  readonly url: string;
  /** When each mail was taken, since the last time that they were forgotten. */
  readonly takenAt: readonly number[];
  forget(): void;
  stop(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const port = await freePort();
  const takenAt: number[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      stream.resume();
      stream.once('end', () => {
        takenAt.push(Date.now());
        done();
      });
    },
  });
  // A worker that ends breaks its connections off.
  server.on('error', () => {});
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${port}`,
    takenAt,
    forget: () => void takenAt.splice(0),
    stop: () => new Promise((stopped) => server.close(stopped)),
  };
}
