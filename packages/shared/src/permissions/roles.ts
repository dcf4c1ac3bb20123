/** Names of roles: those that every school has, and those that a school has defined for itself. */
import * as z from 'zod';

export const roles = [
  'owner',
  'admin',
  'instructor',
  'campaignManager',
  'financeAdmin',
  'financeViewer',
  'financeStatisticsViewer',
  'memberViewer',
  'analyst',
  'viewer',
  'student',
  'backer',
  'member',
] as const;
export type Role = (typeof roles)[number];

/** A role that the school has defined, by its id. */
export type CustomRoleKey = `custom:${string}`;
export type RoleKey = Role | CustomRoleKey;

const PREFIX = 'custom:';
export const customRoleKey = (id: string): CustomRoleKey => `${PREFIX}${id}`;
export const customRoleIdOf = (key: RoleKey): string | null =>
  key.startsWith(PREFIX) ? key.slice(PREFIX.length) : null;
export const isBuiltIn = (key: RoleKey): key is Role => customRoleIdOf(key) === null;

export const roleKeySchema = z.union([
  z.enum(roles),
  z
    .string()
    .regex(/^custom:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    .transform((key) => key as CustomRoleKey),
]);
