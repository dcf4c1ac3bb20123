/**
 * Role grants and what follows from them. One person may hold several roles in a school; a grant counts while it is
 * active and not expired, so everything here takes the present time.
 */
import { isDelegable, type Permission } from './matrix.ts';
import { roles, type Role, type RoleKey } from './roles.ts';

export interface RoleGrant {
  readonly role: RoleKey;
  /** What a role gives that the school has defined; of the others the matrix knows. */
  readonly permissions?: readonly Permission[];
  /** Of a role that the school has defined. */
  readonly name?: string;
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

export const isInForce = (grant: Pick<RoleGrant, 'isActive' | 'expiresAt'>, now: Date): boolean =>
  grant.isActive && (grant.expiresAt === null || grant.expiresAt > now);

type Granted = Pick<Access, 'grants'>;

export const activeRoles = ({ grants }: Granted, now: Date): Role[] =>
  roles.filter((role) => grants.some((grant) => grant.role === role && isInForce(grant, now)));

/** What the roles give that the school has defined: in the whole school, and nothing that is not delegable. */
export const customPermissions = ({ grants }: Granted, now: Date): Permission[] =>
  grants
    .filter((grant) => isInForce(grant, now))
    .flatMap((grant) => grant.permissions ?? [])
    .filter(isDelegable);

export const customRoleNames = ({ grants }: Granted, now: Date): string[] =>
  grants.filter((grant) => isInForce(grant, now)).flatMap(({ name }) => name ?? []);

/** When the first grant that is in force ends by itself; null when none does. */
export function nextExpiry({ grants }: Granted, now: Date): Date | null {
  const ends = grants.filter((grant) => isInForce(grant, now)).flatMap(({ expiresAt }) => expiresAt ?? []);
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
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

/** Of a role that the school has defined, as far as its permissions reach. */
const permissionLevels: Partial<Record<Permission, AccessLevel>> = {
  'ledger.view': 2,
  'pledge.list': 2,
  'finance.statistics': 3,
  'member.list': 4,
};

/** With several roles the lowest number counts; null without any. */
export function accessLevelOf(access: Granted, now: Date): AccessLevel | null {
  if (!access.grants.some((grant) => isInForce(grant, now))) return null;
  const held: AccessLevel[] = [
    ...activeRoles(access, now).map((role) => levels[role]),
    ...customPermissions(access, now).map((permission) => permissionLevels[permission] ?? 5),
  ];
  return held.reduce((lowest, level) => (level < lowest ? level : lowest), 5 as AccessLevel);
}
