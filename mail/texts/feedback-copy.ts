/** 四抄告: the leader in charge and the three departments learn in writing that feedback has been given; not what it says. */
import type { Content, LetterFacts } from '../facts.ts';
import { dayInWords } from '../dates.ts';
import { citation, debtorOf } from '../titles.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';

export function feedbackCopy(facts: LetterFacts): Content {
  const { duty } = facts;
  const given = duty ? `已于${dayInWords(duty.anchor.on)}` : '已';
  return {
    heading: letterTitles['feedback-copy'].zh,
    about: '巡察意见已反馈',
    paragraphs: [
      `本轮巡察意见${given}向${reader(facts)}反馈${duty ? `（台账第${duty.anchor.sequence}号）` : ''}，现予抄告。`,
      `依据：${citation('J-V.4h')}。`,
      `请按职责关注并督促整改，有关情况请与巡察办联系。主要负责人和领导班子均签收反馈意见后，两份整改报告开始计时（${citation('J-V.4d')}）。`,
      '抄告范围：被巡察党组织分管领导，纪检监察机关、组织部门、有关职能部门。',
    ],
  };
}

/** Feedback is given to the principal or to the body; whoever got it owes the receipt. */
function reader({ duty, ...places }: LetterFacts): string {
  if (!duty) return places.organisation?.name ?? '被巡察党组织';
  const debtor = debtorOf(duty, places);
  return duty.kind === 'receipt-body' ? `${debtor}领导班子` : debtor;
}
