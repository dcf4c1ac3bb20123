import { isInForce } from '@educrowd/shared/permissions/access';
import { mayGrant, permissionsOf } from '@educrowd/shared/permissions/granting';
import { customRoleKey, roles, type RoleKey } from '@educrowd/shared/permissions/roles';
import { storableText } from '@educrowd/shared/primitives/text';
import { authorize, mayDo } from '../../platform/access.ts';
import { notFound } from '../../platform/app-error.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import {
  countHolders,
  findMember,
  grantsOf,
  listCustomRoles,
  listMembers,
  type CustomRole,
  type MemberRow,
  type MembersAsked,
  type ShownGrant,
} from './role-store.ts';
import { isLastingOwner } from './write-grant.ts';

/** A grant, and whether it counts at this moment. */
export type SeenGrant = ShownGrant & { readonly isInForce: boolean };

export interface Member extends MemberRow {
  readonly grants: readonly SeenGrant[];
}

export interface MemberList {
  readonly members: readonly Member[];
  readonly total: number;
}

/** Within name or address; empty for everybody. No address is longer. */
export const SEARCH_LENGTH = 254;
export const memberSearch = storableText(SEARCH_LENGTH).trim();

/** By name. What no name or address can hold is in none. */
export async function readMembers(tx: ReadTx, asked: MembersAsked): Promise<MemberList> {
  authorize(tx, 'member.list');
  if (!memberSearch.safeParse(asked.search).success) return { members: [], total: 0 };
  const { rows, total } = await listMembers(tx, asked);
  return { members: await withGrants(tx, rows), total };
}

/** A member with what the asking person may change of their roles. */
export interface MemberFile {
  readonly member: Member;
  /** May give and take roles at all. */
  readonly mayChange: boolean;
  /** False: whatever it is, the asking person may not give it to this one, who is themselves. */
  readonly mayReceive: boolean;
  /** Roles that the asking person may give and take. */
  readonly offered: readonly RoleKey[];
  readonly customRoles: readonly CustomRole[];
}

export async function readMember(tx: ReadTx, userId: string): Promise<MemberFile> {
  authorize(tx, 'member.list');
  const row = await findMember(tx, userId);
  if (!row) throw notFound();
  const [member] = await withGrants(tx, [row]);
  if (!member) throw notFound();
  const customRoles = await listCustomRoles(tx);
  const asking = { access: tx.access, now: tx.now };
  const all = [
    ...roles.map((key) => ({ key, permissions: permissionsOf(key) })),
    ...customRoles.map(({ id, permissions }) => ({ key: customRoleKey(id), permissions })),
  ];
  return {
    member,
    mayChange: mayDo(tx, 'role.grant'),
    mayReceive: tx.userId !== userId || member.grants.some(isLastingOwner),
    offered: all.filter((role) => mayGrant(asking, role)).map(({ key }) => key),
    customRoles,
  };
}

export interface RoleList {
  readonly customRoles: readonly CustomRole[];
  readonly holders: ReadonlyMap<RoleKey, number>;
  readonly mayDefine: boolean;
}

export async function readRoles(tx: ReadTx): Promise<RoleList> {
  authorize(tx, 'member.list');
  return {
    customRoles: await listCustomRoles(tx),
    holders: await countHolders(tx),
    mayDefine: mayDo(tx, 'role.define'),
  };
}

async function withGrants(tx: ReadTx, rows: readonly MemberRow[]): Promise<Member[]> {
  const grants = await grantsOf(
    tx,
    rows.map(({ userId }) => userId),
  );
  return rows.map((row) => ({
    ...row,
    grants: (grants.get(row.userId) ?? []).map((grant) => ({
      ...grant,
      isInForce: isInForce(
        { isActive: grant.isActive, expiresAt: grant.expiresAt === null ? null : new Date(grant.expiresAt) },
        tx.now,
      ),
    })),
  }));
}
