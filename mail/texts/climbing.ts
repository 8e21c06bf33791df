/** The letters that climb: green and yellow before the day, red after it, then the leading group's leader. Copies carry
 *  the same text. The ladder is practice (红黄绿三色预警), the duty behind it is the opinion's. */
import type { RungColour } from '../../domain/policy/pack.ts';
import type { Content, LetterFacts } from '../facts.ts';
import { momentInWords } from '../dates.ts';
import { citation, debtorOf, OPINION, postWithPlace, titleOf, dutyActions } from '../titles.ts';
import { byWhen, grounds, standing, standingInLedger } from './term.ts';
import { letterTitles } from '../../domain/dossier/titles.ts';

/** A rung reached within the hour counts as on time; the ladder itself is spread over minutes. */
const ON_TIME_MS = 3_600_000;

export function climbing(colour: RungColour, facts: LetterFacts): Content {
  const { letter, duty, today } = facts;
  return {
    heading: `${letterTitles[colour].zh}${letter.repetition > 1 ? `（第${letter.repetition}次）` : ''}`,
    about: duty ? `${titleOf(duty)}，${standing(duty, today)}` : '巡察办理事项',
    paragraphs: [
      ...(letter.copy ? ['本件为抄送件，供了解情况、督促落实。'] : []),
      ...openings[colour],
      ...whatIsOwed(facts),
      ...nextStep(colour, facts),
      ...bothTimes(facts),
      ...copies(facts),
    ],
  };
}

const openings: Readonly<Record<RungColour, readonly string[]>> = {
  green: ['现就下列事项作期前提醒。'],
  yellow: ['下列事项期限临近，现予预警。'],
  red: ['下列事项逾期未办，现予催办。'],
  top: [`领导小组组长是巡察工作的第一责任人（${citation('J-VI.2a')}）。下列事项逾期未办结，现逐级升级呈报，请审阅。`],
};

function whatIsOwed(facts: LetterFacts): string[] {
  const { letter, duty, today } = facts;
  if (!duty) return [`所涉事项：${letter.duty}，请以台账记载为准。`];
  const owed = `${debtorOf(duty, facts)}应${byWhen(duty)}${dutyActions[duty.kind]}。`;
  return [`所涉事项：${titleOf(duty)}。${owed}${standingInLedger(duty, today)}`, ...grounds(duty)];
}

function nextStep(colour: RungColour, facts: LetterFacts): string[] {
  const { duty, letter } = facts;
  if (colour === 'top') return proposal(letter.proposes, duty ? debtorOf(duty, facts) : '责任单位');
  if (!duty) return ['请向巡察办了解办理要求，并抓紧办理。'];
  const debtor = debtorOf(duty, facts);
  const action = dutyActions[duty.kind];
  return [steps[colour](debtor, action)];
}

const steps: Readonly<Record<Exclude<RungColour, 'top'>, (debtor: string, action: string) => string>> = {
  green: (debtor, action) => `请${debtor}抓紧办理，按期${action}。确有困难的，请提前向巡察办书面说明。`,
  yellow: (debtor, action) =>
    `请${debtor}加快办理，确保按期${action}；请收函同志加强督促。确有困难的，请立即向巡察办书面说明。`,
  red: (debtor, action) => `请${debtor}立即${action}，同时书面说明逾期原因。逾期办结的，台账如实载明。`,
};

/** A proposal decides nothing: the leader does. */
function proposal(proposes: string | null, debtor: string): string[] {
  const decide = '请审定，并将审定意见告巡察办办理。';
  if (proposes === 'REFERRAL_T5')
    return [`追责建议：建议就${debtor}整改不力（T5），依据${OPINION}六（四）[J-VI.4b]研究追责。是否启动，${decide}`];
  if (proposes === 'REFERRAL_T1')
    return [
      `追责建议：建议就${debtor}不支持配合巡察工作（T1），依据${OPINION}六（四）[J-VI.4b]研究追责。是否启动，${decide}`,
    ];
  if (proposes === 'SUPERVISION')
    return [`督办建议：建议依据${citation('J-V.4h')}，对${debtor}予以督办。是否督办，${decide}`];
  return [`处理建议：建议研究督促${debtor}办结的措施。${decide}`];
}

/** After an outage, or when paper arrives late, the letter says both times; nobody was late with what was due on paper. */
function bothTimes({ letter, duty, rungDueAt }: LetterFacts): string[] {
  if (rungDueAt === null || Date.parse(letter.writtenAt) - Date.parse(rungDueAt) <= ON_TIME_MS) return [];
  if (duty?.liveAt !== undefined && Date.parse(rungDueAt) <= Date.parse(duty.liveAt))
    return ['本轮巡察此前以纸质方式办理，现转入本系统；此前已发文书以纸质为准，特此说明。'];
  return [`本函应于${momentInWords(rungDueAt)}制发，实际于${momentInWords(letter.writtenAt)}制发，特此说明。`];
}

function copies(facts: LetterFacts): string[] {
  const titles = facts.letter.cc.map(
    ({ post, person }) => `${postWithPlace(post, facts)}${person === null ? '（暂缺）' : ''}`,
  );
  return titles.length > 0 ? [`抄送：${[...new Set(titles)].join('、')}。`] : [];
}
