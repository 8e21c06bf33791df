/** 准予延期通知书, 不予延期通知书: whoever owes hears by which day they owe from now on. The reasons stay in the system. */
import type { Content, LetterFacts } from '../facts.ts';
import { citation, debtorOf, titleOf, dutyActions } from '../titles.ts';
import { byWhen, grounds, standing } from './term.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';

const decisions = {
  'extension-granted': '准予延期，期限调整如下',
  'extension-refused': '不予延期，仍按现期限办理',
} as const;

export function extension(kind: keyof typeof decisions, facts: LetterFacts): Content {
  const { duty, today, letter } = facts;
  const heading = letterTitles[kind].zh;
  if (!duty) return { heading, about: '延期事项', paragraphs: [`所涉事项：${letter.duty}，请以台账记载为准。`] };
  const action = dutyActions[duty.kind];
  return {
    heading,
    about: `${titleOf(duty)}，${standing(duty, today)}`,
    paragraphs: [
      `关于${titleOf(duty)}，经巡察工作领导小组组长研究（${citation('J-VI.2a')}），${decisions[kind]}。`,
      `${debtorOf(duty, facts)}应${byWhen(duty)}${action}，请抓紧办理。`,
      ...grounds(duty),
      '研究理由不随函载明，请按职务权限在系统中查阅。',
    ],
  };
}
