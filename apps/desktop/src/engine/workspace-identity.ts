/** Who a workspace belongs to: kept in its file, so that file and owner can never be mixed up. */
import * as z from 'zod';
import { must } from '@educrowd/shared/primitives/assert';
import type { Account } from '../ipc/session.ts';
import type { SchoolAccount } from './network/account.ts';
import type { SyncState } from './store/sync-state.ts';

const schoolSchema = z.object({
  /** Origin that the school is reached at. */
  address: z.string(),
  name: z.string(),
  email: z.string(),
  tenantId: z.string(),
  userId: z.string(),
});
export type SchoolIdentity = z.output<typeof schoolSchema>;

export interface WorkspaceIdentity {
  readonly workspaceId: string;
  readonly displayName: string;
  /** Null for work on this computer alone. */
  readonly school: SchoolIdentity | null;
}

export function readIdentity(state: Pick<SyncState, 'read'>): WorkspaceIdentity {
  const school = state.read('school');
  return {
    workspaceId: must(state.read('workspaceId'), 'a workspace has an id'),
    displayName: state.read('displayName') ?? '',
    school: school === null ? null : schoolSchema.parse(JSON.parse(school)),
  };
}

/** To be called inside a transaction. */
export function writeIdentity(
  state: SyncState,
  { workspaceId, displayName, school }: WorkspaceIdentity,
): void {
  state.write('workspaceId', workspaceId);
  state.write('displayName', displayName);
  if (school !== null) state.write('school', JSON.stringify(school));
}

export const toSchoolIdentity = (account: SchoolAccount, address: string): SchoolIdentity => ({
  address,
  name: account.schoolName,
  email: account.email,
  tenantId: account.tenantId,
  userId: account.userId,
});

export const isSameAccount = (a: SchoolIdentity | null, b: SchoolIdentity): boolean =>
  a !== null && a.tenantId === b.tenantId && a.userId === b.userId;

export const toAccount = ({ workspaceId, displayName, school }: WorkspaceIdentity): Account => ({
  workspaceId,
  displayName,
  school: school && { name: school.name, address: school.address, email: school.email },
});
