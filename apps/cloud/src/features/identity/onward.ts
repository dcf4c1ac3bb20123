/**
 * Where somebody wanted to go before they had to sign up, sign in or choose a new password. Pages hand it on as `next`.
 * A mail may be opened in another browser, so its link carries it, too: encrypted, since the mail goes to an address that
 * nobody has confirmed, and is to say no word that whoever asked for it has thought of.
 */
import { createHash, createSecretKey } from 'node:crypto';
import type { Context } from 'hono';
import { decrypt, encrypt } from '../../platform/encryption/authenticated-encryption.ts';
import { safePath } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';

/** The parameter of a mail's link. */
export const ONWARD = 'onward';

/** The path that a form or an address of these pages names, or `fallback`. */
export function wantedPath(
  c: Context<AppEnv>,
  secret: string,
  { fields, fallback = '/' }: { fields?: Readonly<Record<string, string>>; fallback?: string } = {},
): string {
  const plain = fields?.['next'] ?? c.req.query('next');
  if (plain !== undefined) return safePath(plain, fallback);
  const sealed = c.req.query(ONWARD);
  return sealed === undefined ? fallback : safePath(unseal(secret, sealed), fallback);
}

export const sealPath = (secret: string, path: string): string =>
  Buffer.from(encrypt(keyOf(secret), ONWARD, Buffer.from(path))).toString('base64url');

/** Undefined where the link was not copied whole, or comes from before the secret was changed. */
function unseal(secret: string, sealed: string): string | undefined {
  try {
    return decrypt(keyOf(secret), ONWARD, Buffer.from(sealed, 'base64url')).toString();
  } catch {
    return undefined;
  }
}

const keyOf = (secret: string) =>
  createSecretKey(createHash('sha256').update(`${ONWARD}\n${secret}`).digest());
