/** What a person reads of a role and of how long somebody has it. */
import type { Translate } from '@educrowd/shared/messages/translate';
import { customRoleIdOf, isBuiltIn, type RoleKey } from '@educrowd/shared/permissions/roles';
import { endOfDay, lastDayBefore } from '@educrowd/shared/primitives/zoned-time';
import type { RequestVariables } from '../../platform/request.ts';
import type { SeenGrant } from './read-members.ts';
import type { CustomRole } from './role-store.ts';

export type Reader = Pick<RequestVariables, 'locale' | 'school' | 't'>;

export const zoneOf = ({ school }: Pick<Reader, 'school'>): string => school?.timeZone ?? 'UTC';

export const roleName = (
  key: RoleKey,
  { t, customRoles }: { readonly t: Translate; readonly customRoles: readonly CustomRole[] },
): string =>
  isBuiltIn(key)
    ? t(`roles.${key}`)
    : (customRoles.find(({ id }) => id === customRoleIdOf(key))?.name ?? t('members.role'));

export const grantName = (grant: SeenGrant, t: Translate): string =>
  isBuiltIn(grant.role) ? t(`roles.${grant.role}`) : (grant.customName ?? t('members.role'));

/** A role that was given for days is said to count through the last one; any other end has its time of day. */
export function describeTerm({ expiresAt, isActive, isInForce }: SeenGrant, reader: Reader): string {
  const { t } = reader;
  if (expiresAt === null) return t('members.noEnd');
  const time = dateText(expiresAt, reader, { timeStyle: 'short' });
  if (isActive && !isInForce) return t('members.over', { time });
  const day = lastDayBefore(expiresAt, zoneOf(reader));
  return endOfDay(day, zoneOf(reader)) === new Date(expiresAt).toISOString()
    ? t('members.through', { day: dayText(expiresAt, reader), zone: zoneOf(reader) })
    : t('members.until', { time });
}

export function describeGiving({ assignedAt, assignedBy, assignedByName }: SeenGrant, reader: Reader) {
  const { t } = reader;
  const date = dateText(assignedAt, reader);
  return assignedBy === null
    ? t('members.givenByItself', { date })
    : t('members.givenBy', { giver: assignedByName ?? t('audit.formerMember'), date });
}

/** The day whose end it is. */
export const dayText = (end: string, reader: Reader): string =>
  dateText(new Date(new Date(end).getTime() - 1), reader, { dateStyle: 'full' });

export const dateText = (
  at: Date | string,
  reader: Pick<Reader, 'locale' | 'school'>,
  more: Intl.DateTimeFormatOptions = {},
): string =>
  new Date(at).toLocaleString(reader.locale, { dateStyle: 'long', timeZone: zoneOf(reader), ...more });
