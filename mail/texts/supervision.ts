/** 督办函: the office presses an item. What it says stays in the system, to be read by post; the letter names the item and the day. */
import type { Content, LetterFacts } from '../facts.ts';
import { debtorOf, titleOf, dutyActions } from '../titles.ts';
import { byWhen, grounds, standingInLedger } from './term.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';

export function supervision(facts: LetterFacts): Content {
  const { duty, letter, today } = facts;
  const read = '督办内容不随函载明，请按职务权限在系统中查阅。';
  if (!duty)
    return {
      heading: letterTitles.supervision.zh,
      about: '督办事项',
      paragraphs: [`所涉事项：${letter.duty}，请以台账记载为准。`, read],
    };
  const owed = `${debtorOf(duty, facts)}应${byWhen(duty)}${dutyActions[duty.kind]}。`;
  return {
    heading: letterTitles.supervision.zh,
    about: titleOf(duty),
    paragraphs: [
      `巡察办现对下列事项予以督办（督办编号${duty.key.split('/')[1] ?? duty.key}）。`,
      `所涉事项：${titleOf(duty)}。${owed}${standingInLedger(duty, today)}`,
      ...grounds(duty),
      read,
      '督办不改变该事项原有期限。逾期未答复的，将逐级升级呈报。',
    ],
  };
}
