/** Requests that never become one: bytes that are no HTTP, such as an address with characters that are not percent-encoded. */
import type { Duplex } from 'node:stream';

const STATUS: ReadonlyMap<unknown, readonly [number, string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'Request Header Fields Too Large']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'Request Timeout']],
]);
const BAD: readonly [number, string] = [400, 'Bad Request'];

/** For a server's `clientError`. */
export function answerUnreadable(error: Error, socket: Duplex): void {
  const code = 'code' in error ? error.code : undefined;
  if (!socket.writable || code === 'ECONNRESET') return void socket.destroy(error);
  const [status, reason] = STATUS.get(code) ?? BAD;
  const body = JSON.stringify({
    type: '/problems/unreadable',
    status,
    title:
      status === BAD[0]
        ? 'The request is not HTTP; percent-encode every character of the address that is not ASCII'
        : reason,
    detail:
      status === BAD[0] ? '请求无法读取：地址中的汉字等非 ASCII 字符须作百分号编码' : '请求头过大或超时，请核对后重试',
  });
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
