/** Every command of a committee's own work, and the request that begins it. Who may and when: `domain/committee/steps/`. */
import { z } from 'zod';
import { directorChanges, documentKinds, type Language } from '../../domain/vocabulary.ts';
import { categoryCode, code, day, documentNumber, on, signedOnPaper } from '../schemas/fields.ts';
import { command, commandOnPaper, type PayloadsOf } from './command.ts';
import { objecting } from './objecting.ts';

const ofFiling = { filing: code, on };
const ofProposal = { proposal: code, on };
const ofGovernance = { governance: code, on };

export const workCommands = {
  'begin-term': command({
    title: 'Begin a new term',
    verb: '开始新一届',
    fields: () => ({ on }),
  }),
  'record-study': command({
    title: 'Record that the committee studied inspection work',
    verb: '登记研究巡察工作',
    fields: (prose) => ({ content: prose, on, ...signedOnPaper }),
  }),
  'adopt-document': command({
    title: 'Adopt a plan, a summary or implementing opinions',
    verb: '审定规划计划等文件',
    fields: (prose) => ({
      kind: z.enum(documentKinds),
      /** Of a yearly plan or summary. */
      year: z.int().min(1949).max(2199).optional(),
      decision: documentNumber,
      content: prose,
      on,
      ...signedOnPaper,
    }),
  }),
  'report-director-change': command({
    title: 'Report a change of the office director',
    verb: '登记巡察办主任任免',
    fields: () => ({ person: code, change: z.enum(directorChanges), decision: documentNumber, on, ...signedOnPaper }),
  }),
  'file-upward': command({
    title: 'File upward',
    verb: '上报',
    fields: (prose) => ({ ...ofFiling, content: prose, ...signedOnPaper }),
  }),
  'receipt-filing': commandOnPaper({
    title: 'Sign for a filing',
    verb: '签收报备',
    /** Its paper where the office above has nobody here: entered by the office, compared by a second person of it. */
    fields: () => ofFiling,
  }),
  'open-governance': command({
    title: 'Open special governance',
    verb: '启动专项治理',
    fields: (prose) => ({
      ...ofGovernance,
      category: categoryCode,
      department: code,
      content: prose,
      dueOn: day.optional(),
    }),
  }),
  'answer-governance': command({
    title: 'Report the outcome of special governance',
    verb: '反馈专项治理情况',
    fields: (prose) => ({ ...ofGovernance, content: prose }),
  }),
  'return-governance': command({
    title: 'Return special governance for more',
    verb: '退回专项治理',
    fields: (prose) => ({ ...ofGovernance, reason: prose, dueOn: day }),
  }),
  'close-governance': command({
    title: 'Close special governance',
    verb: '办结专项治理',
    fields: (prose) => ({ ...ofGovernance, content: prose }),
  }),
  confirm: command({
    title: 'Confirm what another person has proposed',
    verb: '确认他人提请事项',
    fields: () => ofProposal,
  }),
  decline: command({
    title: 'Decline what another person has proposed',
    verb: '不同意他人提请事项',
    fields: (prose) => ({ ...ofProposal, reason: prose }),
  }),
  ...objecting,
  'sign-letter': command({
    title: 'Sign for a letter',
    verb: '签收文书',
    fields: () => ({ letter: z.string().regex(/^W-[A-Za-z0-9./_-]{1,300}$/), on }),
  }),
};

export type WorkCommandName = keyof typeof workCommands;
export type WorkPayloads = PayloadsOf<typeof workCommands>;

const isWorkCommand = (name: string): name is WorkCommandName => Object.hasOwn(workCommands, name);
export const workCommandNames: readonly WorkCommandName[] = Object.keys(workCommands).filter(isWorkCommand);
/** The command of this name, or undefined: for names that come from outside. */
export const workCommandNamed = (name: string): WorkCommandName | undefined => (isWorkCommand(name) ? name : undefined);

/** What a command is called by people who read this language. */
export const workCommandTitle = (name: WorkCommandName, language: Language): string =>
  workCommands[name][language === 'zh' ? 'verb' : 'title'];

/** `POST /committees/{code}/work`. */
export const workRequestSchema = z.strictObject({ pack: z.string().max(60).optional(), on });
export type WorkRequest = z.output<typeof workRequestSchema>;
