/** Settings: from the environment, read once, checked, and printed without secrets. */
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** Sign-in goes over TLS, but on this machine. */
const safeUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isSafe = protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return isSafe && `${username}${password}${hash}` === '';
}, 'an https address (http on loopback alone), with no password in it');

const commaSeparated = (item: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));
const perMinute = z.coerce.number().int().min(1).optional();

const schema = z
  .object({
    API_PORT: port.default(3000),
    /** At which address of this machine the API listens; from elsewhere it is reached through a proxy, or at 0.0.0.0. */
    API_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    /** Where machines ask this process for figures and whether it is ready; without a port nowhere. */
    METRICS_PORT: port.optional(),
    METRICS_HOST: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
    /** By which other names than PUBLIC_URL's the API is called, separated by commas. */
    API_HOSTS: commaSeparated(z.string().regex(/^[a-z0-9.-]+$/, 'a host name in small letters, without a port')),
    /** The reverse proxies before the API: addresses or networks, separated by commas. They are believed about addresses alone. */
    TRUSTED_PROXIES: commaSeparated(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])),
    /** How often one person may ask the same in a minute, to read and to act; how often one address may sign in. */
    READS_PER_MINUTE: perMinute,
    ACTS_PER_MINUTE: perMinute,
    SIGN_INS_PER_MINUTE: perMinute,
    TEMPORAL_PORT: port.default(7233),
    TEMPORAL_UI_PORT: port.default(8233),
    POSTGRES_PORT: port.default(55432),
    SMTP_PORT: port.default(2525),
    MAILBOX_PORT: port.default(8025),
    /** Of the identity provider that `npm start` brings where OIDC_ISSUER names none. */
    OIDC_PORT: port.default(9090),
    /** Everything that `npm start` keeps. */
    DATA_DIR: z.string().min(1).default('.data'),

    /** As the role by which API and workers reach the ledger: a member of `xuncha_programs`, which owns nothing. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    /** The same database as its owner, for `npm run migrate` alone. */
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    TEMPORAL_ADDRESS: z.string().min(1).optional(),
    TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().min(3).default('巡察办 <xuncha@office.example>'),
    /** `id:base64` pairs of 32-byte keys, the first one current. */
    CONTENT_KEYS: z.string().min(1).optional(),
    TASK_QUEUE: z.string().min(1).default('xuncha'),
    /** A workflow bundle built beforehand; without one the worker takes that of `npm run build`, or bundles when it starts. */
    WORKFLOW_BUNDLE: z.string().min(1).optional(),
    /** Whom to believe about who is calling, and whether clocks may be moved. */
    DEVELOPMENT: z.stringbool().default(false),
    /** In which language the Temporal UI speaks of rounds: page, timers, letters, what was done. */
    UI_LANGUAGE: z.enum(['zh', 'en']).default('zh'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),

    /** The identity provider of the house (OpenID Connect), as it names itself. */
    OIDC_ISSUER: safeUrl.optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    /** The claim that is a person's `signIn` in the registry: a subject that never changes. */
    OIDC_PERSON_CLAIM: z.string().min(1).default('sub'),
    /** Where people reach the API: scheme, host and port. */
    PUBLIC_URL: safeUrl.refine((text) => new URL(text).pathname === '/', 'an address without a path').optional(),
  })
  .superRefine(({ OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL }, { addIssue }) => {
    if (OIDC_ISSUER === undefined) return;
    for (const [name, value] of Object.entries({ OIDC_CLIENT_ID, PUBLIC_URL }))
      if (value === undefined) addIssue({ code: 'custom', path: [name], message: 'OIDC_ISSUER needs it as well' });
  });
export type Settings = z.output<typeof schema>;

const SECRET = new Set(['CONTENT_KEYS', 'OIDC_CLIENT_SECRET']);
const WITH_PASSWORD = new Set(['DATABASE_URL', 'DATABASE_OWNER_URL', 'SMTP_URL']);

/** Reads the environment; a fault names the setting and what it should be. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success)
    throw new Error(`The settings in the environment are not right:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** A setting that this process cannot do without. */
export function required<K extends keyof Settings>(settings: Settings, name: K): NonNullable<Settings[K]> {
  const value = settings[name];
  if (value === undefined || value === null)
    throw new Error(`${name} is not set. It is needed to start; npm start sets it by itself.`);
  return value;
}

const LOOPBACK = new Set(['127.0.0.1', '::1']);

/** Development takes callers' word for who they are, so it listens on loopback alone. */
export function listeningAddress({ DEVELOPMENT, API_HOST }: Pick<Settings, 'DEVELOPMENT' | 'API_HOST'>): string {
  if (DEVELOPMENT && !LOOPBACK.has(API_HOST))
    throw new Error(
      `API_HOST is ${API_HOST}, but with DEVELOPMENT the API believes whoever calls: set API_HOST to 127.0.0.1, or DEVELOPMENT to false.`,
    );
  return API_HOST;
}

/** The settings as they may be shown. */
export function shownSettings(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      if (SECRET.has(name)) return [name, '(set)'];
      if (WITH_PASSWORD.has(name) && typeof value === 'string') return [name, withoutPassword(value)];
      return [name, value];
    }),
  );
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = 'hidden';
  url.search = '';
  return url.href;
}
