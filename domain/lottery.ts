/** Drawing lots that anybody can draw again (销号反向核查).
 *
 *  Each code gets a number: FNV-1a (32 bits, `spread` in table.ts) of the code, a space and the seed, stirred by the last step
 *  of MurmurHash3, since FNV alone favours neighbours. The codes with the smallest numbers are drawn; of two equal numbers the code that comes first in the alphabet. The seed is the hash of the
 *  ledger's last event before the draw, `@`, and the instant of the draw: known to nobody beforehand, checked by everybody
 *  afterwards (`npm run verify-ledger` draws every draw again). */
import type { Code, Instant } from './vocabulary.ts';
import { spread } from './keyed.ts';

const NUMBERS = 2 ** 32;

export const seedOf = (headHash: string, at: Instant): string => `${headHash}@${at}`;

/** So many of a population, in the order of their codes. */
export function draw(seed: string, population: readonly Code[], size: number): Code[] {
  return population
    .map((code) => ({ code, number: stirred(spread(`${code} ${seed}`, NUMBERS)) }))
    .sort((a, b) => a.number - b.number || (a.code < b.code ? -1 : 1))
    .slice(0, size)
    .map(({ code }) => code)
    .sort();
}

/** `fmix32`: every bit of the number depends on every bit of the hash. */
function stirred(hash: number): number {
  let number = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  number = Math.imul(number ^ (number >>> 13), 0xc2b2ae35);
  return (number ^ (number >>> 16)) >>> 0;
}

/** How many are drawn: the rate, rounded up, and never fewer than the minimum while there are so many. */
export function sampleSize(population: number, percent: number, minimum: number): number {
  return Math.min(population, Math.max(minimum, Math.ceil((population * percent) / 100)));
}
