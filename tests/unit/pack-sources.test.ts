/** Every figure of a pack says where it comes from; the packs themselves, whose hashes pin rounds, stay as they are. */
import { describe, expect, test } from 'vitest';
import { dutyKinds, type Pack, termsOf } from '../../domain/policy/pack.ts';
import { packNamed, packsWithSources } from '../../domain/policy/packs.ts';
import { jilin2017, jilin2017First } from '../../domain/policy/packs/jilin-2017.ts';
import { canonical, sha256 } from '../../ledger/chain.ts';

/** The figures in which a pack differs from its base, with their values. */
function figuresOf(pack: Pack): Map<string, string> {
  const { id: _id, version: _version, legalBasis: _basis, clocks: _clocks, ...fields } = pack;
  const figures = new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
  for (const kind of dutyKinds) {
    const { span, ladder } = termsOf(pack, kind);
    if (span !== null) figures.set(`span ${kind}`, JSON.stringify(span));
    if (ladder.length > 0) figures.set(`ladder ${kind}`, JSON.stringify(ladder));
  }
  return figures;
}

describe.each(packsWithSources)('$pack.id, version $pack.version', ({ pack, base, sources }) => {
  test('has a source for each figure, and for nothing else', () => {
    const known = base ? figuresOf(base) : new Map<string, string>();
    const own = [...figuresOf(pack)].filter(([name, value]) => known.get(name) !== value).map(([name]) => name);
    expect(Object.keys(sources).sort()).toEqual(own.sort());
  });

  test('names the clause of what is a rule', () => {
    for (const { kind, clause, title } of Object.values(sources)) {
      expect(title).not.toBe('');
      if (kind === 'RULE') expect(clause).toMatch(/^J-/);
    }
  });
});

test('no pack has changed under the rounds that follow it', () => {
  const hashes = packsWithSources.map(({ pack }) => [pack.id, pack.version, sha256(canonical(pack))]);
  expect(hashes).toEqual([
    ['jilin-2017', 1, '812d863a67ad1c1f8d8109c20513970e27ff2033f25385198e7163c3b81650f4'],
    ['jilin-2017', 2, 'bfd1bae2895bd6f45256b6beb0e375903196b15c71ee88d62f39c1f6d4422b80'],
    ['jilin-2017-watched', 2, 'c151d7928a9ea754956471075a95a52345d92efdb04a7dabe870b4760e986765'],
    ['county-dingyuan', 2, '391d84c82a4604d037b306457cb90d7fb4bb08a0cca60f5ba144b3bc098a9ecf'],
    ['county-dingyuan', 3, '9b4f6bbab8b7e36218eaeb558cb39ae602965e499842b5d77e98d1c8d422a6a5'],
  ]);
});

test('a new round gets the newest version', () => {
  expect(packNamed('jilin-2017')).toBe(jilin2017);
  expect(packNamed('jilin-2017')?.version).toBe(2);
});

test('what the second version has beyond the first means nothing to a round of the first', () => {
  const { paperDays, servedAfterDays, extension, servedYears, objectionDays } = jilin2017First;
  const figures = [paperDays, servedAfterDays, extension, servedYears, objectionDays];
  expect(figures).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
