/** What the form of a pledge says, and what is kept of it while the backer goes back and forth. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { personName } from '@educrowd/shared/primitives/text';
import { readForm, type ReadForm } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';

export const nameSchema = personName(120).transform((name) => (name === '' ? null : name));
export const emailSchema = z.email().max(254);

/** Which reward and how much, as an address carries it. Empty: no reward; the amount of the reward. */
export interface Choice {
  /** Null: nothing was chosen, not even to go without. */
  readonly rewardId: string | null;
  readonly amount: string;
}

const NO_REWARD_THERE_IS = '00000000-0000-0000-0000-000000000000';
/** An id, or nothing. What is neither is a reward that does not exist, which is told apart later: not a gift without one. */
const rewardSchema = z
  .union([z.literal(''), z.uuid().toLowerCase()])
  .nullable()
  .catch(NO_REWARD_THERE_IS);

export const choiceOf = (fields: Readonly<Record<string, string | undefined>>): Choice => ({
  rewardId: rewardSchema.parse(fields['reward'] ?? null),
  amount: (fields['amount'] ?? '').trim().slice(0, 30),
});

const detailsSchema = z.object({
  name: nameSchema,
  email: z.string().trim().pipe(emailSchema),
  consent: z.literal('yes'),
  /** Nobody can mend a key that they do not see: one that is none of ours is replaced. */
  requestKey: z
    .string()
    .min(16)
    .max(64)
    .catch(() => randomUUID()),
  /** Of the unpaid pledge that this form made before, under another address. */
  earlier: z.enum(['replace', 'keep']).nullable().catch(null),
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
const keptSchema = z.object({
  name: z.string().max(200),
  email: z.string().max(300),
  requestKey: z.string().min(16).max(64).nullable(),
});
export type KeptDetails = z.output<typeof keptSchema>;

const cookiePath = (campaignId: string): string => `/campaigns/${campaignId}/pledge`;

/** In a cookie of this form alone, so that nothing of a visitor is kept here before they pledge. */
export function keepDetails(
  c: Context<AppEnv>,
  campaignId: string,
  fields: Readonly<Record<string, string>>,
): void {
  keep(c, campaignId, {
    name: (fields['name'] ?? '').slice(0, 200),
    email: (fields['email'] ?? '').slice(0, 300),
    requestKey: fields['requestKey'] ?? null,
  });
}

/** Once the pledge is made, only which form it was: whoever comes back to it corrects that pledge. */
export const forgetDetails = (c: Context<AppEnv>, campaignId: string, requestKey: string): void =>
  keep(c, campaignId, { name: '', email: '', requestKey });

const keep = (c: Context<AppEnv>, campaignId: string, details: KeptDetails): void =>
  setCookie(c, COOKIE, JSON.stringify(details), {
    path: cookiePath(campaignId),
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.origin.startsWith('https:'),
    maxAge: KEPT_S,
  });

export function keptDetails(c: Context<AppEnv>): KeptDetails {
  const { account } = c.var;
  const fresh = { name: account?.name ?? '', email: '', requestKey: null };
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined) return fresh;
  try {
    const kept = keptSchema.parse(JSON.parse(cookie));
    return kept.name === '' ? { ...kept, name: fresh.name } : kept;
  } catch {
    return fresh; // Somebody else's idea of a cookie.
  }
}
