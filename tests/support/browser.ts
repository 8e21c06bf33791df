/** A browser as far as sign-in needs one: it keeps cookies by host and port as ours are named, and follows redirects. */
import { request as httpRequest } from 'node:http';

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly text: string;
}
export interface Browser {
  readonly setCookies: readonly string[];
  get(address: string): Promise<Page>;
  post(address: string, body: object, headers: Readonly<Record<string, string>>): Promise<Page>;
  /** Picks somebody on the provider's page. */
  pick(page: Page, subject: string): Promise<Page>;
  /** The same, as far as the first address with this path, which is not asked any more. */
  pickUntil(page: Page, subject: string, path: string): Promise<string>;
  signIn(subject: string, begin?: string): Promise<Page>;
  sessionId(): string;
  withSession(id: string): Browser;
  copy(): Browser;
  statusByName(address: string, headers: Readonly<Record<string, string>>): Promise<number | undefined>;
}

const MOST_REDIRECTS = 12;

export function aBrowser(home: string, kept: ReadonlyMap<string, string> = new Map()): Browser {
  const cookies = new Map(kept);
  const setCookies: string[] = [];
  const sessionName = `xuncha-${new URL(home).port}`;

  const keep = (url: URL, response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const key = `${url.port} ${pair.slice(0, at)}`;
      const isGone = /expires=Thu, 01 Jan 1970/i.test(line);
      if (isGone) cookies.delete(key);
      else cookies.set(key, pair.slice(at + 1));
    }
  };
  const ask = async (url: URL, init: RequestInit = {}) => {
    const sent = [...cookies].flatMap(([key, value]) => {
      const [port, name] = key.split(' ');
      return port === url.port ? [`${name}=${value}`] : [];
    });
    const headers = new Headers(init.headers);
    if (sent.length > 0) headers.set('Cookie', sent.join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    keep(url, response);
    return response;
  };
  const follow = async (start: URL, init?: RequestInit, until?: string): Promise<Page> => {
    let [url, response] = [start, await ask(start, init)];
    for (let hops = 0; hops < MOST_REDIRECTS; hops++) {
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) break;
      url = new URL(location, url);
      if (url.pathname === until) return { status: response.status, url: url.href, text: '' };
      response = await ask(url);
    }
    return { status: response.status, url: url.href, text: await response.text() };
  };
  const picking = (page: Page, subject: string, until?: string) =>
    follow(
      new URL(page.url),
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ subject }).toString(),
      },
      until,
    );

  const browser: Browser = {
    setCookies,
    get: (address) => follow(new URL(address, home)),
    post: (address, body, headers) =>
      follow(new URL(address, home), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    pick: (page, subject) => picking(page, subject),
    pickUntil: async (page, subject, path) => (await picking(page, subject, path)).url,
    async signIn(subject, begin = '/sign-in') {
      return picking(await browser.get(begin), subject);
    },
    sessionId: () => cookies.get(`${new URL(home).port} ${sessionName}`) ?? '',
    withSession: (id) => aBrowser(home, new Map([[`${new URL(home).port} ${sessionName}`, id]])),
    copy: () => aBrowser(home, cookies),
    statusByName: (address, headers) =>
      new Promise((resolve, reject) => {
        httpRequest(address, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      }),
  };
  return browser;
}
