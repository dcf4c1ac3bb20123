/**
 * Role grants and what follows from them. One person may hold several roles in a school; a grant counts while it is
 * active and not expired, so everything here takes the present time.
 */
import type { Holding } from '../sync/scope.ts';
import { normalizeHoldings } from '../sync/scope.ts';

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

export interface RoleGrant {
  readonly role: Role;
  /** Null: granted by the system when the school was set up. */
  readonly assignedBy: string | null;
  readonly assignedAt: Date;
  readonly expiresAt: Date | null;
  readonly isActive: boolean;
}

/** Everything about a person that decides what they may do in one school. */
export interface Access {
  readonly userId: string;
  readonly grants: readonly RoleGrant[];
  /** Courses and campaigns that the person is on the staff of. */
  readonly courseIds: readonly string[];
  readonly campaignIds: readonly string[];
}

const isInForce = (grant: RoleGrant, now: Date): boolean =>
  grant.isActive && (grant.expiresAt === null || grant.expiresAt > now);

export const activeRoles = (access: Pick<Access, 'grants'>, now: Date): Role[] =>
  roles.filter((role) => access.grants.some((grant) => grant.role === role && isInForce(grant, now)));

/** Roles that work in the desktop app and share the school's `staff` scope. */
const staffRoles: ReadonlySet<Role> = new Set([
  'owner',
  'admin',
  'instructor',
  'campaignManager',
  'financeAdmin',
  'financeViewer',
] as const);

const isAnyOf = (held: readonly Role[], ...wanted: Role[]): boolean =>
  wanted.some((role) => held.includes(role));

/** The scopes that a person's devices keep; empty for people who do not work in the desktop app. */
export function holdingsOf(access: Access, now: Date): Holding[] {
  const held = activeRoles(access, now);
  if (!held.some((role) => staffRoles.has(role))) return [];
  const holdings: Holding[] = ['staff', `user:${access.userId}`];
  if (isAnyOf(held, 'owner', 'admin')) holdings.push('course:*', 'campaign:*');
  if (isAnyOf(held, 'owner', 'admin', 'financeAdmin', 'financeViewer')) holdings.push('finance');
  if (held.includes('instructor')) holdings.push(...access.courseIds.map((id): Holding => `course:${id}`));
  if (held.includes('campaignManager'))
    holdings.push(...access.campaignIds.map((id): Holding => `campaign:${id}`));
  return normalizeHoldings(holdings);
}

/** The numeric level of the REST API: 0 everything · 1 edit finances · 2 view finances · 3 finance statistics · 4 view members · 5 member. */
export type AccessLevel = 0 | 1 | 2 | 3 | 4 | 5;

const levels: Record<Role, AccessLevel> = {
  owner: 0,
  admin: 0,
  financeAdmin: 1,
  financeViewer: 2,
  financeStatisticsViewer: 3,
  analyst: 3,
  memberViewer: 4,
  instructor: 5,
  campaignManager: 5,
  viewer: 5,
  student: 5,
  backer: 5,
  member: 5,
};

/** With several roles the lowest number counts; null without any. */
export function accessLevelOf(access: Pick<Access, 'grants'>, now: Date): AccessLevel | null {
  const held = activeRoles(access, now).map((role) => levels[role]);
  return held.length === 0 ? null : (Math.min(...held) as AccessLevel);
}
