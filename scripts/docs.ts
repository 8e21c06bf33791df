/** `npm run docs`: writes everything that is made from the rule book. `npm test` fails while one of the files is behind. */
import { writeFile } from 'node:fs/promises';
import { generated } from './tools/docs/generated.ts';
import { inRepository } from './tools/docs/repository.ts';

for (const [path, text] of await generated()) {
  await writeFile(inRepository(path), text);
  console.log(path);
}
