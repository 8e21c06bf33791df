import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type Mailbox, startMailbox } from '../../local/mailbox.ts';
import { freePort, portHolder } from '../../local/ports.ts';
import { listener, temporaryFolder } from './folders.ts';

const LETTER = {
  from: '巡察办 <office@example.test>',
  to: ['p-001@example.test', '张三 <p-002@example.test>'],
  cc: 'p-014@example.test',
  subject: '整改报告将于二十日后到期',
  text: '请按时报送整改报告。\n\n　　第二段。',
  messageId: '<r-2026-01.o-07.report-1@xuncha>',
  headers: { 'X-Xuncha-Rung': '1', 'X-Xuncha-Duty': 'R-2026-01/O-07/report-1' },
};

test('a letter lies in the folder as an .eml file by the time it is answered', async () => {
  const { box, directory } = await opened();
  const { response } = await send(box, LETTER);
  const [, file = ''] = /kept as (\S+)/.exec(response) ?? [];
  expect(await readdir(directory)).toEqual([file]);
  expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-\d+\.eml$/);
  expect(await readFile(join(directory, file), 'utf8')).toContain('Message-ID: <r-2026-01.o-07.report-1@xuncha>');
  // Names and addresses stand in it: other accounts of the machine read neither the folder nor the letter.
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600);
});

test('forty letters at once are forty files', async () => {
  const { box, directory } = await opened();
  await Promise.all(Array.from({ length: 40 }, () => send(box, LETTER)));
  expect(await readdir(directory)).toHaveLength(40);
});

test('letters are listed with whom they went to and what they carry, newest first', async () => {
  const { box } = await opened();
  await send(box, LETTER);
  await send(box, { ...LETTER, subject: '第二封', headers: {} });
  const { items } = await json(box);
  expect(items).toMatchObject([
    { subject: '第二封', headers: {} },
    {
      subject: LETTER.subject,
      to: ['p-001@example.test', 'p-002@example.test'],
      cc: ['p-014@example.test'],
      messageId: LETTER.messageId,
      headers: { 'x-xuncha-rung': '1', 'x-xuncha-duty': 'R-2026-01/O-07/report-1' },
    },
  ]);
  expect(Math.abs(Date.now() - Date.parse(items[0]?.receivedAt ?? ''))).toBeLessThan(60_000);
});

test('letters outlive the box', async () => {
  const directory = await temporaryFolder();
  const first = await opened(directory);
  await send(first.box, LETTER);
  await first.box.stop();
  const second = await opened(directory);
  expect((await json(second.box)).items).toHaveLength(1);
});

test('the pages show the letter, its rung and its way to the source', async () => {
  const { box } = await opened();
  await send(box, LETTER);
  const list = await page(`${box.webUrl}/`);
  expect(list.text).toContain(LETTER.subject);
  expect(list.text).toContain('class="mark green"');
  const [, link = ''] = /href="(\/letters\/[^"]+)"/.exec(list.text) ?? [];
  const letter = await page(box.webUrl + link);
  expect(letter.text).toContain(LETTER.text);
  const source = await fetch(`${box.webUrl}${link}/source`);
  expect(source.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await source.text()).toContain('X-Xuncha-Rung: 1');
});

test('older letters are on the next page', async () => {
  const { box, directory } = await opened();
  await Promise.all(
    Array.from({ length: 101 }, (_, n) =>
      writeFile(
        join(directory, `2026-01-01T00-00-00.000Z-${String(n).padStart(6, '0')}.eml`),
        `Subject: no. ${n}.\n\n`,
      ),
    ),
  );
  const first = await page(`${box.webUrl}/`);
  expect(first.text).toContain('no. 100.');
  expect(first.text).not.toContain('no. 0.');
  const [, older = ''] = /href="(\/\?before=[^"]+)"/.exec(first.text) ?? [];
  expect((await page(box.webUrl + older)).text).toContain('no. 0.');
});

test('what a letter says is never taken for a page', async () => {
  const { box } = await opened();
  const attack = '<script>alert("1")</script>';
  await send(box, { ...LETTER, subject: attack, text: attack, headers: { 'X-Xuncha-Rung': '"><img src=x>' } });
  const list = await page(`${box.webUrl}/`);
  const [, link = ''] = /href="(\/letters\/[^"]+)"/.exec(list.text) ?? [];
  for (const { text, headers } of [list, await page(box.webUrl + link)]) {
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;script&gt;');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*style-src 'self'/);
  }
});

