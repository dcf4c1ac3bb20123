/** Who may give and take which role: nobody hands out more than they hold, and only an owner makes owners. */
import { activeRoles } from './access.ts';
import { can, type Asking } from './can.ts';
import { permissions, ruleOf, type Permission } from './matrix.ts';
import type { Role, RoleKey } from './roles.ts';

/** What a role may do, if only in own courses and campaigns; what needs no role is left out. */
export const permissionsOf = (role: Role): Permission[] =>
  permissions.filter((permission) => {
    const { roles, ownCourses = [], ownCampaigns = [] } = ruleOf(permission);
    return typeof roles !== 'string' && [...roles, ...ownCourses, ...ownCampaigns].includes(role);
  });

/** A role as it is to be given: of one that the school has defined, with what it gives. */
export interface GivenRole {
  readonly key: RoleKey;
  readonly permissions: readonly Permission[];
}

/** Ending, changing and prolonging a grant need the same. */
export function mayGrant(asking: Asking, { key, permissions: given }: GivenRole): boolean {
  if (!can(asking, 'role.grant')) return false;
  if (key === 'owner') return asking.access !== null && activeRoles(asking.access, asking.now).includes(key);
  return given.every((permission) => can(asking, permission));
}

/** What the person may put into a role: what they may do themselves, in the whole school. */
export const mayDelegate = (asking: Asking, permission: Permission): boolean => can(asking, permission);
