/** A log that is written while there is room for it. What cannot be written is lost, and that is said once: nothing that
 *  concerns a log may end the system. */
import { appendFile } from 'node:fs/promises';
import { messageOf } from './failure.ts';

/** Of what waits to be written; beyond it, lines are lost. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

export interface LogFile {
  write(chunk: Uint8Array): void;
  /** When everything has been written, or lost. */
  settled(): Promise<void>;
}

export function logFile(path: string, say: (line: string) => void): LogFile {
  let writing = Promise.resolve();
  let waitingBytes = 0;
  let fails = false;

  const append = async (chunk: Uint8Array) => {
    try {
      await appendFile(path, chunk, { mode: 0o600 });
      fails = false;
    } catch (error) {
      if (!fails) say(`${path} cannot be written, and loses lines until it can: ${messageOf(error)}`);
      fails = true;
    } finally {
      waitingBytes -= chunk.length;
    }
  };

  return {
    write(chunk) {
      if (waitingBytes > MOST_WAITING_BYTES) return;
      waitingBytes += chunk.length;
      writing = writing.then(() => append(chunk));
    },
    settled: () => writing,
  };
}
