/** The bare workflow's two effects: a row, committed by itself, and a mail by the same mailer as a round's letters. */
import { activityInfo } from '@temporalio/activity';
import type { Pool } from '../../ledger/database.ts';
import type { Channel } from '../../mail/channel.ts';
import { messageIdOf } from '../../mail/smtp.ts';

/** The very request that a round gets. */
export interface Order {
  readonly id: string;
  readonly by: string;
  readonly payload: object;
}
export interface Inserted {
  readonly row: number;
}
export type BareActivities = ReturnType<typeof bareActivities>;

export const bareTable = `CREATE TABLE bare_rows (row bigserial PRIMARY KEY, id text NOT NULL, by text NOT NULL, payload jsonb NOT NULL)`;

export const bareActivities = (pool: Pool, mailer: Channel) => ({
  async insertRow({ id, by, payload }: Order): Promise<Inserted> {
    const { rows } = await pool.query<Inserted>({
      name: 'insert-row',
      text: 'INSERT INTO bare_rows (id, by, payload) VALUES ($1, $2, $3) RETURNING row',
      values: [id, by, JSON.stringify(payload)],
    });
    const [inserted] = rows;
    if (!inserted) throw new Error('an INSERT returned no row');
    return inserted;
  },

  async sendMail(): Promise<void> {
    const { workflowExecution } = activityInfo();
    const about = workflowExecution?.workflowId ?? '';
    await mailer.deliver({
      messageId: messageIdOf(about),
      to: { name: '示例·巡察办主任', address: 'director@example.test' },
      subject: `督办函：整改报告（${about}）`,
      text: `${'　　本函不载问题和线索的具体内容，请按保密规定保管。\n'.repeat(8)}文号：${about}\n`,
      headers: { 'X-Xuncha-Letter': about, 'X-Xuncha-Rung': '1', 'X-Xuncha-Kind': 'green' },
    });
  },
});
