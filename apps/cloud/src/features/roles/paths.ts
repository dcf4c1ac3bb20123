import type { Holder } from './role-store.ts';

export const MEMBERS_PATH = '/admin/members';
export const ROLES_PATH = '/admin/roles';

export const memberPath = (userId: string): string => `${MEMBERS_PATH}/${userId}`;
export const grantsPath = (userId: string): string => `${memberPath(userId)}/roles`;
export const grantPath = ({ userId, role }: Holder): string => `${grantsPath(userId)}/${role}`;
export const endPath = (holder: Holder): string => `${grantPath(holder)}/end`;
export const rolePath = (id: string): string => `${ROLES_PATH}/${id}`;
export const removalPath = (id: string): string => `${rolePath(id)}/remove`;
