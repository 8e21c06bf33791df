/** A door in front of a server: a TCP port that can be shut, opened again, and slammed on whoever stands in it. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Gate {
  readonly port: number;
  /** Nobody gets in any more, and whoever is in is cut off. */
  shut(): Promise<void>;
  open(): Promise<void>;
  /** Cuts the lines that are open now; returns how many. */
  cut(): number;
  close(): Promise<void>;
}

export async function openGate(to: number): Promise<Gate> {
  const inside = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const cut = () => {
    const lines = inside.size;
    for (const socket of inside) socket.destroy();
    inside.clear();
    return lines;
  };
  const open = async () => {
    const opened = createServer((caller) => {
      const callee = connect(to, '127.0.0.1');
      inside.add(caller);
      for (const [socket, other] of [
        [caller, callee],
        [callee, caller],
      ] as const) {
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          other.destroy();
          inside.delete(caller);
        });
        socket.pipe(other);
      }
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    const address = opened.address();
    if (address === null || typeof address === 'string') throw new Error('a gate listens on a port');
    port = address.port;
    server = opened;
  };
  const shut = async () => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    const closed = new Promise((resolve) => closing.close(resolve));
    cut();
    await closed;
  };
  await open();
  return { port, open, shut, cut, close: shut };
}
