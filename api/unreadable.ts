/** Requests that never become one: bytes that are no HTTP, such as an address with characters that are not percent-encoded; and a
 *  tunnel to elsewhere. */
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
  const isBad = status === BAD[0];
  answer(socket, status, reason, {
    type: '/problems/unreadable',
    title: isBad ? 'The request is not HTTP; percent-encode every character of the address that is not ASCII' : reason,
    detail: isBad ? '请求无法读取：地址中的汉字等非 ASCII 字符须作百分号编码' : '请求头过大或超时，请核对后重试',
  });
}

/** For a server's `connect`: this is no proxy. */
export function answerTunnel(socket: Duplex): void {
  answer(socket, 405, 'Method Not Allowed', {
    type: '/problems/method',
    title: 'This program opens no tunnel; use GET, POST or PUT at an address of the description',
    detail: '本系统不提供代理连接，请按接口说明使用 GET、POST 或者 PUT',
  });
}

function answer(socket: Duplex, status: number, reason: string, { type, ...said }: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ type, status, ...said });
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
