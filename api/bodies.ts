/** What every body must be before a schema reads it: of bounded size in each direction, and text throughout. It keeps the
 *  cost of a refusal small, and PostgreSQL from meeting what it cannot store. */
import type { RequestHandler } from 'express';
import { type InvalidField, invalid, pointerOf, sendProblem } from './problems.ts';

const MOST_FIELDS = 1_000;
const MOST_ITEMS = 50_000;
/** A registry document of the largest body has 28,000 entries. */
const MOST_ENTRIES = 30_000;
const MOST_VALUES = 150_000;
const DEEPEST = 20;

const NOT_UNICODE = 'not well-formed Unicode, or the character U+0000（含有无法保存的字符，请删去后重新填写）';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** For express.json: bytes in another encoding would be read as other characters. */
export function requireUtf8(_request: unknown, _response: unknown, body: Uint8Array, encoding: string): void {
  if (encoding === 'utf-8') utf8.decode(body);
}

export const requireBoundedBody: RequestHandler = (request, response, next) => {
  const fault = faultIn(request.body);
  if (fault) return sendProblem(response, invalid([fault]));
  next();
};

/** The first fault of a body, if there is one. */
export function faultIn(body: unknown): InvalidField | undefined {
  let entries = 0;
  let values = 0;
  const fault = (path: readonly PropertyKey[], detail: string) => ({ pointer: pointerOf(path), detail });
  const look = (value: unknown, path: readonly PropertyKey[]): InvalidField | undefined => {
    values += 1;
    if (values > MOST_VALUES)
      return fault([], `too many values: at most ${MOST_VALUES} in one request（内容过多，请分次报送）`);
    if (typeof value === 'string') return isText(value) ? undefined : fault(path, NOT_UNICODE);
    if (typeof value !== 'object' || value === null) return undefined;
    entries += 1;
    if (entries > MOST_ENTRIES)
      return fault([], `too many entries: at most ${MOST_ENTRIES} in one request（条目过多，请分次报送）`);
    if (path.length === DEEPEST) return fault(path, `nested too deeply: at most ${DEEPEST} levels（层级过深）`);
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    const [most, what, inChinese] = Array.isArray(value)
      ? [MOST_ITEMS, 'items', '条目']
      : [MOST_FIELDS, 'fields', '字段'];
    if (size > most) return fault(path, `too many ${what}: at most ${most}（${inChinese}过多，最多${most}个）`);
    for (const [key, inner] of Object.entries(value)) {
      if (!isText(key)) return fault(path, `a field's name is ${NOT_UNICODE}`);
      const found = look(inner, [...path, key]);
      if (found) return found;
    }
    return undefined;
  };
  return look(body, []);
}

/** In Unicode mode a pair of surrogates is one character, so the pattern finds lone ones. */
const UNSTORABLE = /[\p{Surrogate}\0]/u;
const isText = (text: string): boolean => !UNSTORABLE.test(text);
