/** A way by which letters leave. A further one is a file that makes a `Channel`, and its line where the worker opens its
 *  channels; who is reached by which is said by the address. */
export interface Channel {
  /** Whether this channel reaches such an address. */
  reaches(address: string): boolean;
  /** Hands one letter over; resolves when the other side has taken it for good. Until then nothing is delivered. */
  deliver(mail: Mail): Promise<void>;
  /** Whether the other side refused this letter for good. Everything else may pass. */
  isPermanent(error: unknown): boolean;
  close(): void;
}

export interface Mail {
  /** From the letter's key alone: further copies of one letter are recognisable as one. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The channel of an address; none where no channel reaches it. */
export const channelOf = (channels: readonly Channel[], address: string): Channel | undefined =>
  channels.find((channel) => channel.reaches(address));
