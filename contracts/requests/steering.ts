/** Steering a round: filings, guidance, extensions, hand-overs, supervision, the pack, letters, its end. */
import { z } from 'zod';
import { disposals, opinionVerdicts } from '../../domain/vocabulary.ts';
import { code, day, documentOnPaper, ofOrganisation, on, path, sequence, signedOnPaper } from '../schemas/fields.ts';
import { command, commandOnPaper } from './command.ts';
import { objecting } from './objecting.ts';

/** A duty is named by its key: `R-2026-01/O-07/report-1`. */
const ofDuty = { duty: path, on };

export const steering = {
  'file-upward': command({
    title: 'File upward',
    verb: '上报',
    fields: (prose) => ({ filing: code, content: prose, on }),
  }),
  'receipt-filing': commandOnPaper({
    title: 'Sign for a filing',
    verb: '签收上报材料',
    /** Its paper also where the office above has nobody here: entered by the office, compared by a second person of it. */
    fields: () => ({ filing: code, on }),
  }),
  guide: command({
    title: 'Give guidance',
    verb: '提出指导意见',
    fields: (prose) => ({ content: prose, on }),
  }),
  'answer-guidance': command({
    title: 'Answer guidance',
    verb: '答复指导意见',
    fields: (prose) => ({ guidance: code, content: prose, on }),
  }),
  'request-extension': command({
    title: 'Ask for an extension',
    verb: '申请延期',
    fields: (prose) => ({ ...ofDuty, to: day, reason: prose }),
  }),
  'grant-extension': commandOnPaper({
    title: 'Grant an extension',
    verb: '准予延期',
    fields: (prose) => ({
      ...ofDuty,
      ...signedOnPaper,
      /** Another day than the one requested, or the day where none was. */
      to: day.optional(),
      reason: prose,
    }),
  }),
  'refuse-extension': commandOnPaper({
    title: 'Refuse an extension',
    verb: '不予延期',
    fields: (prose) => ({ ...ofDuty, ...signedOnPaper, reason: prose }),
  }),
  'hand-over': command({
    title: 'Hand over to a new principal',
    verb: '办理主要负责人交接',
    fields: () => ({ ...ofOrganisation, newPrincipal: code }),
  }),
  'sign-hand-over': commandOnPaper({
    title: 'Sign for the hand-over',
    verb: '签字接任',
    fields: () => ofOrganisation,
  }),
  supervise: command({
    title: 'Press an item (supervision)',
    verb: '督办',
    fields: (prose) => ({
      /** The key of a duty, or the code of a finding or transfer. */
      target: z.union([path, code]),
      dueOn: day,
      content: prose,
      on,
    }),
  }),
  'answer-supervision': command({
    title: 'Answer a supervision',
    verb: '答复督办',
    fields: (prose) => ({ supervision: code, content: prose, on }),
  }),
  'change-pack': commandOnPaper({
    title: 'Change the policy pack',
    verb: '调整规则包',
    fields: (prose) => ({
      pack: z.string().max(60),
      reason: prose,
      approver: code,
      /** The hash of the dry run that was looked at (`GET /rounds/{round}/pack-change?pack=`). */
      shown: z.string().regex(/^[0-9a-f]{64}$/, 'the hash that the dry run has shown'),
      on,
      ...signedOnPaper,
    }),
  }),
  'record-arrival': command({
    title: 'Record what came on paper',
    verb: '登记纸质来件',
    fields: (prose) => ({
      duty: path,
      /** The day on which it reached the office: it decides whether the duty was met in time. */
      on: day,
      document: documentOnPaper,
      /** The verdict of an opinion; how a clue was disposed of, where that is not known yet. */
      outcome: z.enum([...opinionVerdicts, ...disposals]).optional(),
      /** The text of a report or an answer. */
      content: prose.optional(),
    }),
  }),
  confirm: command({
    title: 'Confirm what another person has proposed',
    verb: '确认他人提请事项',
    fields: () => ({ proposal: code, on }),
  }),
  decline: command({
    title: 'Decline what another person has proposed',
    verb: '不同意他人提请事项',
    fields: (prose) => ({ proposal: code, reason: prose, on }),
  }),
  correct: command({
    title: 'Correct a wrong entry',
    verb: '更正登记',
    fields: (prose) => ({
      sequence,
      field: z.literal('on'),
      to: day,
      reason: prose,
      on,
    }),
  }),
  ...objecting,
  'suspend-round': commandOnPaper({
    title: 'Suspend the round',
    verb: '中止本轮巡察',
    fields: (prose) => ({ reason: prose, on, ...signedOnPaper }),
  }),
  'resume-round': commandOnPaper({
    title: 'Resume the round',
    verb: '恢复本轮巡察',
    fields: (prose) => ({ reason: prose, on, ...signedOnPaper }),
  }),
  'cancel-round': commandOnPaper({
    title: 'Cancel the round',
    verb: '取消本轮巡察',
    fields: (prose) => ({ reason: prose, on, ...signedOnPaper }),
  }),
  'sign-letter': command({
    title: 'Sign for a letter',
    verb: '签收文书',
    fields: () => ({ letter: path, on }),
  }),
  'close-round': command({
    title: 'Close the round',
    verb: '办结归档',
    fields: () => ({ on }),
  }),
  'go-live': command({
    title: 'Go live: the history is entered, the clocks run',
    verb: '转入正式运行',
    fields: () => ({ on }),
  }),
};
