/** Free texts: sealed at rest; what was refused is not stored (J-V.5e). */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { openText, type StoredText, storedText } from '../../ledger/contents/contents.ts';
import { contentKeys } from '../../ledger/contents/key-ring.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { referencesIn, textsIn } from '../support/texts.ts';
import { type ApiHarness, aRoundThatIs, firstOf, openApi, prose, statusesOf } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
  organisation = firstOf(harness);
  round = await aRoundThatIs(harness, 'signed');
  await round.act(harness.office.liaison(organisation), 'submit-plan', prose.plan(harness, organisation, ['F-0001']));
});
afterAll(() => harness.close());

const read = (ref: string, actor: string) => harness.ask('GET', `/contents/${ref}`, { actor });
const statusOf = async (ref: string, actor: string) => (await read(ref, actor)).status;
const textsOf = (type: string, code = round.code) => textsIn(harness, code, type);

describe('at rest', () => {
  const secret = '举报人反映专项资金被挪用于楼堂馆所';
  let ref: string;
  beforeAll(async () => {
    const planned = harness.round();
    await planned.plan();
    await harness.act(planned.code, 'reject-round', harness.office.secretary, { reason: secret });
    const [text] = await textsOf('RoundRejected', planned.code);
    ref = text?.ref ?? '';
  });

  test('no row of any table holds a text', async () => {
    expect((await read(ref, harness.office.secretary)).body).toMatchObject({ text: secret });
    const { rows: tables } = await harness.pool.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const hex = Buffer.from(secret).toString('hex');
    const base64 = Buffer.from(secret).toString('base64');
    let seen = 0;
    for (const { name } of tables) {
      const { rows } = await harness.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows) {
        seen += row.includes(ref) ? 1 : 0;
        expect(row.includes(secret) || row.includes(hex) || row.includes(base64), `${name} holds the text`).toBe(false);
        expect(row).not.toContain('演示文本');
      }
    }
    // The search itself works: the reference is found.
    expect(seen).toBeGreaterThan(1);
  });

  test('no byte of the file of the contents is a text', async () => {
    await harness.pool.query('CHECKPOINT');
    const { rows } = await harness.pool.query<{ bytes: Buffer }>(
      `SELECT pg_read_binary_file(pg_relation_filepath('contents')) AS bytes`,
    );
    const bytes = rows[0]?.bytes ?? Buffer.alloc(0);
    expect(bytes.includes(Buffer.from(ref))).toBe(true);
    expect(bytes.includes(Buffer.from(secret))).toBe(false);
    expect(bytes.includes(Buffer.from('演示文本'))).toBe(false);
  });

  test('the same text twice is sealed differently', async () => {
    const { rows } = await harness.pool.query<StoredText>('SELECT * FROM contents');
    const alike = rows.filter((stored) => openText(harness.keys, stored) === '听取汇报（演示文本）');
    expect(alike.length).toBeGreaterThan(1);
    expect(new Set(alike.map(({ sealed }) => sealed.toString('hex'))).size).toBe(alike.length);
  });

  test('a text that was changed, or put in another’s place, is not handed out', async () => {
    const [one, two] = await textsOf('PlanSubmitted');
    const original = await harness.pool.query<{ sealed: Buffer }>('SELECT sealed FROM contents WHERE ref = $1', [
      one?.ref,
    ]);
    const flipped = Buffer.from(original.rows[0]?.sealed ?? '');
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    await harness.pool.query('UPDATE contents SET sealed = $2 WHERE ref = $1', [one?.ref, flipped]);
    const { director, organisations, liaison } = harness.office;
    const answer = await harness.ask('GET', `/contents/${one?.ref}`, { actor: director });
    expect(answer).toMatchObject({ status: 500, body: { type: '/problems/damaged' } });
    expect(harness.logged.some((line) => line.includes('text-damaged') && line.includes(one?.ref ?? '-'))).toBe(true);
    // The organisation whose plan it is may read it; the other one is told nothing of it.
    const told = await Promise.all(organisations.map(({ code }) => statusOf(one?.ref ?? '', liaison(code))));
    expect(told.sort((a, b) => a - b)).toEqual([404, 500]);
    await harness.pool.query(
      'UPDATE contents SET sealed = o.sealed, hash = o.hash FROM contents o WHERE contents.ref = $1 AND o.ref = $2',
      [one?.ref, two?.ref],
    );
    expect(await statusOf(one?.ref ?? '', harness.office.director)).toBe(500);
  });

  test('is opened by an old key when a new one has come, and by no other', async () => {
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
    const rotated = contentKeys(`new:${key(1)},test:${key(9)}`);
    const sealed = await storedText(harness.pool, ref);
    if (!sealed) throw new Error(ref);
    expect(openText(rotated, sealed)).toBe(secret);
    expect(() => openText(contentKeys(`new:${key(1)}`), sealed)).toThrow('There is no content key test');
    expect(() => openText(contentKeys(`test:${key(1)}`), sealed)).toThrow();
  });

  test.each(['', 'test', 'test:', ':AAAA', 'test:c2hvcnQ='])('"%s" is no setting of keys', (setting) => {
    expect(() => contentKeys(setting)).toThrow('32-byte keys');
  });
});

