/** The results: the report, the hearings, the decision, the feedback. */
import { z } from 'zod';
import {
  areas,
  feedbackParties,
  hearingBodies,
  servings,
  transferAddressees,
  transferKinds,
} from '../../domain/vocabulary.ts';
import {
  categoryCode,
  code,
  codes,
  department,
  documentNumber,
  evidence,
  major,
  ofOrganisation,
  on,
  signedOnPaper,
} from '../schemas/fields.ts';
import { command, commandOnPaper } from './command.ts';

export const results = {
  'submit-report': command({
    title: 'Submit the inspection report',
    verb: '提交巡察报告',
    fields: (prose) => ({
      ...ofOrganisation,
      used: z.array(code),
      unused: z.array(z.strictObject({ paper: code, reason: prose })),
      content: prose,
    }),
  }),
  'review-report': command({
    title: 'Pass the inspection report',
    verb: '审核通过巡察报告',
    fields: () => ofOrganisation,
  }),
  'return-report': command({
    title: 'Return the inspection report',
    verb: '退回巡察报告',
    fields: (prose) => ({ ...ofOrganisation, reason: prose }),
  }),
  hear: commandOnPaper({
    title: 'Record a hearing of the reports',
    verb: '听取汇报',
    fields: (prose) => ({
      body: z.enum(hearingBodies),
      organisations: codes.min(1),
      minutes: prose,
      on,
      ...signedOnPaper,
    }),
  }),
  'decide-results': commandOnPaper({
    title: 'Decide the use of results',
    verb: '研究决定成果运用',
    fields: (prose) => ({
      ...ofOrganisation,
      findings: z
        .array(
          z.strictObject({
            code,
            area: z.enum(areas),
            category: categoryCode,
            content: prose,
            papers: z.array(code).optional(),
          }),
        )
        .max(2_000),
      transfers: z
        .array(
          z.strictObject({
            code,
            to: z.enum(transferAddressees),
            department,
            kind: z.enum(transferKinds),
            content: prose,
            priority: z.boolean().optional(),
          }),
        )
        .max(2_000),
      decision: documentNumber,
      ...signedOnPaper,
    }),
  }),
  'give-feedback': command({
    title: 'Give the feedback',
    verb: '反馈',
    fields: (prose) => ({ ...ofOrganisation, ...major, to: z.enum(feedbackParties), content: prose }),
  }),
  'serve-feedback': command({
    title: 'Serve the feedback on whoever does not sign for it',
    verb: '送达反馈意见',
    fields: () => ({
      ...ofOrganisation,
      as: z.enum(feedbackParties),
      how: z.enum(servings),
      /** Two people who saw it. */
      witnesses: z.array(code).length(2),
      evidence: evidence.min(1),
    }),
  }),
  'sign-feedback': commandOnPaper({
    title: 'Sign for the feedback',
    verb: '签收反馈意见',
    fields: () => ({ ...ofOrganisation, as: z.enum(feedbackParties) }),
  }),
};
