/** Connecting to Temporal: address, namespace, TLS and API key as the `temporal` command reads them too. */
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { Settings } from '../settings.ts';

type Where = Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>;

function options({ TEMPORAL_ADDRESS }: Where) {
  const { connectionOptions } = loadClientConnectConfig();
  return { ...connectionOptions, ...(TEMPORAL_ADDRESS ? { address: TEMPORAL_ADDRESS } : {}) };
}

/** A client that connects when it is first used, so that the API can come up before Temporal. */
export function connectLazily(where: Where): Client {
  return new Client({ connection: Connection.lazy(options(where)), namespace: where.TEMPORAL_NAMESPACE });
}

export const connectWorker = (where: Where): Promise<NativeConnection> => NativeConnection.connect(options(where));
