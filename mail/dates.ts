/** Days and moments as an official letter writes them, in Beijing time. */
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from '../domain/vocabulary.ts';

/** 2027年1月23日 */
export function dayInWords(day: Day): string {
  const { year, month, day: dayOfMonth } = Temporal.PlainDate.from(day);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** 2027年1月3日8时05分（北京时间） */
export function momentInWords(instant: Instant): string {
  const moment = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai');
  const minute = String(moment.minute).padStart(2, '0');
  return `${dayInWords(moment.toPlainDate().toString())}${moment.hour}时${minute}分（北京时间）`;
}
