/** The notice to the office: a letter reached nobody, why, and what to do by hand. */
import { isWork } from '../../contracts/committee.ts';
import type { Content, LetterFacts, LostLetter } from '../facts.ts';
import { postWithPlace, titleOf } from '../titles.ts';
import { standing } from './term.ts';
import { letterTitles, postTitles } from '../../domain/dossier/titles.ts';

export function undelivered(facts: LetterFacts): Content {
  const { letter, lost, round } = facts;
  const which = lost?.kind ? letterTitles[lost.kind].zh : '文书';
  return {
    heading: letterTitles.undelivered.zh,
    about: `${which}未能送达${lost ? postTitles[lost.to.post].zh : ''}`,
    paragraphs: [
      '下列文书未能送达，请及时处置。',
      `未送达文书：${which}，文号${letter.about ?? letter.key}。`,
      ...(lost
        ? [`收件职务：${postWithPlace(lost.to.post, facts)}，${holder(lost)}。`, `原因：${reason(lost)}。`]
        : []),
      ...duty(facts),
      `请处置：${remedy(lost)}将该文书打印后当面送交，留存签收凭据。该文书系统不再自动投递，办理情况请在台账查阅${isWork(round) ? '' : '轮次'}${round}。`,
    ],
  };
}

const holder = ({ addresseeName }: LostLetter): string =>
  addresseeName === null || addresseeName === '' ? '任职人员未登记' : `${addresseeName}同志`;

const vacant = { reason: '职务暂缺，没有登记任职人员', remedy: '登记该职务任职人员及其收件地址；' };
const failures: ReadonlyMap<string, { readonly reason: string; readonly remedy: string }> = new Map([
  ['POST_VACANT', vacant],
  ['NO_ADDRESS', { reason: '任职人员没有登记收件地址', remedy: '登记任职人员的收件地址；' }],
  ['REFUSED', { reason: '邮件服务器明确拒收', remedy: '核对并更正登记的收件地址；' }],
  ['GIVEN_UP', { reason: '连日多次投递均未成功，已停止投递', remedy: '检查邮件服务器和登记的收件地址；' }],
  ['NOT_DELIVERED', { reason: '投递未成功', remedy: '检查邮件服务器和登记的收件地址；' }],
]);
const reason = ({ failure }: LostLetter): string => failures.get(failure)?.reason ?? `台账所记代码${failure}`;
const remedy = (lost: LostLetter | null): string =>
  (lost && failures.get(lost.failure)?.remedy) ?? '核对收件职务、任职人员和收件地址；';

function duty({ duty: about, today }: LetterFacts): string[] {
  return about ? [`所涉事项：${titleOf(about)}，${standing(about, today)}。`] : [];
}
