/** Rectification: the plan, the reports, the landing of each finding, verification, evaluation, disclosure. */
import { z } from 'zod';
import { disclosureScopes, grades, measureTypes, opinionSubjects, opinionVerdicts } from '../../domain/vocabulary.ts';
import { channel, code, day, evidence, ofOrganisation, on, signedOnPaper } from '../schemas/fields.ts';
import { command, commandOnPaper } from './command.ts';

const ofFinding = { finding: code, on };

export const rectification = {
  'submit-plan': command({
    title: 'Submit the rectification plan',
    verb: '报送整改方案',
    fields: (prose) => ({
      ...ofOrganisation,
      items: z
        .array(
          z.strictObject({
            finding: code,
            goal: prose,
            measures: z
              .array(z.strictObject({ type: z.enum(measureTypes), content: prose }))
              .min(1)
              .max(20),
            leader: code,
            unit: code,
            dueOn: day,
            /** `true`, or the days on which later reports are owed (the schedule that accepting a long-term item needs). */
            longTerm: z.union([z.boolean(), z.array(day).min(1)]).optional(),
          }),
        )
        .max(2_000),
    }),
  }),
  'give-opinion': command({
    title: 'Give an opinion on the plan or the report',
    verb: '提出会审意见',
    fields: (prose) => ({
      organisation: code,
      /** What the opinion is on; it is always given today. */
      on: z.enum(opinionSubjects),
      verdict: z.enum(opinionVerdicts),
      content: prose,
    }),
  }),
  'accept-plan': command({
    title: 'Accept the rectification plan',
    verb: '通过整改方案',
    fields: () => ofOrganisation,
  }),
  'return-plan': command({
    title: 'Return the rectification plan',
    verb: '退回整改方案',
    fields: (prose) => ({ ...ofOrganisation, reason: prose }),
  }),
  'report-item': command({
    title: 'Report on a finding',
    verb: '报送整改事项',
    fields: (prose) => ({
      ...ofFinding,
      grade: z.enum(grades),
      content: prose,
      evidence,
    }),
  }),
  'submit-report-1': command({
    title: 'Submit the rectification report',
    verb: '报送整改情况报告',
    fields: (prose) => ({ ...ofOrganisation, content: prose }),
  }),
  'submit-report-2': command({
    title: "Submit the principal's duty report",
    verb: '报送主要负责人履责情况报告',
    fields: (prose) => ({ ...ofOrganisation, content: prose }),
  }),
  'accept-finding': command({
    title: 'Strike a finding off the ledger',
    verb: '销号',
    fields: () => ofFinding,
  }),
  'return-finding': command({
    title: 'Return a finding for second rectification',
    verb: '退回二次整改',
    fields: (prose) => ({ ...ofFinding, reason: prose, dueOn: day }),
  }),
  'merge-finding': command({
    title: 'Merge a finding into another',
    verb: '合并问题',
    fields: () => ({ ...ofFinding, into: code }),
  }),
  'split-finding': command({
    title: 'Split a finding',
    verb: '拆分问题',
    fields: () => ({ ...ofFinding, into: z.array(code).min(2).max(20) }),
  }),
  'waive-finding': commandOnPaper({
    title: 'Waive a finding',
    verb: '批准问题免予整改',
    fields: (prose) => ({ ...ofFinding, ...signedOnPaper, reason: prose }),
  }),
  'report-subsequent': command({
    title: 'Report on a long-term finding',
    verb: '报送后续整改情况',
    fields: (prose) => ({ ...ofFinding, content: prose }),
  }),
  'draw-verification': command({
    title: 'Draw findings to verify',
    verb: '抽取销号问题核查',
    fields: () => ofOrganisation,
  }),
  'record-verification': command({
    title: 'Record a verification',
    verb: '登记核查结果',
    fields: (prose) => ({ ...ofFinding, passed: z.boolean(), content: prose }),
  }),
  evaluate: command({
    title: 'Evaluate the rectification',
    verb: '评估整改',
    fields: (prose) => ({
      ...ofOrganisation,
      ...signedOnPaper,
      /** Points by criterion of the pack's scheme; half points at the finest, so that their sum is exact. */
      scores: z.record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/), z.number().min(0).max(100).multipleOf(0.5)).meta({
        description:
          'The score of each criterion of the round’s pack; `jilin-2017`: leadership (to 15), measures (to 15), results (to 60), lasting (to 10)',
      }),
      content: prose,
    }),
  }),
  disclose: command({
    title: 'Disclose the rectification',
    verb: '公开整改情况',
    fields: (prose) => ({
      ...ofOrganisation,
      scope: z.enum(disclosureScopes),
      channel: channel(prose),
      from: day,
      to: day,
      content: prose,
    }),
  }),
  'exempt-disclosure': commandOnPaper({
    title: 'Exempt from disclosure',
    verb: '免予公开',
    fields: (prose) => ({
      ...ofOrganisation,
      ...signedOnPaper,
      scope: z.enum(disclosureScopes),
      finding: code.optional(),
      reason: prose,
    }),
  }),
};
