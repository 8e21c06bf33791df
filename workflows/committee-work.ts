/** A committee's own work: what belongs to no round. It lives as long as the committee, year after year. */
import { workCommandNames, workTitles } from '../contracts/committee.ts';
import { keep } from './loop.ts';

export async function committeeWork(code: string): Promise<void> {
  return keep(code, workCommandNames, workTitles);
}
