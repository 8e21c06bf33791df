/** Passes over payloads that cannot be read: a forged signal with an encoding of its own, or with broken JSON, would fail the
 *  workflow task before any handler runs, and stop the run. Nothing in a signal is believed anyway. */
import type { Payload, PayloadCodec } from '@temporalio/common';

const text = new TextDecoder();
const bytes = new TextEncoder();
const NOTHING: Payload = { metadata: { encoding: bytes.encode('json/plain') }, data: bytes.encode('null') };

export const passingOverUnreadable: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) => Promise.resolve(payloads.map((payload) => (isReadable(payload) ? payload : NOTHING))),
};

function isReadable({ metadata, data }: Payload): boolean {
  const encoding = metadata?.['encoding'];
  switch (encoding ? text.decode(encoding) : '') {
    case 'binary/null':
    case 'binary/plain':
      return true;
    case 'json/plain':
      return isJson(data);
    default:
      return false;
  }
}

function isJson(data: Uint8Array | null | undefined): boolean {
  try {
    JSON.parse(text.decode(data ?? new Uint8Array()));
    return true;
  } catch {
    // The question is just this.
    return false;
  }
}
