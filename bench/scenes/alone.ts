/** The ledger alone: no Temporal and no HTTP, in one process. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { CommandName } from '../../contracts/requests/index.ts';
import { textsNamedIn } from '../../ledger/contents/named-texts.ts';
import { contentKeys } from '../../ledger/contents/key-ring.ts';
import type { Pool } from '../../ledger/database.ts';
import { createLedger, type Ledger } from '../../ledger/ledger.ts';
import { anOffice, findingCode, reportedItem } from '../life.ts';
import { inTurns, median, perSecond } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../stage.ts';
import { FINDINGS, numbered, rectifyingRounds, type Size } from './playing.ts';

const CALLERS = 32;

export async function alone(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [rounds, slice, slices] = quick ? [20, 300, 1] : [100, 3_000, 3];
  const database = await stage.database('alone');
  const office = await anOffice(database.pool, 'ALO', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const codes = numbered('R-ALO', rounds);
  await rectifyingRounds(database, office, codes);
  const ledger = ledgerOn(database.pool);
  const play = () =>
    perSecond(CALLERS, slice, (_, nth) => {
      const code = codes[nth % rounds] ?? '';
      return carryOut(ledger, code, by, 'report-item', reportedItem(code, findingCode((nth % FINDINGS) + 1)));
    });
  await play();
  const [did = []] = await inTurns(slices, [play]);
  return [
    {
      scene: 'alone',
      what: `the ledger alone, ${rounds} rounds, ${CALLERS} callers, one process`,
      value: median(did),
      unit: '/s',
      must: { atLeast: 700 },
      figures: did.map((each) => each.toFixed(0)).join(', '),
      why: 'the figure is no ratio: it falls with whatever else the machine does',
    },
  ];
}

export const ledgerOn = (pool: Pool): Ledger =>
  createLedger({
    pool,
    log: pino({ level: 'error' }),
    contentKeys: contentKeys(`bench:${Buffer.alloc(32, 7).toString('base64')}`),
    rememberedRounds: 500,
  });

/** A command that is refused is a fault of the benchmark. */
export async function carryOut(ledger: Ledger, round: string, by: string, name: CommandName, payload: object) {
  const texts = textsNamedIn(payload).map((text) => ({ ...text, text: '' }));
  const carried = await ledger.carryOut({ round, id: randomUUID(), by, name, payload, texts });
  if ('refusal' in carried) throw new Error(`${name} in ${round} was refused: ${JSON.stringify(carried.refusal)}`);
}
