/** The hash of a text confirms no guess, and a change of the content key changes nothing that was done (J-V.5e). */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../contracts/requests/index.ts';
import { plainHash, readRequest } from '../../contracts/schemas/texts.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { underProtection } from '../../api/protection.ts';
import { aPlan } from '../support/plans.ts';
import { type Answered, type ApiHarness, aRoundThatIs, firstOf, openApi } from './harness.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const REASON = '条件不成熟';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
});
afterAll(() => harness.close());

interface Reference {
  readonly ref: string;
  readonly hash: string;
  readonly scheme?: string;
  readonly keyId?: string;
}
const reject = (code: string, id: string, reason = REASON) =>
  harness.act(code, 'reject-round', harness.office.secretary, { reason }, id);
async function reasonIn(code: string): Promise<Reference> {
  const events = await harness.api.all<{ data: { reason?: Reference } }>(
    `/rounds/${code}/events`,
    harness.office.director,
  );
  const reason = events.at(-1)?.data.reason;
  if (!reason) throw new Error('no reason was given');
  return reason;
}
const plan = (body: object) => harness.ask('POST', '/rounds', { actor: harness.office.director, body });
const report = (round: string, by: string, id: string, content = '打击报复') =>
  harness.act(round, 'report-retaliation', by, { organisation: firstOf(harness), content }, id);

describe('the hash of a text', () => {
  test('is keyed: what it says cannot be tried, and scheme and key stand beside it', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    expect((await reject(code, 'k-1')).status).toBe(200);
    const reason = await reasonIn(code);
    const plain = createHash('sha256').update(REASON).digest('hex');
    expect(reason).toMatchObject({ scheme: 'HMAC-SHA-256', keyId: 'test' });
    expect(JSON.stringify(reason)).not.toContain(plain.slice(0, 32));
    const { rows } = await harness.pool.query(
      'SELECT hash, hash_scheme AS scheme, hash_key_id AS "keyId" FROM contents WHERE ref = $1',
      [reason.ref],
    );
    expect(rows).toEqual([{ hash: reason.hash, scheme: 'HMAC-SHA-256', keyId: 'test' }]);
  });

  test('is another one elsewhere: who writes the same words learns nothing by it', async () => {
    const [one, two] = [await aRoundThatIs(harness, 'planned'), await aRoundThatIs(harness, 'planned')];
    await Promise.all([reject(one.code, 'k-same'), reject(two.code, 'k-same')]);
    expect((await reasonIn(one.code)).hash).not.toBe((await reasonIn(two.code)).hash);
  });

  test('is found where scheme or key were altered in the table', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    await reject(code, 'k-altered');
    const { ref } = await reasonIn(code);
    for (const column of ['hash_scheme', 'hash_key_id']) {
      const { rows } = await harness.pool.query<{ was: string }>(
        `SELECT ${column} AS was FROM contents WHERE ref = $1`,
        [ref],
      );
      await harness.pool.query(`UPDATE contents SET ${column} = NULL WHERE ref = $1`, [ref]);
      const { faults } = await verifyLedger(harness.pool, code, harness.keys);
      expect(faults.join('\n')).toMatch(/is missing, or another one[^]*is damaged, or another text/);
      await harness.pool.query(`UPDATE contents SET ${column} = $2 WHERE ref = $1`, [ref, rows[0]?.was]);
    }
    expect((await verifyLedger(harness.pool, code, harness.keys)).faults).toEqual([]);
  });
});

