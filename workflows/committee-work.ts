/** A committee's own work: what belongs to no round. It lives as long as the committee, year after year: studies, plans,
 *  summaries, filings to the level above, special governance. */
import { followDossier } from './follow-dossier.ts';

export async function committeeWork(code: string): Promise<void> {
  return followDossier(code);
}
