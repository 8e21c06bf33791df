/** A way to PostgreSQL that can be silent, shut, or lost right after a commit, before its answer. */
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './mail-server.ts';

/** SILENT: what is sent arrives nowhere. SHUT: nobody is connected. LOST_AT_COMMIT: the next COMMIT is carried out, its answer does not
 *  arrive. */
export type Way = 'OPEN' | 'SILENT' | 'SHUT' | 'LOST_AT_COMMIT';

/** What the server answers to COMMIT: done, or rolled back because a statement before it had failed. */
const ENDED = /(COMMIT|ROLLBACK)\0/;

export interface DatabaseProxy {
  readonly url: string;
  is(way: Way): void;
  close(): Promise<void>;
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const database = new URL(databaseUrl);
  const open = new Set<Socket>();
  let way: Way = 'OPEN';

  const server = createServer((caller) => {
    if (way === 'SHUT') {
      caller.destroy();
      return;
    }
    const callee = connect(Number(database.port), database.hostname);
    open.add(caller).add(callee);
    let isLost = false;
    let unheard = '';
    caller.on('data', (sent) => {
      if (way === 'SILENT') return;
      if (way === 'LOST_AT_COMMIT' && sent.includes('COMMIT\0')) {
        isLost = true;
        way = 'OPEN';
      }
      callee.write(sent);
    });
    callee.on('data', (answer) => {
      if (isLost) {
        // A server whose caller goes before it has answered may give the transaction up.
        unheard += answer.toString('latin1');
        if (ENDED.test(unheard)) caller.destroy();
      } else if (way !== 'SILENT') caller.write(answer);
    });
    for (const [socket, other] of [
      [caller, callee],
      [callee, caller],
    ] as const) {
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        other.destroy();
        open.delete(socket);
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(portOf(server.address()));

  return {
    url: url.href,
    is(next) {
      way = next;
      if (next === 'SHUT') for (const socket of open) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
