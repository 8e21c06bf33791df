/** Sentences about a duty's term: when it is due, how it stands today, whence the date comes. */
import type { Day, Outcome } from '../../domain/vocabulary.ts';
import { daysBetween } from '../../domain/calendar.ts';
import { arrivalOf, type Duty, isOpen, outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { dayInWords } from '../dates.ts';
import { anchorTitle, citation } from '../titles.ts';

/** 于2027年1月23日24时前（北京时间）; empty without a figure. */
export function byWhen({ dueOn }: Duty): string {
  return dueOn === null ? '' : `于${dayInWords(dueOn)}24时前（北京时间）`;
}

/** How the duty stands on a day: 距期限还有20天, 已逾期1天. A duty without a due day is never late. */
export function standing(duty: Duty, today: Day): string {
  if (duty.outcome !== null) return `${ends[duty.outcome]}${days(duty)}`;
  if (duty.dueOn === null) return '未设具体期限';
  const daysLeft = daysBetween(today, duty.dueOn);
  if (daysLeft > 0) return `距期限还有${daysLeft}天`;
  return daysLeft === 0 ? '今日24时到期' : `已逾期${-daysLeft}天`;
}

const ends: Readonly<Record<Outcome, string>> = {
  MET: '已办结',
  MET_LATE: '已逾期办结',
  WAIVED: '已免予办理',
  SUPERSEDED: '已停止计时',
};

/** The day that the actor gave and the day of arrival, which decides; and that it was late by the first day, where it was. */
function days(duty: Duty): string {
  const { closedOn, outcome } = duty;
  const arrivedOn = arrivalOf(duty);
  if (closedOn === null || arrivedOn === null) return '';
  const onPaper = duty.byArrival ? '收到纸质材料，以收到日为准' : '';
  const arrived = arrivedOn === closedOn ? '' : `，${dayInWords(arrivedOn)}收到，以收到日为准`;
  const byFirst = outcome === 'MET' && outcomeByFirstDay(duty) === 'MET_LATE' ? '；按原期限为逾期' : '';
  return `（${dayInWords(closedOn)}${onPaper}${arrived}${byFirst}）`;
}

/** 截至今日 with what the ledger shows, and does not. */
export function standingInLedger(duty: Duty, today: Day): string {
  const asOf = `截至${dayInWords(today)}，${standing(duty, today)}`;
  return isOpen(duty) ? `${asOf}，台账尚无办结记录。` : `${asOf}，请以台账记载为准。`;
}

/** The clause, the event that started the clock, a moved date, and whether the date is a rule or a target. */
export function grounds(duty: Duty): string[] {
  const { clause, anchor, basis, dueOn, originalDueOn } = duty;
  return [
    `依据：${citation(clause)}。`,
    `计时起点：${dayInWords(anchor.on)}，${anchorTitle(anchor.event)}（台账第${anchor.sequence}号）。`,
    ...(dueOn !== null && originalDueOn !== null && dueOn !== originalDueOn
      ? [`期限调整：原期限为${dayInWords(originalDueOn)}24时前，现期限为${dayInWords(dueOn)}24时前。`]
      : []),
    ...(basis === 'T' && dueOn !== null ? ['说明：上述日期系巡察办工作目标，并非《意见》规定的期限。'] : []),
  ];
}
