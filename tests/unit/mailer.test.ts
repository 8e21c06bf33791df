import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Channel, Mail } from '../../mail/channel.ts';
import { smtpChannel, isPermanent, messageIdOf } from '../../mail/smtp.ts';

const KEY = 'R-2026-01/O-07/report-1/rung-3/P-014';
const MAIL: Mail = {
  messageId: messageIdOf(KEY),
  to: { name: '欧阳春晓', address: 'p-014@example.test' },
  subject: '红色催办函：整改情况报告，已逾期1天（R-2026-01/O-07）',
  text: '红色催办函\n\n　　请于2027年1月23日24时前报巡察办。\n.\n行首的点不会中断正文。\n',
  headers: { 'X-Xuncha-Letter': KEY, 'X-Xuncha-Rung': '3', 'X-Xuncha-Kind': 'red' },
};

test('a letter arrives once, under the Message-ID of its key', async () => {
  const post = await serving();
  await post.mailer.deliver(MAIL);
  expect(post.received).toHaveLength(1);
  const parsed = await simpleParser(post.received[0] ?? '');
  expect(parsed.messageId).toBe(messageIdOf(KEY));
  expect(parsed.headers.get('x-xuncha-letter')).toBe(KEY);
  expect(parsed.headers.get('x-xuncha-rung')).toBe('3');
  expect(parsed.headers.get('x-xuncha-kind')).toBe('red');
  expect(parsed.headers.has('x-mailer')).toBe(false);
});

test('Chinese names, subject and text survive', async () => {
  const post = await serving();
  await post.mailer.deliver(MAIL);
  const parsed = await simpleParser(post.received[0] ?? '');
  expect(parsed.subject).toBe(MAIL.subject);
  expect(parsed.text).toBe(MAIL.text);
  expect([parsed.to].flat()[0]?.value).toEqual([MAIL.to]);
  expect(parsed.from?.value).toEqual([{ name: '清溪县委巡察办', address: 'office@example.test' }]);
});

test('an address that looks like two is one recipient, or none', async () => {
  const recipients: string[] = [];
  const post = await serving({
    onRcptTo({ address }, _session, answer) {
      recipients.push(address);
      answer(null);
    },
  });
  await expect(
    post.mailer.deliver({ ...MAIL, to: { name: '甲', address: 'a@example.test, b@example.test' } }),
  ).rejects.toThrow();
  expect(recipients).toEqual([]);
});

test.each([
  { answered: '550 at RCPT', permanent: true, options: { onRcptTo: refusing(550) } },
  { answered: '553 at RCPT', permanent: true, options: { onRcptTo: refusing(553) } },
  { answered: '451 at RCPT', permanent: false, options: { onRcptTo: refusing(451) } },
  { answered: '550 at MAIL FROM', permanent: true, options: { onMailFrom: refusing(550) } },
  { answered: '530 at MAIL FROM, login required', permanent: false, options: { onMailFrom: refusing(530) } },
  { answered: '503 at RCPT, wrong order', permanent: false, options: { onRcptTo: refusing(503) } },
  { answered: '554 after DATA', permanent: true, options: { onData: refusingData(554) } },
  { answered: '452 after DATA', permanent: false, options: { onData: refusingData(452) } },
  { answered: '554 instead of a greeting', permanent: false, options: { onConnect: refusingConnection(554) } },
  { answered: '421 instead of a greeting', permanent: false, options: { onConnect: refusingConnection(421) } },
])('is refused with $answered: permanent $permanent', async ({ options, permanent }) => {
  const { mailer } = await serving(options);
  expect(isPermanent(await failureOf(mailer))).toBe(permanent);
});

test('a refused login is our fault, not the addressee’s', async () => {
  const { mailer } = await serving(
    {
      disabledCommands: ['STARTTLS'],
      authOptional: false,
      onAuth: (_auth, _session, answer) => answer(Object.assign(new Error('no such user'), { responseCode: 535 })),
    },
    'office:wrong@',
  );
  const failure = await failureOf(mailer);
  expect(failure).toMatchObject({ code: 'EAUTH', responseCode: 535 });
  expect(isPermanent(failure)).toBe(false);
});

test('a server that is away is temporary', async () => {
  const post = await serving();
  await post.stop();
  expect(isPermanent(await failureOf(post.mailer))).toBe(false);
});

