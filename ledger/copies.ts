/** What a copy of the ledger holds, and what the ledger has by now that the copy lacks: by dossier and sequence. */
import type { Code, Instant } from '../domain/vocabulary.ts';
import { REGISTRY } from '../domain/registry/events.ts';
import type { Client, Pool } from './database.ts';

export interface DossierHead {
  readonly code: Code;
  readonly sequence: number;
  readonly hash: string;
}

/** The head of every dossier, the registry's among them. */
export async function headsOf(reader: Client | Pool): Promise<DossierHead[]> {
  const { rows } = await reader.query<DossierHead>(
    `SELECT code, sequence, hash FROM rounds UNION ALL SELECT $1, sequence, hash FROM registry_head ORDER BY 1`,
    [REGISTRY],
  );
  return rows;
}

/** An event that the ledger has and the copy lacks. */
export interface LostEvent {
  readonly sequence: number;
  readonly type: string;
  readonly at: Instant;
}
export interface Loss {
  readonly code: Code;
  /** What of it is in the copy; 0 of a dossier that is not. */
  readonly keptUpTo: number;
  readonly events: readonly LostEvent[];
  /** What both have is not the same: one of them was changed. */
  readonly differs: boolean;
}

/** What would be lost if the copy took the place of the ledger; dossiers that have not moved since are left out. */
export async function lossSince(copy: readonly DossierHead[], ledger: Client | Pool): Promise<Loss[]> {
  const kept = new Map(copy.map((head) => [head.code, head]));
  const losses: Loss[] = [];
  for (const { code, sequence } of await headsOf(ledger)) {
    const head = kept.get(code);
    const keptUpTo = head?.sequence ?? 0;
    const differs = head !== undefined && keptUpTo > 0 && (await hashAt(ledger, code, keptUpTo)) !== head.hash;
    if (sequence > keptUpTo || differs)
      losses.push({ code, keptUpTo, differs, events: await eventsAfter(ledger, code, keptUpTo) });
    kept.delete(code);
  }
  for (const { code, sequence } of kept.values()) losses.push({ code, keptUpTo: sequence, events: [], differs: true });
  return losses;
}

async function hashAt(ledger: Client | Pool, code: Code, sequence: number): Promise<string | undefined> {
  const { rows } = await ledger.query<{ hash: string }>(
    code === REGISTRY
      ? { text: 'SELECT hash FROM registry_events WHERE sequence = $1', values: [sequence] }
      : { text: 'SELECT hash FROM events WHERE round = $1 AND sequence = $2', values: [code, sequence] },
  );
  return rows[0]?.hash;
}

async function eventsAfter(ledger: Client | Pool, code: Code, sequence: number): Promise<LostEvent[]> {
  const { rows } = await ledger.query<LostEvent>(
    code === REGISTRY
      ? { text: 'SELECT sequence, type, at FROM registry_events WHERE sequence > $1 ORDER BY 1', values: [sequence] }
      : {
          text: 'SELECT sequence, type, at FROM events WHERE round = $1 AND sequence > $2 ORDER BY 1',
          values: [code, sequence],
        },
  );
  return rows;
}
