/** Logs: one JSON object a line, whatever happens, and no value that somebody has typed. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const line = z.looseObject({ level: z.number(), name: z.literal('it'), msg: z.string() });

/** What a process writes, line by line; `begun` has `log` and `settings`. */
async function said(body: string, environment: Record<string, string> = {}) {
  const startUp = JSON.stringify(new URL('../../start-up.ts', import.meta.url).href);
  const script = `const { begin } = await import(${startUp});
    const alarms = [];
    const { log } = begin('it', (alarm) => alarms.push(alarm));
    ${body}`;
  const { PATH = '' } = process.env;
  const ended = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { PATH, ...environment },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error),
  );
  const lines = ended.stdout.split('\n').filter(Boolean);
  return { ...ended, lines: lines.map((each) => line.parse(JSON.parse(each))) };
}

test('settings that are not right end the program with one line that names them', async () => {
  const { code, lines, stderr } = await said('', { API_PORT: 'x' });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.msg).toContain('API_PORT');
});

test('what ends a program unforeseen, and what Node warns of, are lines as well', async () => {
  const { code, lines, stderr } = await said(`process.emitWarning('a warning');
    setTimeout(() => { throw new Error('unforeseen') }, 20);`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'settings'],
    [40, 'Node warns'],
    [60, 'unforeseen'],
  ]);
});

test('passwords and keys are in no line', async () => {
  const { stdout } = await said('', {
    DATABASE_URL: 'postgres://xuncha:s3cret@127.0.0.1:5432/xuncha?password=s3cret',
    SMTP_URL: 'smtp://mailer:s3cret@127.0.0.1:25',
    CONTENT_KEYS: `k:${Buffer.from('s3crets3crets3crets3crets3crets3').toString('base64')}`,
    OIDC_CLIENT_SECRET: 's3cret',
  });
  expect(stdout).toContain('127.0.0.1:5432');
  expect(stdout).not.toMatch(/s3cret|czNjcmV0/);
});

test('a value that PostgreSQL could not read is not repeated', async () => {
  const { lines, stdout } = await said(`const text = 'invalid input syntax for type date: "张三"';
    const err = Object.assign(new Error(text), { code: '22007', detail: '张三', where: '张三' });
    log.error({ err, alarm: 'api-fault' }, 'a request failed');
    log.info({ alarms }, 'alarms');`);
  expect(stdout).not.toContain('张三');
  expect(lines[1]).toMatchObject({ err: { code: '22007', message: 'invalid input syntax for type date …' } });
  expect(lines[2]).toMatchObject({ alarms: ['api-fault'] });
});
