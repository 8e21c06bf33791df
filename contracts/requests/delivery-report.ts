/** What the mailroom reports of an attempt to deliver a letter: carried out like a command, by the dossier's own workflow alone. */
import { z } from 'zod';

export const deliveryReports = ['letter-sent', 'letter-failed'] as const;
export type DeliveryReport = (typeof deliveryReports)[number];

export const deliveryReportSchema = z.strictObject({
  letter: z.string().max(300),
  attempt: z.int().positive(),
  /** Only of failures: the mail server refused for good (5xx). */
  permanent: z.boolean().optional(),
  /** It is told at once, and has no day of its own. */
  on: z.never().optional(),
});
export type DeliveryReportPayload = Readonly<z.output<typeof deliveryReportSchema>>;
