/** Entries of the registry, as stories tell them: who enters, who confirms, and the operator where nobody is there. */
import { OPERATOR } from '../../domain/registry/events.ts';
import { settleEntry } from '../../ledger/registry/settle.ts';
import { placingsIn } from '../support/registry.ts';
import type { Scene } from './story.ts';

/** Enters what takes effect at once. */
export const enters = ({ system }: Scene, by: string, document: object): Promise<Record<string, unknown>> =>
  system.api.put('/registry', by, document);

/** Enters one thing that waits: its entry, and who may confirm it. */
export async function entersWaiting(scene: Scene, by: string, document: object) {
  const answer = await enters(scene, by, document);
  const [placing, ...others] = placingsIn(answer, 'awaiting');
  if (!placing || others.length > 0) throw new Error(JSON.stringify(answer));
  const { entry, confirmers } = placing;
  return { entry, by: confirmers?.by, people: confirmers?.people };
}
export const confirmsEntry = ({ system }: Scene, by: string, entry: string): Promise<object> =>
  system.api.post(`/registry/entries/${entry}/confirm`, by, {});

/** As `npm run confirm` does. */
export async function operatorConfirms({ system }: Scene, entry: string): Promise<void> {
  const settled = await settleEntry(system.pool, entry, { what: 'confirm', document: '县委〔2026〕8号' }, OPERATOR);
  if ('refused' in settled) throw new Error(`${entry}: ${settled.refused}`);
}
