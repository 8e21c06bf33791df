/** Accountability: referrals, retaliation, findings that an earlier round missed. */
import { z } from 'zod';
import { exposures, type Prose, referralTriggers } from '../../domain/vocabulary.ts';
import { code, evidence, ofOrganisation, on, signedOnPaper } from '../schemas/fields.ts';
import { proseReference, writtenText } from '../schemas/texts.ts';
import { type Command, command, commandOnPaper } from './command.ts';

const ofReferral = { referral: code, on };
const reportOf = (prose: z.ZodType<Prose>, reporter: z.ZodType<Prose>) =>
  z.strictObject({ content: prose, organisation: code.optional(), reporter: reporter.optional(), on });

export const accountability = {
  'raise-referral': command({
    title: 'Raise an accountability referral',
    verb: '提出追责建议',
    fields: (prose) => ({
      ...ofOrganisation,
      trigger: z.enum(referralTriggers),
      evidence,
      content: prose,
    }),
  }),
  'accept-referral': commandOnPaper({
    title: 'Accept a referral',
    verb: '受理追责建议',
    fields: () => ({ ...ofReferral, ...signedOnPaper }),
  }),
  'decline-referral': commandOnPaper({
    title: 'Decline a referral',
    verb: '不受理追责建议',
    fields: (prose) => ({ ...ofReferral, ...signedOnPaper, reason: prose }),
  }),
  'record-referral-outcome': commandOnPaper({
    title: 'Record the outcome of a referral',
    verb: '反馈追责结果',
    fields: (prose) => ({ ...ofReferral, content: prose }),
  }),
  'report-retaliation': {
    title: 'Report retaliation, under protection',
    verb: '反映打击报复',
    /** Names no reporter: `by` is `protected`, and the API adds the reporter as a sealed text of its own. */
    request: reportOf(writtenText, z.never()),
    payload: reportOf(proseReference, proseReference),
  } satisfies Command<ReturnType<typeof reportOf>>,
  'link-missed-finding': command({
    title: 'Link a finding that an earlier round missed',
    verb: '登记应发现未发现问题',
    fields: (prose) => ({
      ...ofOrganisation,
      earlierRound: code,
      source: z.enum(exposures),
      content: prose,
    }),
  }),
};