describe('a text of a refused request', () => {
  const storedOf = async (code: string) =>
    (
      await harness.pool.query<{ ref: string; command: string }>('SELECT ref, command FROM contents WHERE round = $1', [
        code,
      ])
    ).rows;
  /** No text that nothing refers to, anywhere. */
  async function orphans(): Promise<string[]> {
    const [{ rows: texts }, { rows: events }] = await Promise.all([
      harness.pool.query<{ ref: string }>('SELECT ref FROM contents'),
      harness.pool.query<{ data: object }>('SELECT data FROM events'),
    ]);
    const referred = new Set(events.flatMap(({ data }) => referencesIn(data)).map(({ ref }) => ref));
    expect([...referred].filter((ref) => !texts.some((text) => text.ref === ref))).toEqual([]);
    return texts.map(({ ref }) => ref).filter((ref) => !referred.has(ref));
  }
  const reject = (code: string, actor: string, reason: string, key?: string) =>
    harness.act(code, 'reject-round', actor, { reason }, key);

  test.each<[string, number, (code: string) => Promise<{ status: number }>]>([
    ['by post', 403, (code) => reject(code, harness.office.director, '无权')],
    ['as it cannot be read', 422, (code) => reject(code, harness.office.secretary, ' ')],
    [
      'for its key',
      422,
      async (code) => {
        await harness.act(code, 'approve-round', harness.office.secretary, { decision: '批-1' }, 'k-used');
        return reject(code, harness.office.secretary, '另一请求', 'k-used');
      },
    ],
    [
      'as it comes too late',
      409,
      async (code) => {
        await harness.act(code, 'approve-round', harness.office.secretary, { decision: '批-1' });
        return reject(code, harness.office.secretary, '迟到的理由');
      },
    ],
  ])('%s is not stored at all', async (_what, status, ask) => {
    const planned = harness.round();
    await planned.plan();
    expect((await ask(planned.code)).status).toBe(status);
    expect(await storedOf(planned.code)).toEqual([]);
  });

  test('by a rule that fails is not stored either', async () => {
    const planned = harness.round();
    await planned.plan();
    const spy = vi.spyOn(ruleBook['reject-round'], 'decide').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    expect((await reject(planned.code, harness.office.secretary, '规则出错')).status).toBe(500);
    spy.mockRestore();
    expect(await storedOf(planned.code)).toEqual([]);
  });

  test('of two at once under one key is not stored, that of the other one is', async () => {
    const planned = harness.round();
    await planned.plan();
    const answers = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((reason) => reject(planned.code, harness.office.secretary, reason, 'k-both')),
    );
    expect(statusesOf(answers)).toEqual([200, 422, 422, 422]);
    expect(await storedOf(planned.code)).toMatchObject([{ command: 'k-both' }]);
  });

  test('of a plan is not stored, that of the plan that was taken is', async () => {
    const { office } = harness;
    const plan = (code: string, actor: string) =>
      harness.ask('POST', '/rounds', {
        actor,
        body: {
          code,
          committee: office.committee,
          term: office.term,
          modes: { kind: 'SPECIAL', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
          campaign: '粮食购销领域专项巡察',
          organisations: [{ code: organisation }],
        },
      });
    expect((await plan('R-TEXT-1', office.secretary)).status).toBe(403);
    expect((await plan('R-TEXT-2', office.director)).status).toBe(201);
    expect(await storedOf('R-TEXT-1')).toEqual([]);
    const [taken] = await textsOf('RoundPlanned', 'R-TEXT-2');
    expect((await read(taken?.ref ?? '', office.director)).body).toMatchObject({ text: '粮食购销领域专项巡察' });
  });

  test('is left behind by nothing in this file: every text has its event, every reference its text', async () => {
    expect(await orphans()).toEqual([]);
  });
});
