import { resolve } from 'node:path';
import { hkdfSync } from 'node:crypto';
import type { PaymentSettings, Settings } from '../platform/app-context.ts';
import { createMasterKeys, type MasterKeys } from '../platform/encryption/master-keys.ts';
import type { LogLevel } from '../platform/logger.ts';
import type { Env } from './env.ts';

/** Everything that differs between two servers. Tests and tools build one themselves. */
export interface Config extends Settings {
  readonly listen: { readonly host: string; readonly port: number };
  readonly databases: { readonly app: string; readonly identity: string; readonly jobs: string };
  readonly masterKeys: MasterKeys;
  readonly maxConnections: number;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly logLevel: LogLevel;
  readonly drainMs: number;
}

export function configOf(env: Env): Config {
  const isProduction = env.NODE_ENV === 'production';
  // Without a mail server, mails are shown to everybody who can open the pages: on this computer alone.
  if (env.SMTP_URL === undefined && (isProduction || !isLoopback(new URL(env.PUBLIC_URL).hostname))) {
    throw new Error('SMTP_URL is missing: without it nobody can confirm an e-mail address.');
  }
  return {
    listen: { host: env.HOST, port: env.PORT },
    isProduction,
    publicUrl: new URL(env.PUBLIC_URL),
    databases: {
      app: env.APP_DATABASE_URL,
      identity: env.IDENTITY_DATABASE_URL,
      jobs: env.JOBS_DATABASE_URL,
    },
    masterKeys: masterKeysOf(env),
    maxConnections: env.DATABASE_CONNECTIONS,
    secret: env.SECRET,
    auditKey: env.AUDIT_KEY ?? env.SECRET,
    storageDir: resolve(env.STORAGE_DIR),
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    trustedProxies: env.TRUSTED_PROXIES,
    payments: paymentsOf(env),
    logLevel: env.LOG_LEVEL,
    drainMs: env.DRAIN_SECONDS * 1000,
  };
}

/** What is made of SECRET is as lost as SECRET, and cannot be replaced: production names keys of their own. */
function masterKeysOf({ MASTER_KEYS, NODE_ENV, SECRET }: Env): MasterKeys {
  if (MASTER_KEYS !== undefined) return createMasterKeys(MASTER_KEYS);
  if (NODE_ENV === 'production')
    throw new Error(
      'MASTER_KEYS is missing: the keys that encrypt single fields of schools. Make one with: openssl rand -base64 32',
    );
  const derived = hkdfSync('sha256', SECRET, '', 'educrowd development master key', 32);
  return createMasterKeys([['development', new Uint8Array(derived)]]);
}

const STRIPE_PAGES = 'https://checkout.stripe.com';

/** Half a configuration would take pledges and never hear of their payment; a local server would take no money. */
function paymentsOf(env: Env): PaymentSettings | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (secretKey === undefined && webhookSecret === undefined) return null;
  if (secretKey === undefined) throw new Error('STRIPE_SECRET_KEY is missing: set both keys, or none.');
  if (webhookSecret === undefined)
    throw new Error('STRIPE_WEBHOOK_SECRET is missing: set both keys, or none.');
  if (env.STRIPE_API_URL !== undefined && env.NODE_ENV === 'production')
    throw new Error('STRIPE_API_URL is for development: in production payments are real.');
  const apiUrl = env.STRIPE_API_URL === undefined ? null : new URL(env.STRIPE_API_URL);
  return { secretKey, webhookSecret, apiUrl, pageOrigin: apiUrl?.origin ?? STRIPE_PAGES };
}

const isLoopback = (host: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