interface Done {
  readonly sequence: unknown;
  readonly events: unknown;
}
const done = ({ body }: Answered): Done => ({ sequence: body['sequence'], events: body['events'] });
describe('once another content key is the current one', () => {
  let round: string;
  let first: Record<'rejected' | 'reported' | 'studied' | 'asBefore' | 'reportedBefore', Done>;
  let rejected: string;
  let asBefore: string;
  let village: { readonly code: string };
  const study = () =>
    harness.ask('POST', `/committees/${harness.office.committee}/actions/record-study`, {
      actor: harness.office.secretary,
      key: 'k-study',
      body: { content: '学习传达' },
    });

  beforeAll(async () => {
    const { committee, director } = harness.office;
    const organisation = { code: 'O-VILLAGE-K', name: '某村', kind: 'VILLAGE', managedBy: committee };
    await harness.ask('PUT', '/registry', { actor: director, body: { organisations: [organisation] } });
    expect((await harness.ask('POST', `/committees/${committee}/work`, { actor: director, body: {} })).status).toBe(
      201,
    );
    round = (await aRoundThatIs(harness, 'signed')).code;
    rejected = (await aRoundThatIs(harness, 'planned')).code;
    asBefore = (await aRoundThatIs(harness, 'planned')).code;
    village = aPlan(harness.office, { organisations: [{ code: 'O-VILLAGE-K', reason: '问题较多' }] });
    expect((await plan(village)).status).toBe(201);
    first = {
      rejected: done(await reject(rejected, 'k-r')),
      reported: done(await report(round, director, 'k-ret')),
      studied: done(await study()),
      asBefore: await carriedOutBefore(asBefore, 'reject-round', harness.office.secretary, { reason: REASON }, 'k-old'),
      reportedBefore: await carriedOutBefore(
        round,
        'report-retaliation',
        director,
        { organisation: firstOf(harness), content: '打击报复' },
        'k-old-report',
      ),
    };
    await harness.rotate(`new:${key(1)},test:${key(9)}`);
  }, 60_000);

  /** As a program from before there were schemes did. */
  async function carriedOutBefore(
    dossier: string,
    action: 'reject-round' | 'report-retaliation',
    by: string,
    body: object,
    id: string,
  ): Promise<Done> {
    const command = `${dossier}/${id}`;
    const read = readRequest<object>(commands[action].request, body, command, plainHash);
    if ('issues' in read) throw new Error('the body does not read');
    const { keys, ledgers } = harness;
    const hashing = { keyId: keys.current, hashText: plainHash };
    const asked = underProtection(action, { by, ...read }, command, keys, hashing);
    const carried = await ledgers[0]?.carryOut({ ...asked, round: dossier, id, name: action });
    if (!carried || 'refusal' in carried) throw new Error(`refused: ${JSON.stringify(carried)}`);
    return carried.answer;
  }

  test.each<
    [string, 'rejected' | 'reported' | 'studied' | 'asBefore' | 'reportedBefore', () => ReturnType<typeof study>]
  >([
    ['of a round', 'rejected', () => reject(rejected, 'k-r')],
    ['under protection', 'reported', () => report(round, harness.office.director, 'k-ret')],
    ['of a committee', 'studied', study],
    ['from before there were schemes', 'asBefore', () => reject(asBefore, 'k-old')],
    [
      'under protection from before there were schemes',
      'reportedBefore',
      () => report(round, harness.office.director, 'k-old-report'),
    ],
  ])('the same request %s gets its first answer', async (_what, name, again) => {
    const { rows: before } = await harness.pool.query('SELECT count(*) FROM events');
    const { status, body } = await again();
    expect(status).toBe(200);
    const { sequence, events } = first[name];
    expect(sequence).toBeGreaterThan(0);
    expect(body).toMatchObject({ sequence, events });
    expect((await harness.pool.query('SELECT count(*) FROM events')).rows).toEqual(before);
  });

  test.each<[string, () => ReturnType<typeof study>]>([
    ['with another text', () => reject(rejected, 'k-r', '另一理由')],
    ['with another text, from before there were schemes', () => reject(asBefore, 'k-old', '另一理由')],
    ['by another reporter', () => report(round, harness.office.secretary, 'k-ret')],
    [
      'by another reporter, from before there were schemes',
      () => report(round, harness.office.secretary, 'k-old-report'),
    ],
  ])('another one %s is another one', async (_what, ask) => {
    expect((await ask()).status).toBe(422);
  });

  test('the same plan is the same round, another reason another one', async () => {
    expect((await plan(village)).status).toBe(200);
    expect((await plan({ ...village, organisations: [{ code: 'O-VILLAGE-K', reason: '另一理由' }] })).status).toBe(409);
  });

  test('texts of both keys are read, and the ledger is whole, with the keys and without', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    expect((await reject(code, 'k-new')).status).toBe(200);
    expect(await reasonIn(code)).toMatchObject({ keyId: 'new' });
    for (const { ref } of [await reasonIn(code), await reasonIn(rejected), await reasonIn(asBefore)])
      expect((await harness.ask('GET', `/contents/${ref}`, { actor: harness.office.secretary })).body).toMatchObject({
        text: REASON,
      });
    expect((await verifyLedger(harness.pool, undefined, harness.keys)).faults).toEqual([]);
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
  });
});
