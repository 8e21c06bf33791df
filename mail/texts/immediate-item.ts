/** 立行立改通知书: the organisation and its principal learn that there is an item to put right at once, by when, and that the
 *  full rectification afterwards stays owed. What the item says they read where they sign for it. */
import type { Content, LetterFacts } from '../facts.ts';
import { citation, debtorOf, titleOf, dutyActions } from '../titles.ts';
import { byWhen, grounds, standing } from './term.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';

export function immediateItem(facts: LetterFacts): Content {
  const { duty, today, letter } = facts;
  const heading = letterTitles['immediate-item'].zh;
  if (!duty) return { heading, about: '立行立改事项', paragraphs: [`所涉事项：${letter.duty}，请以台账记载为准。`] };
  return {
    heading,
    about: `${titleOf(duty)}，${standing(duty, today)}`,
    paragraphs: [
      `巡察组现交办${titleOf(duty)}事项。${debtorOf(duty, facts)}应${byWhen(duty)}${dutyActions[duty.kind]}。`,
      ...grounds(duty),
      '请先签收，查阅事项内容，驻点期间即行整改。',
      `立行立改不替代巡察后的全面整改（${citation('J-V.4b')}）。`,
    ],
  };
}
