/** Logs of worker and API: JSON lines of codes and causes. What a database or a mail server says in detail may carry names and
 *  is left out (J-V.5e). */
import { type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

/** `onAlarm` is called with the `alarm` of each line that has one. */
export const createLog = (
  name: string,
  { LOG_LEVEL }: Pick<Settings, 'LOG_LEVEL'>,
  onAlarm: (alarm: unknown) => void = () => {},
): Logger =>
  pino(
    {
      name,
      level: LOG_LEVEL,
      serializers: { err: told, error: told },
      hooks: {
        logMethod(line, method) {
          const [about]: readonly unknown[] = line;
          if (typeof about === 'object' && about !== null && 'alarm' in about) onAlarm(about.alarm);
          method.apply(this, line);
        },
      },
    },
    standardOutput(),
  );

/** On a full disk lines are lost, and the program goes on. */
function standardOutput() {
  const output = pino.destination({ fd: process.stdout.fd, sync: true, maxLength: MOST_WAITING });
  output.on('error', () => {});
  return output;
}
const MOST_WAITING = 1024 * 1024;

/** Type, message, code and place; no `detail`, no `where`. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? undefined : error;
  const { name, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const message = withoutValue(error.message, code);
  const stack = error.stack?.replace(error.message, message);
  return { type: name, message, code, stack, ...(cause === undefined ? {} : { cause: told(cause) }) };
}

/** PostgreSQL quotes a value that it cannot read (SQLSTATE 22…); the value can be a name. */
const withoutValue = (message: string, code: unknown): string =>
  typeof code === 'string' && code.startsWith('22') ? message.replace(/:? ?".*"/su, ' …') : message;

/** In one line, for whoever waits: the innermost cause says it best. */
export function reasonOf(error: Error): string {
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
