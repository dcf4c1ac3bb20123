/** What the account may do in its school, as the school said last; asked once in every run, when sync has succeeded. */
import * as z from 'zod';
import { can } from '@educrowd/shared/permissions/can';
import { roles, type Role } from '@educrowd/shared/permissions/roles';
import type { EngineEvent } from '../ipc/events.ts';
import type { SchoolConnection } from './network/create-network.ts';
import type { SyncState } from './store/sync-state.ts';
import type { WorkspaceIdentity } from './workspace-identity.ts';

export interface RoleKeeper {
  /** Asks the school unless it has answered already. Never rejects. */
  readonly askOnce: () => Promise<void>;
}

export interface RoleKeeperOptions {
  readonly state: SyncState;
  readonly closing: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error: unknown) => void;
}

export function createRoleKeeper(
  school: Pick<SchoolConnection, 'account'>,
  { state, closing, emit, log }: RoleKeeperOptions,
): RoleKeeper {
  let isAsked = false;
  return {
    askOnce: async () => {
      if (isAsked) return;
      isAsked = true;
      try {
        const account = await school.account();
        const held = JSON.stringify(account.roles);
        const allowed = account.permissions ? JSON.stringify(account.permissions) : null;
        if (closing.aborted) return;
        if (state.read('roles') === held && state.read('permissions') === allowed) return;
        state.write('roles', held);
        if (allowed === null) state.remove('permissions');
        else state.write('permissions', allowed);
        emit({ type: 'session' });
      } catch (error) {
        isAsked = false;
        if (!closing.aborted) log('The school did not say what this account may do', error);
      }
    },
  };
}

const rolesSchema = z.array(z.enum(roles));

/** Empty until the school has said it. */
function readRoles(state: Pick<SyncState, 'read'>): Role[] {
  return rolesSchema.parse(JSON.parse(state.read('roles') ?? '[]'));
}

/** Null until the school has said it, and while its server is too old to. */
function readPermissions(state: Pick<SyncState, 'read'>): string[] | null {
  const said = state.read('permissions');
  return said === null ? null : z.array(z.string()).parse(JSON.parse(said));
}

/** Work on this computer alone may be anything; what becomes of it is the school's to say. */
export function mayCreateCampaigns(
  state: Pick<SyncState, 'read'>,
  { school }: Pick<WorkspaceIdentity, 'school'>,
): boolean {
  if (school === null) return true;
  const allowed = readPermissions(state);
  if (allowed !== null) return allowed.includes('campaign.create');
  // The roles that come with the app: what one that the school has defined allows, the app cannot know.
  const now = new Date();
  const grants = readRoles(state).map((role) => ({
    role,
    assignedBy: null,
    assignedAt: now,
    expiresAt: null,
    isActive: true,
  }));
  return can(
    { access: { userId: school.userId, grants, courseIds: [], campaignIds: [] }, now },
    'campaign.create',
  );
}
