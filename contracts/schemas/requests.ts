/** What a request must look like, command by command (zod, at the edges only).
 *
 *  The schemas are made twice from one definition. `requestSchemas` read what a person sends: free texts are strings, and
 *  leave the schema as references. `payloadSchemas` read what then travels: references. */
import { z } from 'zod';
import {
  appraisalVerdicts,
  areas,
  channelKinds,
  disclosureScopes,
  disposals,
  exposures,
  feedbackParties,
  grades,
  hearingBodies,
  keyMatters,
  measureTypes,
  powers,
  opinionSubjects,
  opinionVerdicts,
  type Prose,
  referralTriggers,
  requestSubjects,
  roundKinds,
  roundLayouts,
  roundLeads,
  transferAddressees,
  transferKinds,
} from '../../domain/vocabulary.ts';
import type { CommandName, CommandPayloads } from '../commands.ts';
import { sealedText } from '../key-person.ts';
import type { DeliveryReportPayload } from '../messages.ts';
import { code, codes, categoryCode, day, documentNumber, evidenceHash, path } from './fields.ts';
import { plainText, proseReference, WrittenText, writtenText } from './texts.ts';

type Schemas = { readonly [N in CommandName]: z.ZodType<CommandPayloads[N]> };

const evidenceOfCriterion = z.array(evidenceHash).min(1).max(200).optional();
/** A key-person sheet becomes one text as a whole: of its criteria, too, nothing travels (J-V.2a). */
const writtenSheet: Schemas['seal-key-person'] = z
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
    on: day.optional(),
  })
  .transform(({ sheet, on, ...sealed }) => ({
    sheet,
    content: new WrittenText(sealedText(sealed)),
    ...(on === undefined ? {} : { on }),
  }));
const sheetReference: Schemas['seal-key-person'] = z.strictObject({
  sheet: code,
  content: proseReference,
  on: day.optional(),
});

