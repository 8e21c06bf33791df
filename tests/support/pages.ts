/** A list over HTTP, read page by page. */
import { expect } from 'vitest';
import type { Answered } from '../api/harness.ts';

export async function pagesOf(
  get: (path: string) => Promise<Answered>,
  path: string,
  limit: number,
): Promise<Readonly<Record<string, unknown>>[]> {
  const items = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const joint = path.includes('?') ? '&' : '?';
    const page = await get(`${path}${joint}limit=${limit}&cursor=${encodeURIComponent(cursor)}`);
    expect(page.status).toBe(200);
    expect(page.body.items?.length).toBeLessThanOrEqual(limit);
    items.push(...(page.body.items ?? []));
    cursor = page.body.next ?? null;
  }
  return items;
}
