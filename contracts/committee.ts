/** A committee's own work: what belongs to no round. One dossier per committee, its code made of the committee's; its
 *  commands are known by name like those of a round. Workflow code imports this file, so it stays free of libraries. */
import type { Code, Day, Language, Prose, DocumentKind, DirectorChange } from '../domain/vocabulary.ts';

/** The workflow type of a committee's work; its id is the dossier's code, its whole argument too. */
export const WORK_WORKFLOW = 'committeeWork';

const PREFIX = 'W-';
/** `C-CITY` → `W-C-CITY`. */
export const workOf = (committee: Code): Code => `${PREFIX}${committee}`;
/** Whether a dossier is a committee's work; else it is a round. */
export const isWork = (dossier: Code): boolean => dossier.startsWith(PREFIX);

interface Dated {
  readonly on?: Day | undefined;
}
interface OfFiling extends Dated {
  readonly filing: Code;
}
interface OfGovernance extends Dated {
  readonly governance: Code;
}

export interface WorkPayloads {
  'begin-term': Dated;
  'record-study': Dated & { readonly content: Prose };
  'adopt-document': Dated & {
    readonly kind: DocumentKind;
    /** Of a yearly plan or summary. */
    readonly year?: number | undefined;
    readonly decision: string;
    readonly content: Prose;
  };
  'report-director-change': Dated & {
    readonly person: Code;
    readonly change: DirectorChange;
    readonly decision: string;
  };
  'file-upward': OfFiling & { readonly content: Prose };
  'receipt-filing': OfFiling;
  'open-governance': OfGovernance & {
    readonly category: string;
    readonly department: Code;
    readonly content: Prose;
    readonly dueOn?: Day | undefined;
  };
  'answer-governance': OfGovernance & { readonly content: Prose };
  'return-governance': OfGovernance & { readonly reason: Prose; readonly dueOn: Day };
  'close-governance': OfGovernance & { readonly content: Prose };
  'sign-letter': Dated & { readonly letter: string };
}
export type WorkCommandName = keyof WorkPayloads;

/** What each command is called: `title` in the Temporal UI and API, `verb` in a Chinese refusal (不得…). */
export const workTitles: Readonly<Record<WorkCommandName, { readonly title: string; readonly verb: string }>> = {
  'begin-term': { title: 'Begin a new term', verb: '开始新一届' },
  'record-study': { title: 'Record that the committee studied inspection work', verb: '登记研究巡察工作' },
  'adopt-document': { title: 'Adopt a plan, a summary or implementing opinions', verb: '审定该文件' },
  'report-director-change': { title: 'Report a change of the office director', verb: '登记巡察办主任任免' },
  'file-upward': { title: 'File upward', verb: '上报' },
  'receipt-filing': { title: 'Sign for a filing', verb: '签收报备' },
  'open-governance': { title: 'Open special governance', verb: '启动专项治理' },
  'answer-governance': { title: 'Report the outcome of special governance', verb: '反馈专项治理情况' },
  'return-governance': { title: 'Return special governance for more', verb: '退回专项治理' },
  'close-governance': { title: 'Close special governance', verb: '办结专项治理' },
  'sign-letter': { title: 'Sign for a letter', verb: '签收文书' },
};

const isWorkCommand = (name: string): name is WorkCommandName => Object.hasOwn(workTitles, name);
export const workCommandNames: readonly WorkCommandName[] = Object.keys(workTitles).filter(isWorkCommand);
/** The command of this name, or undefined: for names that come from outside. */
export const workCommandNamed = (name: string): WorkCommandName | undefined => (isWorkCommand(name) ? name : undefined);

/** What a command is called by people who read this language. */
export const workCommandTitle = (name: WorkCommandName, language: Language): string =>
  workTitles[name][language === 'zh' ? 'verb' : 'title'];