test.each([
  '/letters/..%2Fsecret.eml',
  '/letters/..%2F..%2F..%2Fetc%2Fpasswd',
  '/letters/secret.eml/source',
  '/letters/%2Fetc%2Fpasswd/source',
  '/letters/%',
  '/letters/2026-01-01T00-00-00.000Z-000001.eml',
])('%s leads nowhere', async (path) => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'secret.eml'), 'secret');
  const { box } = await opened(directory);
  const answer = await page(box.webUrl + path);
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('secret');
});

test('a letter broken off in the middle is not kept', async () => {
  const { box, directory } = await opened();
  const socket = connect(Number(new URL(box.smtpUrl).port), '127.0.0.1');
  let heard = '';
  socket.on('data', (words) => {
    heard += String(words);
  });
  const conversation = [
    ['EHLO x', '220 '],
    ['MAIL FROM:<a@example.test>', '250 '],
    ['RCPT TO:<b@example.test>', '250 Accepted'],
    ['DATA', '250 Accepted'],
  ] as const;
  for (const [line, afterHearing] of conversation) {
    await vi.waitFor(() => expect(heard).toContain(afterHearing));
    heard = '';
    socket.write(`${line}\r\n`);
  }
  await vi.waitFor(() => expect(heard).toContain('354'));
  socket.write('Subject: half\r\n\r\nhalf a let');
  await vi.waitFor(async () => expect(await readdir(directory)).toHaveLength(1));
  socket.destroy();
  await vi.waitFor(async () => expect(await readdir(directory)).toEqual([]));
});

test('a letter that is too large is refused for good', async () => {
  const { box, directory } = await opened();
  const huge = { ...LETTER, text: 'x'.repeat(26 * 1024 * 1024) };
  await expect(send(box, huge)).rejects.toMatchObject({ responseCode: 552 });
  expect(await readdir(directory)).toEqual([]);
});

test('a letter that cannot be kept is not taken: its sender shall try again', async () => {
  const { box, directory, said } = await opened();
  await rm(directory, { recursive: true });
  await expect(send(box, LETTER)).rejects.toMatchObject({ responseCode: 451 });
  expect(said.join()).toContain('did not keep a letter');
});

test('stopping frees both ports, also while a sender holds the line', async () => {
  const { box } = await opened();
  const socket = connect(Number(new URL(box.smtpUrl).port), '127.0.0.1');
  await once(socket, 'data');
  socket.on('error', () => {});
  await box.stop();
  for (const url of [box.smtpUrl, box.webUrl]) expect(await portHolder(Number(new URL(url).port))).toBeUndefined();
});

test('a held port is refused with the setting to change', async () => {
  const { box } = await opened();
  const taken = Number(new URL(box.smtpUrl).port);
  const directory = await temporaryFolder();
  const wishes = { directory, smtpPort: await freePort(), webPort: await freePort(), say: () => {} };
  await expect(startMailbox({ ...wishes, smtpPort: taken })).rejects.toThrow('SMTP_PORT=<port>');
  await expect(startMailbox({ ...wishes, webPort: taken })).rejects.toThrow('MAILBOX_PORT=<port>');
});

async function opened(directory?: string) {
  const { said, say } = listener();
  const folder = directory ?? (await temporaryFolder());
  const box = await startMailbox({ directory: folder, smtpPort: await freePort(), webPort: await freePort(), say });
  onTestFinished(() => box.stop());
  return { box, said, directory: folder };
}

async function send(box: Mailbox, letter: SendMailOptions) {
  const transport = createTransport(box.smtpUrl);
  try {
    return await transport.sendMail(letter);
  } finally {
    transport.close();
  }
}

async function page(url: string) {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const listing = z.object({ items: z.array(z.looseObject({ receivedAt: z.string() })) });

async function json(box: Mailbox) {
  const response = await fetch(`${box.webUrl}/letters.json`);
  return listing.parse(await response.json());
}
