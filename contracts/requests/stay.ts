/** The stay: the team enters, keeps its working papers, asks for instruction, issues items for immediate rectification, leaves. */
import { z } from 'zod';
import { appraisalVerdicts, areas, keyMatters, powers, requestSubjects } from '../../domain/vocabulary.ts';
import { sealedText } from '../key-person.ts';
import {
  categoryCode,
  channel,
  code,
  day,
  evidence,
  evidenceHash,
  major,
  ofOrganisation,
  ofRequest,
  on,
  signedOnPaper,
} from '../schemas/fields.ts';
import { plainText, proseReference, WrittenText } from '../schemas/texts.ts';
import { type Command, command, commandOnPaper } from './command.ts';

const ofPaper = { paper: code, on };
const ofItem = { item: code, on };
const count = z.int().nonnegative().max(1_000_000);
const evidenceOfCriterion = z.array(evidenceHash).min(1).max(200).optional();
const sealedSheet = z.strictObject({ sheet: code, content: proseReference, on });

export const stay = {
  mobilise: command({
    title: 'Hold the mobilisation meeting',
    verb: '动员部署',
    fields: () => ({ on }),
  }),
  'publish-entry-notice': command({
    title: 'Publish the inspection notice',
    verb: '发布巡察公告',
    fields: (prose) => ({
      ...ofOrganisation,
      channels: z.array(channel(prose)).min(1).max(20),
      intakeClosesOn: day,
    }),
  }),
  enter: command({
    title: 'Enter the inspected organisation',
    verb: '进驻',
    fields: () => ofOrganisation,
  }),
  'open-paper': command({
    title: 'Open a working paper',
    verb: '制作问题底稿',
    fields: (prose) => ({
      ...ofPaper,
      organisation: code,
      area: z.enum(areas),
      category: categoryCode,
      keyMatter: z.enum(keyMatters).optional(),
      power: z.enum(powers).optional(),
      content: prose,
      evidence,
    }),
  }),
  'review-paper': command({
    title: 'Review a working paper in the team meeting',
    verb: '经组务会审核问题底稿',
    fields: () => ofPaper,
  }),
  'sign-paper': command({
    title: 'Sign a working paper',
    verb: '签字确认问题底稿',
    fields: () => ofPaper,
  }),
  'withdraw-paper': command({
    title: 'Withdraw a working paper',
    verb: '撤回问题底稿',
    fields: (prose) => ({ ...ofPaper, reason: prose }),
  }),
  'seal-key-person': {
    title: 'Seal a key-person sheet',
    verb: '封存重点人情况表',
    /** The sheet becomes one text as a whole, and is sealed: of its criteria, too, nothing travels (J-V.2a). */
    request: z
      .strictObject({
        sheet: code,
        interwoven: z.boolean(),
        concentrated: z.boolean(),
        rising: z.boolean(),
        evidence: z
          .strictObject({
            interwoven: evidenceOfCriterion,
            concentrated: evidenceOfCriterion,
            rising: evidenceOfCriterion,
          })
          .optional(),
        content: plainText,
        on,
      })
      .transform(({ sheet, on, ...sealed }) => ({
        sheet,
        content: new WrittenText(sealedText(sealed)),
        ...(on === undefined ? {} : { on }),
      })),
    payload: sealedSheet,
  } satisfies Command<typeof sealedSheet>,
  'raise-request': command({
    title: 'Raise a request for instruction',
    verb: '请示',
    fields: (prose) => ({ ...ofRequest, subject: z.enum(requestSubjects), content: prose }),
  }),
  'approve-request': command({
    title: 'Approve a request for instruction',
    verb: '批准请示',
    fields: (prose) => ({ ...ofRequest, ...signedOnPaper, reason: prose.optional() }),
  }),
  'reject-request': command({
    title: 'Reject a request for instruction',
    verb: '否决请示',
    fields: (prose) => ({ ...ofRequest, ...signedOnPaper, reason: prose.optional() }),
  }),
  'issue-immediate-item': command({
    title: 'Issue an item for immediate rectification',
    verb: '交办立行立改事项',
    fields: (prose) => ({ ...ofItem, ...major, organisation: code, content: prose, dueOn: day }),
  }),
  'sign-immediate-item': commandOnPaper({
    title: 'Sign for an item for immediate rectification',
    verb: '签收立行立改事项',
    fields: () => ofItem,
  }),
  'answer-immediate-item': command({
    title: 'Answer an item for immediate rectification',
    verb: '报送立行立改情况',
    fields: (prose) => ({ ...ofItem, content: prose }),
  }),
  'confirm-immediate-item': command({
    title: 'Confirm an item for immediate rectification',
    verb: '确认立行立改事项',
    fields: () => ofItem,
  }),
  'request-support': command({
    title: 'Ask for professional support',
    verb: '提请专业支持',
    fields: (prose) => ({ from: z.literal('FD'), content: prose, dueOn: day.optional(), on }),
  }),
  'give-support': command({
    title: 'Give professional support',
    verb: '提供专业支持',
    fields: () => ofRequest,
  }),
  'report-progress': command({
    title: 'Report the progress of the stay',
    verb: '报告进展',
    fields: () => ({
      ...ofOrganisation,
      counts: z.strictObject({ talks: count, visits: count, petitions: count, papers: count }),
    }),
  }),
  'withdraw-team': command({
    title: 'Withdraw the team',
    verb: '撤离',
    fields: (prose) => ({ ...ofOrganisation, reason: prose.optional() }),
  }),
  'appraise-member': command({
    title: 'Appraise a member of a team',
    verb: '考核巡察组成员',
    fields: (prose) => ({ person: code, verdict: z.enum(appraisalVerdicts), content: prose, on }),
  }),
};
