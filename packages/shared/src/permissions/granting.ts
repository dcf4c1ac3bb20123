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

/** Ending, changing and prolonging a grant need the same; what lasts is asked with `askingUntil`. */
export function mayGrant(asking: Asking, { key, permissions: given }: GivenRole): boolean {
  if (!can(asking, 'role.grant')) return false;
  if (key === 'owner') return asking.access !== null && activeRoles(asking.access, asking.now).includes(key);
  return given.every((permission) => can(asking, permission));
}

/** The end of time: who still has a right then has it for good. */
const FOR_GOOD = new Date(8.64e15);

/**
 * The same person when something ends (null: never): rights only end with time, so what is allowed then is allowed until
 * then. Nobody hands out for longer than they hold.
 */
export function askingUntil(asking: Asking, end: Date | null): Asking {
  const lastMoment = end === null ? FOR_GOOD : new Date(end.getTime() - 1);
  return { ...asking, now: lastMoment > asking.now ? lastMoment : asking.now };
}

/** What the person may put into a role: what they may do themselves, in the whole school. */
export const mayDelegate = (asking: Asking, permission: Permission): boolean => can(asking, permission);
