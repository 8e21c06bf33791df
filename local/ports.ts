/** Ports on loopback: finding a free one, and naming whoever holds one that is taken. */
import { randomInt } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { codeOf } from './failure.ts';
import { shortCommandLine } from './processes.ts';

const LOOPBACK = '127.0.0.1';
const LISTENING = '0A';

/** A port that nobody holds at this moment. It is not reserved: use it soon. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_TO_TRY; tries++) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if ((await portHolder(port)) === undefined) return port;
  }
  throw new Error(`No free port between ${FIRST_PORT} and ${LAST_PORT} was found. End some servers of this machine.`);
}

/** Below the ports that systems hand out by themselves: what is free now is then still free when its server starts. */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;
const PORTS_TO_TRY = 100;

/** Nothing when 127.0.0.1:port can be bound; else who holds it, in words that fit after "is held by". */
export async function portHolder(port: number): Promise<string | undefined> {
  try {
    await bound(port);
    return undefined;
  } catch (error) {
    if (codeOf(error) === 'EACCES') return 'the operating system, which keeps low ports for root';
    if (codeOf(error) === 'EADDRINUSE') return holderOf(port);
    throw error;
  }
}

/** Refuses to go on while somebody else holds the port, and says which setting moves us out of the way. */
export async function requirePort(port: number, what: string, setting: string): Promise<void> {
  const holder = await portHolder(port);
  if (holder === undefined) return;
  throw new Error(
    `${what} cannot start: port ${port} is held by ${holder}. ` +
      `End that process, or choose another port: ${setting}=<port>.`,
  );
}

/** Takes the port for an instant and gives it back. Port 0 lets the system choose. */
function bound(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      const taken = address !== null && typeof address === 'object' ? address.port : port;
      server.close((error) => (error ? reject(error) : resolve(taken)));
    });
  });
}

/** Linux tells: the kernel's table of sockets has the port's inode, some process has that inode open. */
async function holderOf(port: number): Promise<string> {
  if (process.platform !== 'linux') return `another process (to see which: lsof -nP -iTCP:${port})`;
  const sockets = await socketsOn(port);
  for (const { inode } of sockets) {
    const pid = await ownerOf(inode);
    if (pid !== undefined) return `pid ${pid} (${await shortCommandLine(pid)})`;
  }
  const user = sockets[0]?.user;
  return user === undefined ? 'a process that cannot be seen from here' : `a process of the user with id ${user}`;
}

interface Socket {
  readonly inode: string;
  readonly user: string;
  readonly listening: boolean;
}

/** Listeners first: a mere connection that happens to leave by this port is a holder of last resort. */
async function socketsOn(port: number): Promise<Socket[]> {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readable));
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, local = '', , state, , , , user, , inode]) =>
      local.endsWith(`:${hexadecimal}`) && inode !== undefined && user !== undefined && inode !== '0'
        ? [{ inode, user, listening: state === LISTENING }]
        : [],
    )
    .sort((one, other) => Number(other.listening) - Number(one.listening));
}

async function ownerOf(inode: string): Promise<number | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if ((await openSockets(pid)).includes(`socket:[${inode}]`)) return Number(pid);
  }
  return undefined;
}

/** Empty for processes of other users and for those that end while we look: neither can be the answer. */
async function openSockets(pid: string): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  return Promise.all(descriptors.map((descriptor) => readlink(`${folder}/${descriptor}`).catch(() => '')));
}

/** A machine without IPv6 has no table for it. */
async function readable(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
