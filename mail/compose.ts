/** A letter as its reader gets it: plain Chinese text, from the facts alone. What each kind says is in `texts/`, what
 *  things are called in `titles.ts`; here is the frame: subject, salutation, signature, number. */
import { isWork } from '../contracts/committee.ts';
import { dayInWords, momentInWords } from './dates.ts';
import type { Content, LetterFacts } from './facts.ts';
import { actOnBehalf } from './texts/act-on-behalf.ts';
import { climbing } from './texts/climbing.ts';
import { extension } from './texts/extension.ts';
import { feedbackCopy } from './texts/feedback-copy.ts';
import { immediateItem } from './texts/immediate-item.ts';
import { supervision } from './texts/supervision.ts';
import { undelivered } from './texts/undelivered.ts';
import { postTitles } from '../domain/dossier/titles.ts';

export type { LetterFacts } from './facts.ts';

const INDENT = '　　';

export function compose(facts: LetterFacts): { subject: string; text: string } {
  const content = contentOf(facts);
  const copy = facts.letter.copy ? '（抄送件）' : '';
  return {
    subject: `${content.heading}${copy}：${content.about}（${placeInRound(facts)}）`,
    text: [
      `${content.heading}${copy}`,
      '',
      salutation(facts),
      '',
      ...content.paragraphs.map((paragraph) => `${INDENT}${paragraph}`),
      '',
      ...foot(facts),
      '',
    ].join('\n'),
  };
}

function contentOf(facts: LetterFacts): Content {
  const { kind } = facts.letter;
  if (kind === 'feedback-copy') return feedbackCopy(facts);
  if (kind === 'immediate-item') return immediateItem(facts);
  if (kind === 'supervision') return supervision(facts);
  if (kind === 'extension-granted' || kind === 'extension-refused') return extension(kind, facts);
  if (kind === 'act-on-behalf') return actOnBehalf(facts);
  return kind === 'undelivered' ? undelivered(facts) : climbing(kind, facts);
}

function salutation({ letter, placeName, addresseeName }: LetterFacts): string {
  const name = addresseeName === '' ? '' : `${addresseeName}同志`;
  return `${placeName}${postTitles[letter.to.post].zh}${name}：`;
}

function foot(facts: LetterFacts): string[] {
  const { letter, committeeName, today, round, organisation } = facts;
  return [
    `${committeeName}巡察办`,
    dayInWords(today),
    '',
    `文号：${letter.key}`,
    `${isWork(round) ? '台账' : '轮次'}：${round}${organisation ? `　被巡察党组织：${organisation.code}` : ''}`,
    `制发时间：${momentInWords(letter.writtenAt)}`,
    '本函不载问题和线索的具体内容，请按保密规定保管。',
  ];
}

/** Codes only: a subject is seen by more people than the letter. */
function placeInRound({ round, organisation }: LetterFacts): string {
  return organisation ? `${round}/${organisation.code}` : round;
}
