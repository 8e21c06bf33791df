/** Connecting to Temporal: address, namespace, TLS and API key as the `temporal` command reads them too. */
import { InterceptingCall, type Interceptor, Metadata, status } from '@grpc/grpc-js';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { Settings } from '../settings.ts';

type Where = Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>;

function options({ TEMPORAL_ADDRESS }: Where) {
  const { connectionOptions } = loadClientConnectConfig();
  return { ...connectionOptions, ...(TEMPORAL_ADDRESS ? { address: TEMPORAL_ADDRESS } : {}) };
}

/** The SDK tries a call again by a timer. A connection that was closed meanwhile throws, and a throw in a timer ends the
 *  process: the call is answered as cancelled instead. */
const cancelAfterClosing: Interceptor = (calling, nextCall) => {
  try {
    return new InterceptingCall(nextCall(calling));
  } catch (error) {
    return new InterceptingCall(cancelled(error instanceof Error ? error.message : String(error)));
  }
};

type Call = ReturnType<Parameters<Interceptor>[1]>;

function cancelled(details: string): Call {
  return {
    start(_metadata, listener) {
      listener?.onReceiveMessage?.(null);
      listener?.onReceiveStatus?.({ code: status.CANCELLED, details, metadata: new Metadata() });
    },
    cancelWithStatus() {},
    sendMessage() {},
    sendMessageWithContext() {},
    startRead() {},
    halfClose() {},
    getPeer: () => '',
    getAuthContext: () => null,
  };
}

const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), cancelAfterClosing];

/** A client that connects when it is first used, so that the API can come up before Temporal. A call that waits to be tried
 *  again when its connection is closed fails as cancelled. */
export function connectLazily(where: Where): Client {
  const connection = Connection.lazy({ ...options(where), interceptors });
  return new Client({ connection, namespace: where.TEMPORAL_NAMESPACE });
}

export const connectWorker = (where: Where): Promise<NativeConnection> => NativeConnection.connect(options(where));
