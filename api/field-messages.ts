/** What is wrong with a field, in English and Chinese. */
import { z } from 'zod';

const { localeError: inEnglish } = z.locales.en();
const { localeError: inChinese } = z.locales.zhCN();

const textOf = (said: string | { readonly message: string } | null | undefined): string =>
  typeof said === 'string' ? said : (said?.message ?? '');

/** Schemas say what they expect in both languages from now on, in this process. A pattern is no word: it is named in English alone. */
export function sayInBothLanguages(): void {
  z.config({
    localeError(issue) {
      const isPattern = issue.code === 'invalid_format' && issue.format === 'regex';
      const chinese = isPattern ? '格式不符合要求，请对照接口说明中的示例填写' : textOf(inChinese(issue));
      return `${textOf(inEnglish(issue))}（${chinese}）`;
    },
  });
}
