/** `npm start`: everything that a round needs, on this machine, and what to do first. */
import { once } from 'node:events';
import { readSettings } from '../settings.ts';
import { messageOf } from '../local/failure.ts';
import { nextCommand } from '../local/next-command.ts';
import { noteRunning, runningSystem, systemAtPort } from '../local/running.ts';
import { onEndOfStarter } from '../local/starter.ts';
import { startSystem } from '../local/system.ts';

// Where its output goes there may be no room, or nobody any more: that ends no system.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
const say = (line: string) => console.log(`  ${line}`);

try {
  const settings = readSettings();
  const running = await runningSystem(settings);
  if (running) {
    console.log(`xuncha is already running at ${running.api}, on the data in ${settings.DATA_DIR}.`);
    process.exit(0);
  }
  const other = await systemAtPort(settings);
  if (other)
    throw new Error(
      `A xuncha on other data than ${settings.DATA_DIR} is already running at ${other.api}. Use that one, or choose other ports: API_PORT=<port> and so on.`,
    );
  console.log('xuncha is starting …');
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort(new Error('It was interrupted. What was up has been ended; start again.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  await onEndOfStarter(interrupt);
  const system = await startSystem({ settings, say, signal: interrupted.signal });
  const forget = await noteRunning(settings, system);
  const { api, temporalUi, mailbox, signIn } = system;
  console.log(`
xuncha is running.

  Temporal UI   ${temporalUi ?? '(your own)'}     watch the rounds
  Mailbox       ${mailbox ?? '(your own)'}     read the letters
  API           ${api}     X-Actor: <person's code> says who is calling (development, this machine only)
  Sign-in       ${signIn}     with a browser: pick a person of the registry 登录
  Every call    ${api}/docs     each with its fields, refusals and an example
  Data          ${settings.DATA_DIR}     survives a restart

What to do first, in another terminal:

  ${nextCommand('npm run found -- registry.json')}
      founds your own registry: committees, organisations, people, posts; or take the examples:

  ${nextCommand('npm run demo')}
      lives a real public round in about a minute, and tells what happened
  ${nextCommand('npm run first-round')}
      founds an example committee and plans a round; prints the next calls, one by one

Ctrl-C ends everything.
`);
  if (!interrupted.signal.aborted) await once(interrupted.signal, 'abort');
  console.log('\nEnding …');
  await forget();
  await system.stop();
  console.log('Ended. Everything is kept; npm start goes on from here.');
  process.exit(0);
} catch (error) {
  console.error(`\nxuncha did not start.\n\n${messageOf(error)}\n`);
  process.exit(1);
}
