/** What the form of a pledge says, and what is kept of it while the backer goes back and forth. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { storableText } from '@educrowd/shared/primitives/text';
import { readForm, type ReadForm } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';

export const nameSchema = storableText(120)
  .trim()
  .transform((name) => (name === '' ? null : name));
export const emailSchema = z.email().max(254);

/** Which reward and how much, as an address carries it. Empty: no reward; the amount of the reward. */
export interface Choice {
  readonly rewardId: string;
  readonly amount: string;
}

/** An id, or nothing; a reward that does not exist is told apart later. */
const rewardSchema = z.union([z.literal(''), z.uuid().toLowerCase()]).catch('');

export const choiceOf = (fields: Readonly<Record<string, string | undefined>>): Choice => ({
  rewardId: rewardSchema.parse(fields['reward'] ?? ''),
  amount: (fields['amount'] ?? '').trim().slice(0, 30),
});

const detailsSchema = z.object({
  name: nameSchema,
  email: z.string().trim().pipe(emailSchema),
  consent: z.literal('yes'),
  requestKey: z.string().min(16).max(64),
});

export function readDetails(
  c: Context<AppEnv>,
  fields: Readonly<Record<string, string>>,
): ReadForm<z.output<typeof detailsSchema>> {
  const { t, account } = c.var;
  // Somebody who has signed in pledges under their own address.
  const given = account ? { ...fields, email: account.email } : fields;
  return readForm(given, detailsSchema, {
    name: t('pledge.nameWrong'),
    email: t('pledge.emailWrong'),
    consent: t('pledge.consentMissing'),
  });
}

const COOKIE = 'pledge_details';
const KEPT_S = 60 * 60;
const keptSchema = z.object({ name: z.string().max(200), email: z.string().max(300) });
export type KeptDetails = z.output<typeof keptSchema>;

const cookiePath = (campaignId: string): string => `/campaigns/${campaignId}/pledge`;

/** In a cookie of this form alone, so that nothing of a visitor is kept here before they pledge. */
export function keepDetails(
  c: Context<AppEnv>,
  campaignId: string,
  fields: Readonly<Record<string, string>>,
): void {
  const details = {
    name: (fields['name'] ?? '').slice(0, 200),
    email: (fields['email'] ?? '').slice(0, 300),
  };
  setCookie(c, COOKIE, JSON.stringify(details), {
    path: cookiePath(campaignId),
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.origin.startsWith('https:'),
    maxAge: KEPT_S,
  });
}

export function keptDetails(c: Context<AppEnv>): KeptDetails {
  const { account } = c.var;
  const fresh = { name: account?.name ?? '', email: '' };
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined) return fresh;
  try {
    return keptSchema.parse(JSON.parse(cookie));
  } catch {
    return fresh; // Somebody else's idea of a cookie.
  }
}

export const forgetDetails = (c: Context<AppEnv>, campaignId: string): void =>
  void deleteCookie(c, COOKIE, { path: cookiePath(campaignId) });
