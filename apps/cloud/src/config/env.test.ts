import { expect, test } from 'vitest';
import { configOf } from './config.ts';
import { readEnv } from './env.ts';

const complete = {
  APP_DATABASE_URL: 'postgres://educrowd_app:x@127.0.0.1:5432/educrowd',
  IDENTITY_DATABASE_URL: 'postgres://educrowd_identity:x@127.0.0.1:5432/educrowd',
  JOBS_DATABASE_URL: 'postgres://educrowd_jobs:x@127.0.0.1:5432/educrowd',
  SECRET: 'a secret that is long enough to be one',
  STORAGE_DIR: '/var/lib/educrowd',
};

const key = (fill: number, sizeBytes = 32) => Buffer.alloc(sizeBytes, fill).toString('base64');
const masterKeysOf = (MASTER_KEYS: string, SECRET = complete.SECRET) =>
  configOf(readEnv({ ...complete, MASTER_KEYS, SECRET })).masterKeys;

test('what is not said has a value that works on one’s own computer', () => {
  const config = configOf(readEnv({ ...complete, SMTP_URL: '' }));
  expect(config).toMatchObject({
    isProduction: false,
    listen: { host: '127.0.0.1', port: 4000 },
    smtpUrl: null,
    trustedProxies: [],
  });
  expect(config.publicUrl.href).toBe('http://localhost:4000/');
});

test('everything that is wrong is named at once', () => {
  const read = () => readEnv({ ...complete, PORT: 'many', SECRET: 'short', APP_DATABASE_URL: undefined });
  expect(read).toThrow(/PORT/);
  expect(read).toThrow(/SECRET: must be a random text of at least 32 characters/);
  expect(read).toThrow(/APP_DATABASE_URL/);
});

test.each(['10.0.0.0/8, 192.0.2.1', '2001:db8::/32'])('the proxies %s are understood', (list) => {
  expect(readEnv({ ...complete, TRUSTED_PROXIES: list }).TRUSTED_PROXIES).toEqual(list.split(', '));
});

test.each(['everybody', '10.0.0.0/33', '10.0.0/8', '0.0.0.0/0', '::/0'])('the proxies %s are not', (list) => {
  expect(() => readEnv({ ...complete, TRUSTED_PROXIES: list })).toThrow(/TRUSTED_PROXIES/);
});

test('in production mails have to leave', () => {
  const env = { ...complete, NODE_ENV: 'production', MASTER_KEYS: `2027:${key(1)}` };
  expect(() => configOf(readEnv(env))).toThrow(/SMTP_URL/);
  expect(
    configOf(readEnv({ ...env, SMTP_URL: 'smtps://user:word@mail.example.org' })).smtpUrl,
  ).not.toBeNull();
});

test('the first master key wraps, older ones can still be named', () => {
  const keys = masterKeysOf(`2027-01:${key(1)} 2026-01:${key(2)}`);
  expect(keys.current.reference).toMatch(/^2027-01\.[0-9a-f]{16}$/);
  expect(keys.byReference.size).toBe(2);
  // Other material under the same id is another key.
  expect(keys.byReference.has(masterKeysOf(`2027-01:${key(3)}`).current.reference)).toBe(false);
});

test.each([
  ['short', `2027:${key(1, 31)}`, /256 bits/],
  ['without an id', key(1), /list such as/],
  ['no base64', '2027:***', /list such as/],
  ['two of one id', `2027:${key(1)} 2027:${key(2)}`, /id of its own/],
])('master keys that are %s are refused, and not repeated', (_what, list, complaint) => {
  const read = () => masterKeysOf(list);
  expect(read).toThrow(complaint);
  expect(read).not.toThrow(list);
});

test('outside of production the master key is made of the secret, in production it is not', () => {
  const one = masterKeysOf('').current.reference;
  expect(masterKeysOf('').current.reference).toBe(one);
  expect(masterKeysOf('', 'another secret that is long enough to be').current.reference).not.toBe(one);
  expect(() =>
    configOf(readEnv({ ...complete, NODE_ENV: 'production', SMTP_URL: 'smtps://mail.example.org' })),
  ).toThrow(/MASTER_KEYS/);
});
