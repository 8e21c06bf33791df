/** Before the stay: the round is approved, its teams are formed, material is asked for. */
import { z } from 'zod';
import { leavings, type Prose, substitutedPosts, transferAddressees } from '../../domain/vocabulary.ts';
import {
  code,
  codes,
  day,
  department,
  documentNumber,
  documentOnPaper,
  ofOrganisation,
  ofRequest,
  on,
  signedOnPaper,
} from '../schemas/fields.ts';
import { command, commandOnPaper } from './command.ts';

/** People who are in no pool; the leading group's leader confirms them. */
const exceptionsIn = (prose: z.ZodType<Prose>) =>
  z
    .array(z.strictObject({ person: code, reason: prose }))
    .max(100)
    .optional();

export const preparation = {
  'approve-round': commandOnPaper({
    title: 'Approve the round',
    verb: '批准本轮巡察',
    fields: () => ({ decision: documentNumber, on, ...signedOnPaper }),
  }),
  'reject-round': commandOnPaper({
    title: 'Reject the round',
    verb: '否决本轮巡察',
    fields: (prose) => ({ reason: prose, on, ...signedOnPaper }),
  }),
  'remove-from-scope': command({
    title: 'Take a principal out of scope',
    verb: '调整巡察范围',
    fields: (prose) => ({ ...ofOrganisation, person: code, reason: prose }),
  }),
  'leave-scope': command({
    title: 'Let an organisation leave the round',
    verb: '办理党组织退出巡察范围',
    fields: () => ({ ...ofOrganisation, how: z.enum(leavings), successor: code.optional(), document: documentOnPaper }),
  }),
  'form-team': command({
    title: 'Form an inspection team',
    verb: '组建巡察组',
    fields: (prose) => ({
      team: code,
      leader: code,
      deputies: codes,
      members: codes,
      organisations: codes.min(1),
      exceptions: exceptionsIn(prose),
      on,
    }),
  }),
  'authorize-leader': commandOnPaper({
    title: 'Authorise a team leader for this task',
    verb: '授权巡察组组长',
    fields: () => ({
      team: code,
      decision: documentNumber,
      organisations: codes.min(1),
      from: day,
      to: day,
      on,
      ...signedOnPaper,
    }),
  }),
  'extend-authorization': command({
    title: "Extend a team leader's authorisation",
    verb: '延长组长授权期限',
    fields: () => ({ team: code, decision: documentNumber, to: day, on, ...signedOnPaper }),
  }),
  'sign-undertaking': command({
    title: 'Sign the confidentiality undertaking',
    verb: '签订保密承诺',
    fields: () => ({ person: code, on }),
  }),
  'replace-member': command({
    title: 'Replace a member of a team',
    verb: '调整巡察组成员',
    fields: (prose) => ({
      team: code,
      out: code,
      in: code,
      reason: prose,
      exceptions: exceptionsIn(prose),
      on,
    }),
  }),
  'name-substitute': command({
    title: 'Name a substitute for a post whose holder is tied',
    verb: '指定代行人员',
    fields: (prose) => ({
      for: z.enum(substitutedPosts),
      department,
      person: code,
      reason: prose,
      on,
      ...signedOnPaper,
    }),
  }),
  'request-material': command({
    title: 'Ask for material',
    verb: '调取资料',
    fields: (prose) => ({
      /** An organisation of the round, or a department. */
      from: z.union([z.enum(transferAddressees), code]),
      content: prose,
      dueOn: day.optional(),
      on,
    }),
  }),
  'provide-material': command({
    title: 'Provide the material asked for',
    verb: '提供资料',
    fields: () => ofRequest,
  }),
  'refuse-material': command({
    title: 'Refuse the material asked for',
    verb: '拒绝提供资料',
    fields: (prose) => ({ ...ofRequest, reason: prose }),
  }),
};
