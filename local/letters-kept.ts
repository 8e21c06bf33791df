/** The folder of a mailbox: one `.eml` file for each letter, named by the instant at which it came. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import pLimit from 'p-limit';
import { unlessMissing } from './failure.ts';
import { keepFile } from './kept-files.ts';

/** The only names that lead to a file: no path fits this. */
const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3})Z-\d{6}\.eml$/;
const UNFINISHED = '.eml.part';
/** Descriptors are not endless. */
const READ_AT_ONCE = 16;

export interface Letter {
  readonly file: string;
  /** The box's clock, not the round's: that one may have been moved. */
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly messageId: string | undefined;
  /** Those that begin with `x-xuncha-`, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface OpenedLetter extends Letter {
  readonly sentAt: string | undefined;
  readonly text: string;
  readonly attachments: readonly string[];
}

export interface LetterFolder {
  /** When this returns, the letter is on the disk. The answer is its file name. */
  keep(content: AsyncIterable<Uint8Array>): Promise<string>;
  /** The names, newest first. */
  names(): Promise<string[]>;
  letters(names: readonly string[]): Promise<Letter[]>;
  open(name: string): Promise<OpenedLetter | undefined>;
  source(name: string): Promise<Buffer | undefined>;
}

export async function openLetterFolder(directory: string): Promise<LetterFolder> {
  await clearUnfinished(directory);
  const read = pLimit(READ_AT_ONCE);
  const known = new Map<string, Letter>(); // a kept letter never changes
  let kept = 0;

  const source = async (name: string) => (NAME.test(name) ? unlessMissing(readFile(join(directory, name))) : undefined);

  const letter = async (name: string): Promise<Letter[]> => {
    const before = known.get(name);
    if (before) return [before];
    const content = await source(name);
    if (content === undefined) return []; // somebody has just deleted it
    const summary = summarised(name, await simpleParser(content));
    known.set(name, summary);
    return [summary];
  };

  return {
    async keep(content) {
      kept = (kept + 1) % 1_000_000;
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${String(kept).padStart(6, '0')}.eml`;
      await keepFile(join(directory, name), content, 0o600);
      return name;
    },
    async names() {
      return (await readdir(directory))
        .filter((name) => NAME.test(name))
        .sort()
        .reverse();
    },
    async letters(names) {
      return (await Promise.all(names.map((name) => read(() => letter(name))))).flat();
    },
    async open(name) {
      const content = await source(name);
      if (content === undefined) return undefined;
      const mail = await simpleParser(content);
      return {
        ...summarised(name, mail),
        sentAt: mail.date?.toISOString(),
        text: mail.text ?? '',
        attachments: mail.attachments.map(({ filename, contentType }) => filename ?? contentType),
      };
    },
    source,
  };
}

/** What a killed box was writing: nobody was told that it had been taken. */
async function clearUnfinished(directory: string): Promise<void> {
  const unfinished = (await readdir(directory)).filter((name) => name.endsWith(UNFINISHED));
  await Promise.all(unfinished.map((name) => rm(join(directory, name), { force: true })));
}

function summarised(name: string, mail: ParsedMail): Letter {
  return {
    file: name,
    receivedAt: name.replace(NAME, '$1T$2:$3:$4Z'),
    from: mail.from?.text ?? '',
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject ?? '',
    messageId: mail.messageId,
    headers: Object.fromEntries([...mail.headers].flatMap(([key, value]) => ourHeader(key, value))),
  };
}

function addresses(field: AddressObject | AddressObject[] | undefined): string[] {
  const people = [field ?? []].flat().flatMap(({ value }) => value);
  return people
    .flatMap(({ address, group }) => [address, ...(group ?? []).map((member) => member.address)])
    .filter(isThere);
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function ourHeader(key: string, value: unknown): Array<[string, string]> {
  if (!key.startsWith('x-xuncha-')) return [];
  return [[key, Array.isArray(value) ? value.join(', ') : String(value)]];
}
