/** One inspection round (一轮巡察), followed from its plan to its closing: months of clocks, many organisations, one history.
 *
 *  Its phases, each organisation at its own pace: planned · approved · team formed and its leader authorised for this task ·
 *  mobilised · entered · withdrawn · reported · heard by leading group, secretary's meeting and standing committee · results
 *  decided · fed back and transferred · rectified: two reports within two months, an answer to each transfer within three ·
 *  disclosed · accepted · closed, when every finding and every transfer has landed. The process itself: docs/process.md. */
import { followDossier } from './follow-dossier.ts';

export async function inspectionRound(code: string): Promise<void> {
  return followDossier(code);
}
