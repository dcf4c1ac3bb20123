/** The key in a mail's link that ends mails about a campaign: it works without signing in, for that address alone. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** Whose mails about what. */
export interface MailStop {
  readonly tenantId: string;
  readonly campaignId: string;
  /** Lower case. */
  readonly email: string;
}

const claims = z.tuple([z.uuid(), z.email().max(254)]);

export function createStopKey(secret: string, { tenantId, campaignId, email }: MailStop): string {
  const payload = Buffer.from(JSON.stringify([campaignId, email])).toString('base64url');
  return `${payload}.${sign(secret, tenantId, payload).toString('base64url')}`;
}

/** Null for a key that this school has not given out. */
export function readStopKey(secret: string, tenantId: string, key: string): MailStop | null {
  const [payload = '', signature = ''] = key.split('.');
  const [given, expected] = [Buffer.from(signature, 'base64url'), sign(secret, tenantId, payload)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  return parsed.success ? { tenantId, campaignId: parsed.data[0], email: parsed.data[1] } : null;
}

const sign = (secret: string, tenantId: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`campaign mail stop\n${tenantId}\n${payload}`).digest();
