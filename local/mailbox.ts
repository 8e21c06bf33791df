/** A mailbox for development: it takes every letter on loopback, keeps it, and shows it. Nothing is delivered. */
import { once } from 'node:events';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import helmet from 'helmet';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { messageOf } from './failure.ts';
import { type LetterFolder, openLetterFolder } from './letters-kept.ts';
import { faultPage, letterPage, listPage, missingPage } from './mailbox-pages.ts';
import { onlyHere } from './only-here.ts';
import { onlyOnce } from './only-once.ts';
import { requirePort } from './ports.ts';

const LOOPBACK = '127.0.0.1';
const LARGEST_LETTER = 25 * 1024 * 1024;
const LETTERS_ON_A_PAGE = 100;
/** A sender in the middle of a letter may finish it; it gets no 250 after this, and will send again. */
const PATIENCE_FOR_SENDERS = 1_000;

export interface MailboxOptions {
  /** The letters lie here, as `.eml` files. */
  readonly directory: string;
  readonly smtpPort: number;
  readonly webPort: number;
  readonly say: (line: string) => void;
}

export interface Mailbox {
  readonly smtpUrl: string;
  readonly webUrl: string;
  stop(): Promise<void>;
}

export async function startMailbox({ directory, smtpPort, webPort, say }: MailboxOptions): Promise<Mailbox> {
  await requirePort(smtpPort, 'The mailbox', 'SMTP_PORT');
  await requirePort(webPort, "The mailbox's page", 'MAILBOX_PORT');
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o700); // letters have names in them
  const folder = await openLetterFolder(directory);
  const smtp = createPostOffice(folder, say);
  const web = createServer(createReadingRoom({ folder, style: await stylesheet(), port: webPort, say }));
  smtp.listen(smtpPort, LOOPBACK);
  web.listen(webPort, LOOPBACK);
  await Promise.all([once(smtp.server, 'listening'), once(web, 'listening')]);
  return {
    smtpUrl: `smtp://${LOOPBACK}:${smtpPort}`,
    webUrl: `http://${LOOPBACK}:${webPort}`,
    stop: onlyOnce(async () => {
      await Promise.all([closed(smtp), closed(web)]);
    }),
  };
}

/** The 250 is a promise: it is given only when the letter is on the disk. */
function createPostOffice(folder: LetterFolder, say: (line: string) => void): SMTPServer {
  const office = new SMTPServer({
    name: 'xuncha-mailbox',
    banner: 'a mailbox for development: it delivers nothing',
    disabledCommands: ['AUTH', 'STARTTLS'], // loopback only
    disableReverseLookup: true,
    size: LARGEST_LETTER,
    closeTimeout: PATIENCE_FOR_SENDERS,
    onData(content, _session, answer) {
      folder.keep(whole(content)).then(
        (name) => answer(null, `kept as ${name}`),
        (error: unknown) => {
          say(`The mailbox did not keep a letter, and its sender was told so: ${messageOf(error)}`);
          answer(content.sizeExceeded ? refusal(552, 'larger than 25 MB') : refusal(451, 'it could not be kept'));
        },
      );
    },
  });
  office.on('error', (error) => say(`The mailbox: a sender broke off (${messageOf(error)}); it may send again`));
  return office;
}

/** Fails before the file gets its name when the letter is not whole. */
async function* whole(content: SMTPServerDataStream): AsyncGenerator<Uint8Array> {
  yield* content;
  if (content.sizeExceeded) throw new Error('it is larger than 25 MB');
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

interface ReadingRoom {
  readonly folder: LetterFolder;
  readonly style: string;
  readonly port: number;
  readonly say: (line: string) => void;
}

function createReadingRoom({ folder, style, port, say }: ReadingRoom): Express {
  const app = express();
  app.use(onlyHere(port));
  app.use(helmet({ contentSecurityPolicy: STRICT, strictTransportSecurity: false })); // plain HTTP on loopback

  app.get('/mailbox.css', (_request, response) => {
    response.type('css').send(style);
  });

  app.get('/', async (request, response) => {
    const before = request.query['before'];
    const names = await folder.names();
    const older = typeof before === 'string' ? names.filter((name) => name < before) : names;
    const shown = older.slice(0, LETTERS_ON_A_PAGE);
    const olderThan = older.length > shown.length ? shown.at(-1) : undefined;
    response.send(listPage({ letters: await folder.letters(shown), total: names.length, olderThan }));
  });

  app.get('/letters.json', async (_request, response) => {
    response.json({ items: await folder.letters(await folder.names()) });
  });

  app.get('/letters/:file', async (request, response) => {
    const letter = await folder.open(request.params.file);
    if (letter) response.send(letterPage(letter));
    else response.status(404).send(missingPage());
  });

  app.get('/letters/:file/source', async (request, response) => {
    const source = await folder.source(request.params.file);
    if (source) response.type('text/plain').send(source);
    else response.status(404).send(missingPage());
  });

  app.get('/favicon.ico', (_request, response) => {
    response.status(204).end();
  });

  app.use((_request, response) => {
    response.status(404).send(missingPage());
  });

  app.use(faults(say));
  return app;
}

const STRICT = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** Express knows an error handler by its four parameters. */
function faults(say: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (error instanceof URIError) {
      response.status(404).send(missingPage()); // such as /letters/%, which is nobody's name
    } else {
      say(`The mailbox could not show ${request.path}: ${messageOf(error)}`);
      response.status(500).send(faultPage());
    }
  };
}

async function stylesheet(): Promise<string> {
  return readFile(new URL('./mailbox.css', import.meta.url), 'utf8');
}

function closed(server: SMTPServer | Server): Promise<void> {
  return new Promise((resolve, reject) => {
    if (server instanceof SMTPServer) return server.close(resolve);
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
