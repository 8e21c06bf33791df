/** Sources of `jilin-2017`: the opinion where it gives a figure, practice where it gives none and a round cannot do without. */
import { choice, practice, rule, type Sources } from '../source.ts';

const jiangjin = practice('重庆市江津区巡察整改“三色预警”：剩余20天绿色、剩余10天黄色、逾期红色');
const nearDay = choice('The day is given by a person and often near: fewer reminders on the ladder of Jiangjin');

export const jilin2017Sources: Sources = {
  'span report-1': rule('J-V.4d'),
  'span report-2': rule('J-V.4d'),
  'span transfer-answer-disc': rule('J-V.4e'),
  'span transfer-answer-od': rule('J-V.4f'),
  'ladder report-1': jiangjin,
  'ladder report-2': jiangjin,
  'ladder immediate-item': jiangjin,
  'ladder second-rectification': jiangjin,
  'ladder subsequent-report': jiangjin,
  'ladder transfer-answer-disc': jiangjin,
  'ladder transfer-answer-od': jiangjin,
  'ladder governance': jiangjin,
  'ladder material': nearDay,
  'ladder material-disc': nearDay,
  'ladder material-od': nearDay,
  'ladder material-fd': nearDay,
  'ladder support': nearDay,
  'ladder supervision-org': nearDay,
  'ladder supervision-disc': nearDay,
  'ladder supervision-od': nearDay,
  'ladder supervision-fd': nearDay,
  lettersAt: choice('The beginning of office hours in Beijing'),
  spreadMinutes: choice(
    'All duties of the country end at the same midnight: letters are spread over a quarter of an hour',
  ),
  hearingOrder: choice(
    'The opinion names the bodies; that the special meeting comes before the standing committee is a choice',
    'J-V.4a',
  ),
  approvers: choice(
    'The opinion names no approver: what takes a position goes to the leader, routine to the office',
    'J-V.5c',
  ),
  majorActs: choice('The opinion names no act: one is major when it names its request', 'J-V.5c'),
  extensions: choice('The opinion gives no limit: as often as the leader decides', 'J-VI.2a'),
  opinionsFrom: practice('多地巡察整改会审：纪检监察机关、组织部门、巡察组提出意见'),
  planQuorum: choice('The opinion asks for no quorum'),
  sampling: choice(
    'Re-checks are drawn at random in practice, and no source gives a rate: one in five, a fifth more for each failure',
  ),
  evaluation: practice(
    '陕西省扶风县巡察整改评估：15+15+60+10分；某市2021年办法：90分以下二次整改；河北省衡水市：与事实不符一票否决',
  ),
  servedBindsYears: choice('The opinion gives no number of years: earlier service always binds', 'J-III.4a'),
  villageByCity: rule('J-II.3'),
  governanceFromOrganisations: choice('The opinion says 普遍性、倾向性 and gives no number', 'J-V.4g'),
  retryAfterMinutes: practice('RFC 5321, 4.5.4.1: after 30 minutes, then further apart, for four to five days'),
};
