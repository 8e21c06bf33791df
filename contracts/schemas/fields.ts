/** The fields that requests are made of: codes, days, document numbers. */
import { z } from 'zod';
import { channelKinds, type Prose } from '../../domain/vocabulary.ts';

export const code = z
  .string()
  .regex(/^[A-Z]{1,8}(-[A-Z0-9]+)+$/, 'a code such as O-07 or R-2026-01（编号，例：O-07、R-2026-01）')
  .max(40)
  .meta({ id: 'Code', description: 'A code of the registry or of the round: never a name', examples: ['O-07'] });
/** Which of several: absent, the committee's one functional department that has no name of its own. */
export const department = code.optional().meta({
  description: 'The functional department, by the organisation that its post names; absent: the one without a name',
});
/** No paper of this work is older; PostgreSQL and the calendar take every later one. */
export const day = z.iso
  .date()
  .refine(
    (on) => on >= '1949-10-01' && on < '2200',
    'a day between 1949-10-01 and 2199-12-31（日期须在1949-10-01至2199-12-31之间）',
  )
  .meta({ id: 'Day', description: 'A calendar day in Asia/Shanghai', examples: ['2026-11-20'] });
/** An instant that somebody gives, of whatever zone: in UTC from here on, since PostgreSQL knows fewer zones than the form does. */
export const instantAsked = z.iso
  .datetime({ offset: true })
  .overwrite((at) => {
    const ms = Date.parse(at);
    return Number.isNaN(ms) ? at : new Date(ms).toISOString();
  })
  .refine((at) => at >= '1949-10-01', 'an instant from 1949-10-01 on（时间不得早于1949-10-01）');
/** Names a document: `市委〔2026〕12号`, `D-2026-7`. With a number, unless it is plain ASCII, and without a run
 *  of letters that a sentence would fit in. */
export const documentNumber = z
  .string()
  .regex(
    /^(?=.*\p{Nd}|\p{ASCII}+$)(?!.*\p{L}{13})[\p{L}\p{N}〔〕[\]()（）.\-/]{1,40}$/u,
    'a document number without spaces（文号中不得有空格，例：市委〔2026〕12号）',
  )
  .meta({ id: 'DocumentNumber', description: 'The number of a decision or document', examples: ['市委〔2026〕12号'] });
/** A category of the four areas: `GOV-2`. */
export const categoryCode = z.string().regex(/^[A-Z]+-[0-9]$/);
export const codes = z.array(code).max(500);
export const evidenceHash = z
  .string()
  .regex(
    /^(sha256:)?[0-9a-f]{64}$/i,
    'the SHA-256 of the evidence, 64 hexadecimal digits（材料的SHA-256，64位十六进制数）',
  );
/** A paper that somebody has signed: its number, its day, and the hash of its scan. */
export const documentOnPaper = z.strictObject({ number: documentNumber, on: day, evidence: evidenceHash }).meta({
  id: 'DocumentOnPaper',
  description: 'A paper that was signed: its number, its day, and the SHA-256 of its scan',
});
/** An act of a leader that the office enters from paper (T-8): whose it is, and what they signed. */
export const signedOnPaper = {
  onBehalf: z
    .strictObject({ person: code, document: documentOnPaper })
    .meta({ id: 'OnBehalf', description: 'Whose act the office enters, and the paper that they signed' })
    .optional(),
};
/** The paper of what is entered from paper (T-7), by its number and its day, and what proves it: the hash of the scan, or where the paper is kept. */
export const paperOfEntry = (prose: z.ZodType<Prose>) =>
  z
    .strictObject({ number: documentNumber, on: day, evidence: evidenceHash.optional(), kept: prose.optional() })
    .refine(
      ({ evidence: scan, kept }) => scan !== undefined || kept !== undefined,
      'the hash of the scan (evidence), or where the paper is kept (kept)（填写扫描件的SHA-256（evidence），或者原件存放处（kept））',
    );
/** The key of a duty or a letter: the path of its occasion. */
export const path = z.string().regex(/^R-[A-Za-z0-9./_-]{1,300}$/);
/** A place in the ledger of the round. */
export const sequence = z.int().positive();
/** What something rests on. */
export const evidence = z.array(evidenceHash).max(200);
/** A way to reach the team or the public. */
export const channel = (prose: z.ZodType<Prose>) => z.union([z.enum(channelKinds), prose]);

/** The day the thing really happened, for paper that arrives late; today if absent. */
export const on = day.optional();
export const ofOrganisation = { organisation: code, on };
/** Of what a team asks: material, support, instruction. */
export const ofRequest = { request: code, on };
/** An act that takes a position on a major question names the request for instruction that covers it (J-V.5c). */
export const major = { request: code.optional() };
