/** What says that a server is away: errors as PostgreSQL, Temporal and the operating system make them, at each time at which
 *  a program asks. */
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { serverAway, whileAnswering, whileStarting } from '../../server-away.ts';

const grpc = (code: number) => Object.assign(new Error(`${code} said`), { code, details: 'said', metadata: {} });
const sqlState = (code: string) => Object.assign(new pg.DatabaseError('said', 4, 'error'), { code });
const socket = (code: string) => Object.assign(new Error(`connect ${code}`), { code, stack: 'Error: at net.js' });
const ofPg = (message: string, code?: string) =>
  Object.assign(new Error(message), { stack: 'Error: at node_modules/pg-pool/index.js', ...(code ? { code } : {}) });
const inWords = (message: string) => Object.assign(new Error(message), { stack: 'Error: at channel.js' });
const named = (name: string) => Object.assign(new Error('said'), { name, stack: 'Error: at worker.js' });

type Server = 'PostgreSQL' | 'Temporal' | 'one of them' | 'none';
interface Case {
  readonly what: string;
  readonly error: unknown;
  /** At any time; while a program starts; while it answers. */
  readonly always: Server;
  readonly starting: Server;
  readonly answering: Server;
}
const everywhere = (what: string, error: unknown, server: Server): Case => ({
  what,
  error,
  always: server,
  starting: server,
  answering: server,
});

const cases: Case[] = [
  ...[1, 4, 8, 14].map((code) => everywhere(`gRPC ${code}`, grpc(code), 'Temporal')),
  ...[5, 9].map((code): Case => {
    const what = `gRPC ${code}, of a run that is lost or cannot go on`;
    return { what, error: grpc(code), always: 'none', starting: 'Temporal', answering: 'Temporal' };
  }),
  ...[3, 7, 12].map((code): Case => {
    const what = `gRPC ${code}, an answer that is a refusal`;
    return { what, error: grpc(code), always: 'none', starting: 'Temporal', answering: 'none' };
  }),
  everywhere('a transport that broke', named('TransportError'), 'Temporal'),
  ...['08006', '08P01', '53300', '57P01', '57P03', '57014', '55P03'].map((code) =>
    everywhere(`SQLSTATE ${code}`, sqlState(code), 'PostgreSQL'),
  ),
  ...['40001', '40P01'].map((code): Case => {
    const what = `SQLSTATE ${code}, two that change the schema at once`;
    return { what, error: sqlState(code), always: 'none', starting: 'PostgreSQL', answering: 'none' };
  }),
  ...['55000', '3D000', '25006'].map((code): Case => {
    const what = `SQLSTATE ${code}, a database that is put back`;
    return { what, error: sqlState(code), always: 'none', starting: 'none', answering: 'PostgreSQL' };
  }),
  ...['23505', '28P01', '22P02', '42P01'].map((code) => everywhere(`SQLSTATE ${code}`, sqlState(code), 'none')),
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
  ].flatMap((code) => [
    everywhere(`${code} of a socket`, socket(code), 'one of them'),
    everywhere(`${code} of the driver`, ofPg(`connect ${code}`, code), 'PostgreSQL'),
  ]),
  everywhere('EACCES of a file', socket('EACCES'), 'none'),
  ...[
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'There was an error establishing an SSL connection',
  ].map((message) => everywhere(`the driver: ${message}`, ofPg(message), 'PostgreSQL')),
  everywhere('the driver: no SSL', ofPg('The server does not support SSL connections'), 'none'),
  everywhere('in words: Failed to connect', inWords('Failed to connect before the deadline'), 'one of them'),
  everywhere('in words: nothing of the kind', inWords('the rule book failed'), 'none'),
  everywhere('a cause', new Error('said', { cause: grpc(14) }), 'Temporal'),
  everywhere('a cause that names its server', new Error('Failed to connect', { cause: grpc(14) }), 'Temporal'),
  everywhere(
    'a cause of a cause',
    new Error('said', { cause: new Error('said', { cause: sqlState('57P03') }) }),
    'PostgreSQL',
  ),
  everywhere(
    'one of several addresses',
    new AggregateError([socket('ECONNREFUSED'), socket('EACCES')], 'said'),
    'one of them',
  ),
  everywhere('no error', undefined, 'none'),
  everywhere('an object that looks like one', { code: 14, details: 'said', metadata: {} }, 'none'),
];

describe.each(cases)('$what', ({ error, always, starting, answering }) => {
  const named = (away: ReturnType<typeof serverAway>): Server => (away ? (away.server ?? 'one of them') : 'none');
  test('at any time', () => expect(named(serverAway(error))).toBe(always));
  test('while a program starts', () => expect(named(serverAway(error, whileStarting))).toBe(starting));
  test('while a program answers', () => expect(named(serverAway(error, whileAnswering))).toBe(answering));
});
