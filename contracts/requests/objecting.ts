/** Objecting to an act that the office entered for somebody, the same in every dossier (T-8). */
import { z } from 'zod';
import { on, sequence } from '../schemas/fields.ts';
import { command } from './command.ts';

export const objecting = {
  'object-to-act': command({
    title: 'Object to what was entered for you',
    verb: '对代为录入事项提出异议',
    fields: (prose) => ({ sequence, reason: prose, on }),
  }),
  'settle-objection': command({
    title: 'Settle an objection',
    verb: '处理异议',
    fields: (prose) => ({ sequence, upheld: z.boolean(), reason: prose, on }),
  }),
};
