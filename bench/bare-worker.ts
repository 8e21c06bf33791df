/** The worker of the bare workflow: a process of its own, with the sizes and connections of the real one. */
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { createPool } from '../ledger/database.ts';
import { smtpChannel } from '../mail/smtp.ts';
import { readSettings, required } from '../settings.ts';
import { connectWorker } from '../temporal/connection.ts';
import { POOL_SIZE, sizes } from '../worker/options.ts';
import { bareActivities } from './bare/activities.ts';

const settings = readSettings();
const pool = createPool(required(settings, 'DATABASE_URL'), POOL_SIZE, (error) => console.error(error));
const mailer = smtpChannel({ smtpUrl: required(settings, 'SMTP_URL'), from: settings.MAIL_FROM });
const connection = await connectWorker(settings);
const worker = await Worker.create({
  connection,
  namespace: settings.TEMPORAL_NAMESPACE,
  taskQueue: settings.TASK_QUEUE,
  workflowsPath: fileURLToPath(new URL('./bare/workflow.ts', import.meta.url)),
  activities: bareActivities(pool, mailer),
  ...sizes,
});
await worker.run();

mailer.close();
await connection.close();
await pool.end();