test('a drop after the final dot is temporary, and nothing is sent a second time behind our back', async () => {
  const dots: number[] = [];
  const post = await droppingAfterData(() => dots.push(Date.now()));
  expect(isPermanent(await failureOf(post))).toBe(false);
  expect(dots).toHaveLength(1);
});

test('a server that holds its 250 is waited for', async () => {
  const held: (() => void)[] = [];
  const { mailer } = await serving({
    onData(stream, _session, answer) {
      stream.resume();
      stream.on('end', () => held.push(() => answer(null)));
    },
  });
  let delivered = false;
  const sending = mailer.deliver(MAIL).then(() => {
    delivered = true;
  });
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(delivered).toBe(false);
  held[0]?.();
  await sending;
  expect(delivered).toBe(true);
});

test('after one refused letter the next still arrives', async () => {
  const post = await serving({
    onRcptTo: ({ address }, session, answer) =>
      address.startsWith('p-014') ? refusing(550)({ address }, session, answer) : answer(null),
  });
  const others = ['p-001', 'p-002'].map((person) => ({ ...MAIL, to: { name: '', address: `${person}@example.test` } }));
  const outcomes = await Promise.allSettled([MAIL, ...others].map((mail) => post.mailer.deliver(mail)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(post.received).toHaveLength(2);
});

test('what is not an error of the mail server is never permanent', () => {
  expect(isPermanent('550')).toBe(false);
  expect(isPermanent(new Error('550'))).toBe(false);
  expect(isPermanent(Object.assign(new Error('no address'), { code: 'EENVELOPE' }))).toBe(false);
});

test('the Message-ID comes from the key alone and shows no code', () => {
  expect(messageIdOf(KEY)).toBe(messageIdOf(KEY));
  expect(messageIdOf(KEY)).toMatch(/^<[0-9a-f]{40}@xuncha\.local>$/);
  expect(messageIdOf(`${KEY}.2`)).not.toBe(messageIdOf(KEY));
});

// ——— Servers ———

type Answer = (error?: Error | null) => void;
const saying = (responseCode: number) => Object.assign(new Error('scripted'), { responseCode });
function refusing(code: number) {
  return (_address: { address: string }, _session: unknown, answer: Answer) => answer(saying(code));
}
function refusingConnection(code: number) {
  return (_session: unknown, answer: Answer) => answer(saying(code));
}
function refusingData(code: number): NonNullable<SMTPServerOptions['onData']> {
  return (stream, _session, answer) => {
    stream.resume();
    stream.on('end', () => answer(saying(code)));
  };
}

interface Post {
  readonly mailer: Channel;
  readonly received: string[];
  readonly stop: () => Promise<void>;
}
async function serving(options: SMTPServerOptions = {}, login = ''): Promise<Post> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 0,
    onData(stream, _session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'));
        answer(null);
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that leaves is what some of these tests are about
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(stop); // before the mailer's: what is registered last goes first, and leaves no open connection
  return { mailer: mailerTo(portOf(listening.address()), login), received, stop };
}

/** Speaks just enough SMTP to take a letter whole, and hangs up instead of answering. */
async function droppingAfterData(dotSeen: () => void): Promise<Channel> {
  const server = createServer((socket: Socket) => {
    let inData = false;
    socket.on('error', () => undefined);
    socket.write('220 scripted\r\n');
    socket.on('data', (chunk) => {
      const said = chunk.toString('latin1');
      if (inData && said.endsWith('\r\n.\r\n')) {
        dotSeen();
        socket.destroy();
        return;
      }
      if (inData) return;
      inData = said.startsWith('DATA');
      socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return mailerTo(portOf(server.address()));
}

function mailerTo(port: number, login = ''): Channel {
  const mailer = smtpChannel({
    smtpUrl: `smtp://${login}127.0.0.1:${port}`,
    from: '清溪县委巡察办 <office@example.test>',
  });
  onTestFinished(() => mailer.close());
  return mailer;
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

async function failureOf(mailer: Channel): Promise<unknown> {
  return mailer.deliver(MAIL).then(
    () => expect.unreachable('the letter should not have been taken'),
    (error: unknown) => error,
  );
}
