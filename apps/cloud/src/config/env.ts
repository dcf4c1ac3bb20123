/** The environment of the server: the only reader of `process.env` in this app. */
import { isIP } from 'node:net';
import * as z from 'zod';

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });
const seconds = (fallback: number) => z.coerce.number().int().min(1).max(600).default(fallback);

/** "10.0.0.0/8, 192.0.2.7": addresses and networks of our own proxies. Never everybody: then anybody could be anybody. */
const networks = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .refine((list) => list.every(isNetwork), 'must be a list of IP addresses and networks');

const ID = '[a-z0-9][a-z0-9-]{0,31}';
const MASTER_KEY = new RegExp(`^(${ID}):([A-Za-z0-9+/_-]+={0,2})$`);

/** "2027-01:BASE64 2026-01:BASE64": keys of at least 256 bits by id. Errors do not repeat what was given. */
const masterKeys = z.string().transform((list, { addIssue, value }) => {
  const keys = list
    .trim()
    .split(/[\s,]+/)
    .map((each) => {
      const [, id = '', base64 = ''] = MASTER_KEY.exec(each) ?? [];
      return [id, new Uint8Array(Buffer.from(base64, 'base64'))] as const;
    });
  const complain = (message: string) => addIssue({ code: 'custom', message, input: value });
  if (keys.some(([id]) => id === '')) complain('must be a list such as 2027-01:BASE64 2026-01:BASE64');
  else if (keys.some(([, key]) => key.length < 32)) complain('each key must have at least 256 bits');
  if (new Set(keys.map(([id]) => id)).size < keys.length) complain('each key needs an id of its own');
  return keys;
});

const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Where it listens. Port 0 takes a free one. */
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** Address of the platform as browsers see it; a school is found at `<its name>.<this host>`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  /** One connection address per database role. */
  APP_DATABASE_URL: databaseUrl,
  IDENTITY_DATABASE_URL: databaseUrl,
  JOBS_DATABASE_URL: databaseUrl,
  /** Connections of the app role; the other roles get a few each. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  /** Signs sign-in tokens. Whoever changes it signs everybody out. */
  SECRET: z.string().min(32, 'must be a random text of at least 32 characters'),
  /** Signs checkpoints of the audit log. Made from SECRET unless given; whoever changes it keeps the old public key. */
  AUDIT_KEY: z.string().min(32, 'must be a random text of at least 32 characters').optional(),
  /**
   * Wrap the keys that encrypt single fields of schools, by id: the current one first, then older ones for as long as
   * `npm run keys:rotate` has not said that they are unused. Without them encrypted fields are lost: keep them apart from
   * backups of the database. Outside of production made from SECRET unless given.
   */
  MASTER_KEYS: masterKeys.optional(),
  /** Folder for uploaded files. */
  STORAGE_DIR: z.string().min(1),
  /** smtp://user:password@host:port. Without it, mails stay in the development mailbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('EduCrowd <no-reply@educrowd.invalid>'),
  /** The payment provider's keys. Without them the server runs, and refuses pledges. */
  STRIPE_SECRET_KEY: z.string().min(8).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(8).optional(),
  /** Address of a local payment server that stands in for the provider, outside production. */
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxies in front of this server; their X-Forwarded-For, -Host and -Proto are believed, and nobody else's. */
  TRUSTED_PROXIES: networks,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** How long a stopping server waits for requests under way. */
  DRAIN_SECONDS: seconds(15),
});
export type Env = z.output<typeof envSchema>;

/** Throws an error that names every missing or wrong variable. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment does not fit:\n${lines.join('\n')}`);
}

function isNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
