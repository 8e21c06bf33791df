/** The post: one attempt to send one letter. Short; whether and when to try again is for the rule book to say.
 *
 *  Names and addresses are read here, from the registry, and go into the mail alone: neither the input nor a failure's
 *  message carries one (J-V.5e). */
import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { LEDGER_AWAY, type Posted, REFUSED_FOR_GOOD, type SendLetter } from '../contracts/messages.ts';
import type { LetterToPost } from '../ledger/letters-to-post.ts';
import { compose } from '../mail/compose.ts';
import { isPermanent, type Mailer, messageIdOf } from '../mail/smtp.ts';

export interface PostOffice {
  readLetter(order: SendLetter): Promise<LetterToPost | undefined>;
  readonly mailer: Mailer;
}

/** Well within the heartbeat timeout of ten seconds. */
const HEARTBEAT_MS = 3_000;

export const postActivities = ({ readLetter, mailer }: PostOffice) => ({
  async sendLetter(order: SendLetter): Promise<Posted> {
    const found = await readLetter(order).catch(ledgerAway);
    if (!found) throw ApplicationFailure.nonRetryable('there is no such letter in the ledger', 'NoSuchLetter');
    const { facts, address } = found;
    const { key, state, kind, rung } = facts.letter;
    if (state === 'SENT' || state === 'SIGNED') return 'SENT';
    if (state !== 'PREPARED') return 'WITHDRAWN';
    // Written before the post changed hands: the rule book will write it to whoever holds it now.
    if (!found.stillHolds) throw ApplicationFailure.nonRetryable('the post has changed hands', 'HolderChanged');

    const alive = setInterval(heartbeat, HEARTBEAT_MS);
    try {
      await mailer.send({
        messageId: messageIdOf(key),
        to: { name: facts.addresseeName, address },
        headers: { 'X-Xuncha-Letter': key, 'X-Xuncha-Rung': String(rung), 'X-Xuncha-Kind': kind },
        ...compose(facts),
      });
      return 'SENT';
    } catch (error) {
      throw isPermanent(error)
        ? ApplicationFailure.nonRetryable('the mail server refused the letter for good', REFUSED_FOR_GOOD)
        : ApplicationFailure.create({
            message: 'the mail server did not take the letter this time',
            type: 'NotTaken',
            category: ApplicationFailureCategory.BENIGN,
          });
    } finally {
      clearInterval(alive);
    }
  },
});
/** What the database says may carry names; this does not. */
function ledgerAway(): never {
  throw ApplicationFailure.create({ message: 'the ledger does not answer', type: LEDGER_AWAY });
}

export type PostActivities = ReturnType<typeof postActivities>;
