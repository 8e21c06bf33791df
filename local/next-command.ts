/** Commands as they are printed for another terminal: with the settings that lead to this system. */

/** Those that say where a system is; none of them is secret. */
const WHERE = [
  'DATA_DIR',
  'API_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'POSTGRES_PORT',
  'SMTP_PORT',
  'MAILBOX_PORT',
  'OIDC_PORT',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TASK_QUEUE',
] as const;

/** `DATA_DIR=.first npm run demo` */
export function nextCommand(command: string, environment: NodeJS.ProcessEnv = process.env): string {
  const set = WHERE.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [`${name}=${quoted(value)}`];
  });
  return [...set, command].join(' ');
}

const quoted = (value: string): string =>
  /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
