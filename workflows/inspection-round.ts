/** One inspection round (一轮巡察), from its plan to its closing: months of clocks, many organisations, one history. */
import { commandNames, commandTitles } from '../contracts/commands.ts';
import { keep } from './loop.ts';

export async function inspectionRound(code: string): Promise<void> {
  return keep(code, commandNames, commandTitles);
}
