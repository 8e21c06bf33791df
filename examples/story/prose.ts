/** Free texts of examples, and evidence: a text is its reference and its hash. */
import { createHash } from 'node:crypto';
import type { Prose } from '../../domain/vocabulary.ts';

/** A free text as it travels: its reference, and its hash. */
export const prose = (ref: string): Prose => ({ ref, hash: createHash('sha256').update(ref).digest('hex') });
export const evidence = (ref: string): string => prose(ref).hash;
