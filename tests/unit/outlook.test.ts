/** What the Temporal UI shows of a round and of a committee's file: in the words of an office, in Chinese and in English. */
import { describe, expect, test } from 'vitest';
import { workCommandNames, workCommandTitle } from '../../contracts/requests/committee.ts';
import { commandNames, commandTitle } from '../../contracts/requests/index.ts';
import { outlook as outlookOfCommittee } from '../../domain/committee/committee.ts';
import { dutyTitles, letterTitles, postTitles, roleTitles } from '../../domain/dossier/titles.ts';
import { lastPhaseChanges, phaseTitles } from '../../domain/round/phase.ts';
import { outlook } from '../../domain/round/round.ts';
import { type Language, languages } from '../../domain/vocabulary.ts';
import { committeeRows } from '../../examples/rows/committee.ts';
import { aRound } from '../../examples/story.ts';

const CHINESE = /[\u4e00-\u9fff]/;
const owing = () => aRound().withFeedbackSigned();
const late = () => owing().passTime('2026-05-04T00:30:00.000Z');
const shown = (story: ReturnType<typeof aRound>, language: Language) => {
  const { details, ...rest } = outlook(story.round, language);
  return { ...rest, details: details.replaceAll('\u2011', '-').replaceAll('\u2003', '') };
};

describe('the timer says what comes next, and how much more comes with it', () => {
  test('which letter, to which posts, about what, due when', () => {
    expect(shown(owing(), 'en').why).toBe(
      'Green reminder letter to the person in charge: O-07 · Rectification report, due on 2026-05-02 (and 1 more)',
    );
    expect(shown(owing(), 'zh').why).toBe(
      '向整改工作具体负责人发绿色提醒函：O-07 · 整改情况报告，期限2026-05-02；同时另有1项',
    );
  });

  test('that a day ends', () => {
    const afterYellow = owing().passTime('2026-04-22T01:30:00.000Z');
    expect(shown(afterYellow, 'en').why).toBe('O-07 · Rectification report goes overdue after 2026-05-02 (and 1 more)');
    expect(shown(afterYellow, 'zh').why).toBe('O-07 · 整改情况报告届满（2026-05-02）；同时另有1项');
  });

  test('how often a letter has come', () => {
    const top = owing().passTime('2026-05-14T01:30:00.000Z');
    expect(shown(top, 'en').why).toContain('Letter to the leading group, time 2, to the leader of the leading group');
    expect(shown(top, 'zh').why).toContain('向巡察工作领导小组组长发逐级升级呈报函（第2次）');
  });

  test('that nothing is due, or that history is entered', () => {
    expect(languages.map((language) => shown(aRound(), language).why)).toEqual(['暂无到期事项', 'Nothing is due']);
    const paper = aRound({ takeover: true });
    expect(languages.map((language) => shown(paper, language).why)).toEqual([
      '正在补录历史',
      'History is being entered',
    ]);
  });
});

describe('a letter that waits is summed up', () => {
  const red = (language: Language) =>
    shown(late(), language).letters.find(({ key }) => key.includes('report-1/rung-3/'))?.summary;

  test('by its title, its duty, how late that is, and its reader', () => {
    expect(red('en')).toBe('Red overdue letter · O-07 · Rectification report, overdue 2 days · to the liaison of O-07');
    expect(red('zh')).toBe('红色催办函 · O-07 · 整改情况报告，逾期2天 · 送O-07联络员');
  });

  test('as a copy, where it is one', () => {
    const lastPart = (language: Language) =>
      shown(late(), language)
        .letters.filter(({ key }) => key.includes('report-1/rung-3/'))
        .map(({ summary }) => summary.split(' · ').at(-1));
    expect(lastPart('zh')).toContain('抄送C-CITY巡察办主任');
    expect(lastPart('en')).toContain('copy to the office director of C-CITY');
  });
});

describe('the page', () => {
  test('names phase, changes and duties by their titles, never by a key', () => {
    const pages = { en: shown(late(), 'en').details, zh: shown(late(), 'zh').details };
    expect(pages.en).toContain('### R-2026-01 · Rectifying');
    expect(pages.en).toContain('- 2026-03-02 · Fed back: O-07');
    expect(pages.en).toContain('| O-07 · Rectification report| organisation| 2026-05-02| **2 overdue**| 3| J-V.4d|');
    expect(pages.zh).toContain('### R-2026-01 · 整改中');
    expect(pages.zh).toContain('- 2026-03-02 · 已反馈：O-07');
    expect(pages.zh).toContain('| O-07 · 整改情况报告| 被巡察党组织| 2026-05-02| **逾期2**| 3| J-V.4d|');
    for (const language of languages) expect(pages[language]).not.toMatch(/report-1|RECTIFYING|R-2026-01\//);
  });

  test('in English has no Chinese character, and no name in either language', () => {
    expect(shown(late(), 'en').details).not.toMatch(CHINESE);
    for (const language of languages) expect(JSON.stringify(shown(late(), language))).not.toContain('张三');
  });

  test('counts the organisations beyond the third that changed their phase on one day', () => {
    const five = aRound({ organisations: 5 }).withFeedbackSigned();
    expect(shown(five, 'en').details).toContain('Rectifying: O-07, O-08, O-09 and 2 more');
    expect(shown(five, 'zh').details).toContain('整改中：O-07、O-08、O-09等5家');
  });

  test('lists the last changes of phase, the newest first', () => {
    const changes = lastPhaseChanges(late().round, 5).map(({ phase }) => phase);
    expect(changes).toEqual(['RECTIFYING', 'FED_BACK', 'DECIDED', 'HEARD', 'REPORTED']);
    expect(lastPhaseChanges(aRound().round, 5)).toEqual([{ on: '2026-03-02', phase: 'PLANNED', organisations: [] }]);
  });

  test.each(languages)('of a committee’s file, in %s', (language) => {
    for (const { does } of committeeRows) {
      const { why, details } = outlookOfCommittee(does().work, language);
      expect(CHINESE.test(`${why} ${details}`)).toBe(language === 'zh');
      expect(details).not.toMatch(/yearly-plan|term-plan|regular-study/);
    }
  });
});

test('everything has a title in both languages', () => {
  const titles = [dutyTitles, letterTitles, postTitles, roleTitles, phaseTitles].flatMap((each) => Object.values(each));
  for (const { zh, en } of titles) {
    expect(zh).toMatch(CHINESE);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
  }
  for (const name of commandNames) {
    expect(commandTitle(name, 'zh')).toMatch(CHINESE);
    expect(commandTitle(name, 'en')).not.toMatch(CHINESE);
  }
  for (const name of workCommandNames) {
    expect(workCommandTitle(name, 'zh')).toMatch(CHINESE);
    expect(workCommandTitle(name, 'en')).not.toMatch(CHINESE);
  }
});
