import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const names = (folder: string, ending: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith(ending) && name !== 'README.md' && name !== 'pages.test.ts')
    .map((name) => name.slice(0, -ending.length))
    .sort();

test('every story has a page and a test of the same name', () => {
  expect(names('.', '.test.ts')).toEqual(names('../../docs/scenarios', '.md'));
});
