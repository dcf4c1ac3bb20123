import type { Translate } from '@educrowd/shared/messages/translate';
import { endOfDay } from '@educrowd/shared/primitives/zoned-time';

export type EndDay =
  | { readonly ok: true; readonly expiresAt: string | null }
  | { readonly ok: false; readonly message: string };

/** When a role ends that counts through the day that somebody has typed; empty: never. */
export function readEndDay(
  typed: string,
  { t, timeZone, now }: { readonly t: Translate; readonly timeZone: string; readonly now: Date },
): EndDay {
  const day = typed.trim();
  if (day === '') return { ok: true, expiresAt: null };
  const expiresAt = endOfDay(day, timeZone);
  if (expiresAt === null) return { ok: false, message: t('members.endDayWrong') };
  return new Date(expiresAt) > now
    ? { ok: true, expiresAt }
    : { ok: false, message: t('members.endDayPast') };
}
