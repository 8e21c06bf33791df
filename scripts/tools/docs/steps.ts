/** The steps of the process, as the rule book has them: one file each, introduced by its first comment. */
import { readdir, readFile } from 'node:fs/promises';
import { type CommandName, commandNamed, commandNames } from '../../../contracts/requests/index.ts';
import { parseSync, Visitor } from 'oxc-parser';
import { inRepository } from './repository.ts';

export interface Step {
  readonly file: string;
  readonly title: string;
  /** What the file says of itself, in one paragraph. */
  readonly about: string;
  readonly commands: readonly CommandName[];
}

const FOLDER = 'domain/round/steps';

/** In the order of the commands. A file that defines none is no step. */
export async function steps(): Promise<Step[]> {
  const found: Step[] = [];
  for (const file of await readdir(inRepository(FOLDER))) {
    const { program, comments } = parseSync(file, await readFile(inRepository(`${FOLDER}/${file}`), 'utf8'));
    const commands: CommandName[] = [];
    new Visitor({
      CallExpression({ callee, arguments: [name] }) {
        if (callee.type !== 'Identifier' || callee.name !== 'command' || name?.type !== 'Literal') return;
        const command = commandNamed(String(name.value));
        if (command) commands.push(command);
      },
    }).visit(program);
    const about = paragraph(comments[0]?.value ?? '');
    if (commands.length > 0) found.push({ file, title: titleOf(about), about, commands });
  }
  const place = ({ commands: [first] }: Step) => (first === undefined ? 0 : commandNames.indexOf(first));
  return found.sort((a, b) => place(a) - place(b));
}

/** The first paragraph of a comment, on one line. */
const paragraph = (comment: string): string => {
  const [first = ''] = comment.replaceAll(/^[ \t]*\*[ \t]*/gm, '').split(/\n\s*\n/);
  return first.replaceAll(/\s+/g, ' ').trim();
};

/** `Hearings and decision`, of “Hearings and decision (J-V.4a): the leading group …”. */
const titleOf = (about: string): string => about.replace(/\s*[(:.].*$/s, '');
