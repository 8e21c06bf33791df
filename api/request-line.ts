/** What a request says of itself: its method, and the host that it means. */

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Whether a request of this method changes nothing. */
export const isReading = (method: string): boolean => READING.has(method);

/** The host without its port. */
export const hostOf = (host = ''): string => host.replace(/:\d+$/, '').toLowerCase();
