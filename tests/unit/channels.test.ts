/** Ways by which letters leave: each letter goes by the first that reaches its address. */
import { describe, expect, test } from 'vitest';
import { type Channel, channelOf } from '../../mail/channel.ts';
import { smtpChannel } from '../../mail/smtp.ts';

const hook: Channel = {
  reaches: (address) => address.startsWith('https://'),
  deliver: () => Promise.resolve(),
  isPermanent: () => false,
  close: () => {},
};
const smtp = smtpChannel({ smtpUrl: 'smtp://127.0.0.1:1', from: '巡察办 <office@example.test>' });

describe('a letter', () => {
  test.each([
    ['an e-mail address', 'p-014@example.test', smtp],
    ['an e-mail address of a closed network', 'user@oa', smtp],
    ['a webhook', 'https://robot.example.test/send', hook],
  ])('to %s goes by the channel that reaches it', (_what, address, channel) => {
    expect(channelOf([smtp, hook], address)).toBe(channel);
  });

  test('to an address that no channel reaches goes by none', () => {
    expect(channelOf([smtp], 'https://robot.example.test/send')).toBeUndefined();
    expect(channelOf([smtp, hook], '')).toBeUndefined();
  });
});
