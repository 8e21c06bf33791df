/** A page of commands, done as printed: its fenced blocks go to one shell, in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { inRepository } from '../../scripts/tools/docs/repository.ts';

export interface Section {
  readonly title: string;
  readonly blocks: readonly string[];
}

/** The sections of a page that have commands. */
export async function sectionsOf(path: string): Promise<readonly Section[]> {
  const page = await readFile(inRepository(path), 'utf8');
  const sections = page.split(/^## /m).map((text) => ({
    title: text.split('\n')[0] ?? '',
    blocks: [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block),
  }));
  return sections.filter(({ blocks }) => blocks.length > 0);
}

export interface Shell {
  /** Everything that it has said. */
  said(): string;
  /** Does the commands; the answer is what they said. One that fails ends the shell, and is told with what it said. */
  run(commands: string): Promise<string>;
  end(): Promise<void>;
}

export function shell(environment: NodeJS.ProcessEnv, cwd: string): Shell {
  const bash: ChildProcess = spawn('bash', ['--noprofile', '--norc', '-s'], {
    cwd,
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const output of [bash.stdout, bash.stderr]) output?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let marks = 0;
  return {
    said: () => said,
    async run(commands) {
      const from = said.length;
      const mark = `~done-${++marks}~`;
      bash.stdin?.write(`${commands}\nprintf '%s\\n' '${mark}'\n`);
      while (!said.includes(`${mark}\n`, from)) {
        if (bash.exitCode !== null || bash.signalCode !== null)
          throw new Error(`The commands failed:\n${commands}\nThey said:\n${said.slice(from)}`);
        await pause(50);
      }
      return said.slice(from, said.indexOf(mark, from));
    },
    async end() {
      if (bash.exitCode !== null || bash.signalCode !== null) return;
      const ended = once(bash, 'exit');
      bash.stdin?.end();
      await ended;
    },
  };
}
