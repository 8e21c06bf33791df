/** Transfers: clues and matters that go to a department, and what becomes of them. */
import { z } from 'zod';
import { disposals, servings, transferAddressees, transferKinds } from '../../domain/vocabulary.ts';
import { code, department, documentNumber, evidence, on, signedOnPaper } from '../schemas/fields.ts';
import { command, commandOnPaper } from './command.ts';

const ofTransfer = { transfer: code, on };

export const transfers = {
  'send-transfer': command({
    title: 'Send a transfer',
    verb: '移交',
    fields: () => ofTransfer,
  }),
  'receive-transfer': commandOnPaper({
    title: 'Sign for a transfer',
    verb: '签收移交',
    fields: () => ofTransfer,
  }),
  'serve-transfer': command({
    title: 'Serve a transfer on an addressee who does not sign for it',
    verb: '送达移交',
    fields: () => ({ ...ofTransfer, how: z.enum(servings), evidence: evidence.min(1) }),
  }),
  'return-transfer': command({
    title: 'Return a transfer as not ours',
    verb: '退回移交',
    fields: (prose) => ({ ...ofTransfer, reason: prose }),
  }),
  'redirect-transfer': command({
    title: 'Redirect a returned transfer',
    verb: '改送移交',
    fields: () => ({
      ...ofTransfer,
      to: z.enum(transferAddressees),
      department,
      /** As it was decided; another one is refused (`decide-transfer`). */
      kind: z.enum(transferKinds).optional(),
    }),
  }),
  'decide-transfer': commandOnPaper({
    title: 'Decide afresh what a transfer is, and to whom it goes',
    verb: '重新研究决定移交事项',
    fields: () => ({
      ...ofTransfer,
      kind: z.enum(transferKinds),
      to: z.enum(transferAddressees),
      department,
      decision: documentNumber,
      ...signedOnPaper,
    }),
  }),
  'set-disposal': commandOnPaper({
    title: 'Set the disposal of a clue',
    verb: '处置线索',
    fields: () => ({
      ...ofTransfer,
      disposal: z.enum(disposals),
      form: z.literal([1, 2, 3, 4]).optional(),
    }),
  }),
  'set-handling': commandOnPaper({
    title: 'Set the handling of a matter',
    verb: '办理事项',
    fields: (prose) => ({ ...ofTransfer, content: prose }),
  }),
  'feed-back-transfer': command({
    title: 'Feed back on a transfer',
    verb: '反馈办理情况',
    fields: (prose) => ({
      ...ofTransfer,
      content: prose,
      counts: z.record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/), z.int().nonnegative()).optional(),
    }),
  }),
  'accept-transfer': command({
    title: 'Accept the outcome of a transfer',
    verb: '认可办理结果',
    fields: () => ofTransfer,
  }),
  'ask-more': command({
    title: 'Ask for more on a transfer',
    verb: '要求补充',
    fields: (prose) => ({ ...ofTransfer, reason: prose.optional() }),
  }),
};