/** `reporter` is no field of a request: the API adds it to every report. */
const schemas = (
  prose: z.ZodType<Prose>,
  sheet: Schemas['seal-key-person'],
  reporter: z.ZodType<Prose | undefined>,
): Schemas => {
  const on = day.optional();
  const channel = z.union([z.enum(channelKinds), prose]);
  const ofOrganisation = { organisation: code, on };
  const ofTransfer = { transfer: code, on };
  const ofDuty = { duty: path, on };
  const ofFinding = { finding: code, on };
  const ofReferral = { referral: code, on };
  const evidence = z.array(evidenceHash).max(200);
  const ofPaper = { paper: code, on };
  const ofRequest = { request: code, on };
  const ofItem = { item: code, on };
  const major = { request: code.optional() };
  const count = z.int().nonnegative().max(1_000_000);
  return {
    'approve-round': z.strictObject({ decision: documentNumber, on }),
    'reject-round': z.strictObject({ reason: prose, on }),
    'remove-from-scope': z.strictObject({ ...ofOrganisation, person: code, reason: prose }),
    'form-team': z.strictObject({
      team: code,
      leader: code,
      deputies: codes,
      members: codes,
      organisations: codes.min(1),
      exceptions: z
        .array(z.strictObject({ person: code, reason: prose, approver: code }))
        .max(100)
        .optional(),
      on,
    }),
    'authorize-leader': z.strictObject({
      team: code,
      decision: documentNumber,
      organisations: codes.min(1),
      from: day,
      to: day,
      on,
    }),
    'sign-undertaking': z.strictObject({ person: code, on }),
    'replace-member': z.strictObject({
      team: code,
      out: code,
      in: code,
      reason: prose,
      exception: z.strictObject({ reason: prose, approver: code }).optional(),
      on,
    }),
    'request-material': z.strictObject({
      from: z.union([z.enum(transferAddressees), code]),
      content: prose,
      dueOn: day.optional(),
      on,
    }),
    'provide-material': z.strictObject(ofRequest),
    'refuse-material': z.strictObject({ ...ofRequest, reason: prose }),
    mobilise: z.strictObject({ on }),
    'publish-entry-notice': z.strictObject({
      ...ofOrganisation,
      channels: z.array(channel).min(1).max(20),
      intakeClosesOn: day,
    }),
    enter: z.strictObject(ofOrganisation),
    'open-paper': z.strictObject({
      ...ofPaper,
      organisation: code,
      area: z.enum(areas),
      category: categoryCode,
      keyMatter: z.enum(keyMatters).optional(),
      power: z.enum(powers).optional(),
      content: prose,
      evidence: z.array(evidenceHash).max(200),
      second: code,
    }),
    'review-paper': z.strictObject(ofPaper),
    'sign-paper': z.strictObject(ofPaper),
    'withdraw-paper': z.strictObject({ ...ofPaper, reason: prose, second: code }),
    'seal-key-person': sheet,
    'raise-request': z.strictObject({ ...ofRequest, subject: z.enum(requestSubjects), content: prose }),
    'approve-request': z.strictObject({ ...ofRequest, reason: prose.optional() }),
    'reject-request': z.strictObject({ ...ofRequest, reason: prose.optional() }),
    'issue-immediate-item': z.strictObject({ ...ofItem, ...major, organisation: code, content: prose, dueOn: day }),
    'sign-immediate-item': z.strictObject(ofItem),
    'answer-immediate-item': z.strictObject({ ...ofItem, content: prose }),
    'confirm-immediate-item': z.strictObject(ofItem),
    'withdraw-team': z.strictObject({ ...ofOrganisation, reason: prose.optional() }),
    'request-support': z.strictObject({ from: z.literal('FD'), content: prose, dueOn: day.optional(), on }),
    'give-support': z.strictObject(ofRequest),
    'report-progress': z.strictObject({
      ...ofOrganisation,
      counts: z.strictObject({ talks: count, visits: count, petitions: count, papers: count }),
    }),
    'appraise-member': z.strictObject({ person: code, verdict: z.enum(appraisalVerdicts), content: prose, on }),
    'submit-report': z.strictObject({
      ...ofOrganisation,
      used: z.array(code),
      unused: z.array(z.strictObject({ paper: code, reason: prose })),
      content: prose,
    }),
    'review-report': z.strictObject(ofOrganisation),
    'return-report': z.strictObject({ ...ofOrganisation, reason: prose }),
    hear: z.strictObject({ body: z.enum(hearingBodies), organisations: codes.min(1), minutes: prose, on }),
    'decide-results': z.strictObject({
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
            kind: z.enum(transferKinds),
            content: prose,
            priority: z.boolean().optional(),
          }),
        )
        .max(2_000),
      decision: documentNumber,
    }),
    'give-feedback': z.strictObject({ ...ofOrganisation, ...major, to: z.enum(feedbackParties), content: prose }),
    'sign-feedback': z.strictObject({ ...ofOrganisation, as: z.enum(feedbackParties) }),
    'send-transfer': z.strictObject(ofTransfer),
    'receive-transfer': z.strictObject(ofTransfer),
    'return-transfer': z.strictObject({ ...ofTransfer, reason: prose }),
    'redirect-transfer': z.strictObject({
      ...ofTransfer,
      to: z.enum(transferAddressees),
      kind: z.enum(transferKinds).optional(),
    }),
    'set-disposal': z.strictObject({
      ...ofTransfer,
      disposal: z.enum(disposals),
      form: z.literal([1, 2, 3, 4]).optional(),
    }),
    'set-handling': z.strictObject({ ...ofTransfer, content: prose }),
    'feed-back-transfer': z.strictObject({
      ...ofTransfer,
      content: prose,
      counts: z.record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/), z.int().nonnegative()).optional(),
    }),
    'accept-transfer': z.strictObject(ofTransfer),
    'ask-more': z.strictObject({ ...ofTransfer, reason: prose.optional() }),
    'submit-plan': z.strictObject({
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
            longTerm: z.union([z.boolean(), z.array(day).min(1)]).optional(),
          }),
        )
        .max(2_000),
    }),
    'give-opinion': z.strictObject({
      organisation: code,
      on: z.enum(opinionSubjects),
      verdict: z.enum(opinionVerdicts),
      content: prose,
    }),
    'accept-plan': z.strictObject(ofOrganisation),
    'return-plan': z.strictObject({ ...ofOrganisation, reason: prose }),
    'report-item': z.strictObject({
      ...ofFinding,
      grade: z.enum(grades),
      content: prose,
      evidence,
    }),
    'submit-report-1': z.strictObject({ ...ofOrganisation, content: prose }),
    'submit-report-2': z.strictObject({ ...ofOrganisation, content: prose }),
    'accept-finding': z.strictObject(ofFinding),
    'return-finding': z.strictObject({ ...ofFinding, reason: prose, dueOn: day }),
    'merge-finding': z.strictObject({ ...ofFinding, into: code }),
    'split-finding': z.strictObject({ ...ofFinding, into: z.array(code).min(2).max(20) }),
    'waive-finding': z.strictObject({ ...ofFinding, reason: prose }),
    'report-subsequent': z.strictObject({ ...ofFinding, content: prose }),
    'draw-verification': z.strictObject(ofOrganisation),
    'record-verification': z.strictObject({ ...ofFinding, passed: z.boolean(), content: prose }),
    evaluate: z.strictObject({
      ...ofOrganisation,
      // Half points at the finest, so that their sum is exact.
      scores: z.record(z.string().regex(/^[a-z][A-Za-z]{0,39}$/), z.number().min(0).max(100).multipleOf(0.5)).meta({
        description:
          'The score of each criterion of the round’s pack; `jilin-2017`: leadership (to 15), measures (to 15), results (to 60), lasting (to 10)',
      }),
      content: prose,
    }),
    disclose: z.strictObject({
      ...ofOrganisation,
      scope: z.enum(disclosureScopes),
      channel,
      from: day,
      to: day,
      content: prose,
    }),
    'exempt-disclosure': z.strictObject({
      ...ofOrganisation,
      scope: z.enum(disclosureScopes),
      finding: code.optional(),
      reason: prose,
    }),
    'raise-referral': z.strictObject({
      ...ofOrganisation,
      trigger: z.enum(referralTriggers),
      evidence,
      content: prose,
    }),
    'accept-referral': z.strictObject(ofReferral),
    'decline-referral': z.strictObject({ ...ofReferral, reason: prose }),
    'record-referral-outcome': z.strictObject({ ...ofReferral, content: prose }),
    'report-retaliation': z.strictObject({ content: prose, organisation: code.optional(), reporter, on }),
    'link-missed-finding': z.strictObject({
      ...ofOrganisation,
      earlierRound: code,
      source: z.enum(exposures),
      content: prose,
    }),
    'file-upward': z.strictObject({ filing: code, content: prose, on }),
    'receipt-filing': z.strictObject({ filing: code, on }),
    guide: z.strictObject({ content: prose, on }),
    'answer-guidance': z.strictObject({ guidance: code, content: prose, on }),
    'request-extension': z.strictObject({ ...ofDuty, to: day, reason: prose }),
    'grant-extension': z.strictObject({ ...ofDuty, to: day.optional(), reason: prose }),
    'refuse-extension': z.strictObject({ ...ofDuty, reason: prose }),
    'hand-over': z.strictObject({ ...ofOrganisation, newPrincipal: code }),
    'sign-hand-over': z.strictObject(ofOrganisation),
    supervise: z.strictObject({ target: z.union([path, code]), dueOn: day, content: prose, on }),
    'answer-supervision': z.strictObject({ supervision: code, content: prose, on }),
    'change-pack': z.strictObject({
      pack: z.string().max(60),
      reason: prose,
      approver: code,
      shown: z.string().regex(/^[0-9a-f]{64}$/, 'the hash that the dry run has shown'),
      on,
    }),
    'suspend-round': z.strictObject({ reason: prose, on }),
    'resume-round': z.strictObject({ reason: prose, on }),
    'cancel-round': z.strictObject({ reason: prose, on }),
    'sign-letter': z.strictObject({ letter: path, on }),
    'close-round': z.strictObject({ on }),
    'go-live': z.strictObject({ on }),
  };
};

/** What people send. */
export const requestSchemas = schemas(writtenText, writtenSheet, z.never().optional());
/** What travels to the ledger. */
export const payloadSchemas = schemas(proseReference, sheetReference, proseReference);

const planSchema = (prose: z.ZodType<Prose>) =>
  z.strictObject({
    code: code.regex(/^R-/, 'the code of a round starts with R-'),
    committee: code,
    term: day,
    modes: z.strictObject({ kind: z.enum(roundKinds), lead: z.enum(roundLeads), layout: z.enum(roundLayouts) }),
    coordination: documentNumber.optional(),
    campaign: z.union([code, prose]).optional(),
    organisations: z
      .array(z.strictObject({ code, reason: prose.optional() }))
      .min(1)
      .max(500),
    pack: z.string().max(60).optional(),
    takeover: z.boolean().optional(),
    on: day.optional(),
  });
/** `POST /rounds`. */
export const planRequestSchema = planSchema(writtenText);
export type PlanRequest = z.output<typeof planRequestSchema>;

/** What the mailroom reports of an attempt. */
export const deliveryReportSchema: z.ZodType<DeliveryReportPayload> = z.strictObject({
  letter: z.string().max(300),
  attempt: z.int().positive(),
  permanent: z.boolean().optional(),
});
