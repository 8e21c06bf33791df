/** `npm run first-round`: founds an example committee in the running system, plans a round, brings it to its signed
 *  feedback, and prints the calls with which to go on by hand. */
import { readSettings } from '../settings.ts';
import { apiClient } from '../examples/api-client.ts';
import { firstOffice, freeCode } from '../examples/examples.ts';
import { exampleRound } from '../examples/round.ts';
import { foundExamples } from '../local/example-registry.ts';
import { messageOf } from '../local/failure.ts';
import { nextCommand } from '../local/next-command.ts';
import { runningSystem, systemAtPort } from '../local/running.ts';
import { callsOf } from './tools/calls.ts';
import { inOwnRegistry } from './tools/own-registry.ts';

try {
  const settings = readSettings();
  const ours = await runningSystem(settings);
  const running = ours ?? (await systemAtPort(settings));
  if (!running)
    throw new Error(`xuncha is not running here. Start it in another terminal: ${nextCommand('npm start')}`);
  const office = firstOffice;
  const api = apiClient(running.api);
  if (!(await foundExamples(api, ours?.databaseUrl))) {
    console.log(await inOwnRegistry(running.api, process.argv[2]));
    process.exit(0);
  }
  const code = await freeCode(api, office.director, 'R-FIRST');
  const round = exampleRound(api, office, code);
  const transfers = [{ code: 'T-001', to: 'DISC' }] as const;
  await round.plan();
  console.log(
    `${code} is planned. Watch it: ${running.temporalUi ?? '(your own)'}/namespaces/default/workflows/${code}`,
  );
  await round.prepare();
  await round.inspect();
  await round.decide(2, transfers);
  await round.giveFeedback();
  await round.signFeedback();
  await round.sendAndReceive(transfers);

  const call = callsOf(running.api);
  console.log(`
It has been approved, inspected, heard and decided; both organisations have signed for the feedback today,
so two reports of each are due in two months, and the transfer T-001 in three. Go on by hand:

  # what may the office do now, and which clause is in the way of the rest?
  ${call(office.director, 'GET', `/rounds/${code}/actions?organisation=O-F1`)}

  # let 62 days pass: green, yellow and red letters go out on their days (read them at ${running.mailbox ?? 'your own mail server'})
  ${call(office.director, 'POST', `/rounds/${code}/advance`, { days: 62 })}

  # what is overdue?
  ${call(office.director, 'GET', '/duties?overdue=true')}

  # O-F1 reports, late: accepted, and marked late
  ${call(office.liaison('O-F1'), 'POST', `/rounds/${code}/actions/submit-report-1`, { organisation: 'O-F1', content: '整改情况报告' })}

  # close the round: refused, with every item that has not landed and who holds it
  ${call(office.director, 'POST', `/rounds/${code}/actions/close-round`, {})}
`);
} catch (error) {
  console.error(`\n${messageOf(error)}\n`);
  process.exitCode = 1;
}
