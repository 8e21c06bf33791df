/** Calls of the API as they are printed, to be typed in. */

export const callsOf = (url: string) => (actor: string, method: string, path: string, body?: object) =>
  [
    `curl -s -X ${method} '${url}${path}' -H 'X-Actor: ${actor}'`,
    ...(body ? [`-H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`] : []),
  ].join(' \\\n    ');
