/** What `deploy/` says agrees with the programs and with the page of operations. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inRepository } from '../../scripts/tools/docs/repository.ts';

const text = (path: string) => readFile(inRepository(path), 'utf8');
const unitNames = async () => (await readdir(inRepository('deploy/systemd'))).sort();
const matches = (of: string, pattern: RegExp) => [...of.matchAll(pattern)].map(([, group = '']) => group);

test('each unit starts a program that is built, as the account and from the folders of the page', async () => {
  const built = await text('tsconfig.build.json');
  const page = await text('docs/operations.md');
  for (const name of (await unitNames()).filter((each) => each.endsWith('.service'))) {
    const unit = await text(`deploy/systemd/${name}`);
    const programs = matches(unit, /^ExecStart=\/usr\/bin\/node \/opt\/xuncha\/current\/(\S+)\.js/gm);
    expect(programs.length, name).toBeGreaterThan(0);
    for (const program of programs) expect(built).toContain(`"${program}.ts"`);
    expect(unit).toContain('User=xuncha\n');
    expect(unit).toContain('EnvironmentFile=/etc/xuncha/xuncha.env\n');
    expect(unit).toContain('ProtectSystem=strict\n');
    expect(page).toContain(name.replace(/@?\.service$/, ''));
  }
  for (const place of ['/opt/xuncha', '/etc/xuncha', '/var/backups/xuncha']) expect(page).toContain(`:=${place}}`);
});

test('each timer has its service', async () => {
  const names = await unitNames();
  const timers = names.filter((name) => name.endsWith('.timer'));
  expect(timers.length).toBeGreaterThan(1);
  for (const timer of timers) expect(names).toContain(timer.replace('.timer', '.service'));
});

test('the image takes what is there, holds no setting, and runs as nobody', async () => {
  const containerfile = await text('deploy/Containerfile');
  for (const from of matches(containerfile, /^COPY (?!--)(.+) \S+$/gm))
    for (const path of from.split(' ').filter((each) => each !== '.')) expect(await text(path)).not.toBe('');
  expect(matches(containerfile, /^ENV (\S+)=/gm)).toEqual(['NODE_ENV']);
  expect(containerfile).toMatch(/^USER 65532:65532$/m);
  const left = (await text('.dockerignore')).split('\n');
  for (const path of ['.git', '.data', '.env*', '*.key', 'node_modules']) expect(left).toContain(path);
});
