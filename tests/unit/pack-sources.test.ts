/** Every figure of a pack says where it comes from; the packs themselves, whose hashes pin rounds, stay as they are. */
import { describe, expect, test } from 'vitest';
import { dutyKinds, type Pack, termsOf } from '../../domain/policy/pack.ts';
import { packsWithSources } from '../../domain/policy/packs.ts';
import { pinned } from '../../ledger/pinned-pack.ts';

/** The figures in which a pack differs from its base, with their values. */
function figuresOf(pack: Pack): Map<string, string> {
  const { id: _id, version: _version, clocks: _clocks, ...fields } = pack;
  const figures = new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
  for (const kind of dutyKinds) {
    const { span, ladder } = termsOf(pack, kind);
    if (span !== null) figures.set(`span ${kind}`, JSON.stringify(span));
    if (ladder.length > 0) figures.set(`ladder ${kind}`, JSON.stringify(ladder));
  }
  return figures;
}

describe.each(packsWithSources)('$pack.id', ({ pack, base, sources }) => {
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
  expect(packsWithSources.map(({ pack: { id } }) => [id, pinned(id)?.hash])).toEqual([
    ['jilin-2017', '812d863a67ad1c1f8d8109c20513970e27ff2033f25385198e7163c3b81650f4'],
    ['jilin-2017-watched', '154137033bdabbc4bf9321c1f302505d6209cfbdf8663b7e3de413f4c2b01333'],
    ['county-dingyuan', 'ed4b9275fa07880c3881016675242c3adb22bae9009afb38ad65ceee57254060'],
  ]);
});
