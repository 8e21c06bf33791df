/** Free texts of examples, and evidence: a text is its reference and its hash. */
import { createHash } from 'node:crypto';
import type { Day, DocumentOnPaper, FiledLedger, Prose } from '../../domain/vocabulary.ts';

/** A free text as it travels: its reference, and its hash. */
export const prose = (ref: string): Prose => ({ ref, hash: createHash('sha256').update(ref).digest('hex') });
export const evidence = (ref: string): string => prose(ref).hash;
/** A paper with the office's stamp of a day. */
export const aDocument = (on: Day): DocumentOnPaper => ({ number: 'D-2026-77', on, evidence: evidence('scan') });

/** The digest of a ledger that has one dossier. */
export const aLedger = ({ code, sequence }: { readonly code: string; readonly sequence: number }): FiledLedger => ({
  digest: prose(`ledger of ${code} at ${sequence}`).hash,
  heads: [{ dossier: code, sequence }],
});
