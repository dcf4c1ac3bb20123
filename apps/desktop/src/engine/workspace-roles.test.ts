import { expect, test } from 'vitest';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import type { SyncStateKey } from './store/sync-state.ts';
import { createRoleKeeper, mayCreateCampaigns } from './workspace-roles.ts';

const school = {
  school: {
    address: 'https://riverside.example.org',
    name: 'Riverside',
    email: 'mara@example.org',
    tenantId: 't',
    userId: 'u',
  },
};

function stateOf(roles: readonly string[] | null, permissions: readonly string[] | null = null) {
  const kept = new Map<string, string>();
  if (roles !== null) kept.set('roles', JSON.stringify(roles));
  if (permissions !== null) kept.set('permissions', JSON.stringify(permissions));
  return {
    read: (key: SyncStateKey) => kept.get(key) ?? null,
    write: (key: SyncStateKey, value: string) => void kept.set(key, value),
    remove: (key: SyncStateKey) => void kept.delete(key),
  };
}

test('who works on campaigns: those whose role allows it, and everybody without a school', () => {
  expect(mayCreateCampaigns(stateOf(['instructor']), school)).toBe(false);
  expect(mayCreateCampaigns(stateOf(['instructor', 'campaignManager']), school)).toBe(true);
  expect(mayCreateCampaigns(stateOf(['admin']), school)).toBe(true);
  expect(mayCreateCampaigns(stateOf(null), school)).toBe(false);
  expect(mayCreateCampaigns(stateOf(null), { school: null })).toBe(true);
});

test('what the school says of permissions decides, also by roles that it has defined itself', () => {
  expect(mayCreateCampaigns(stateOf([], ['campaign.create', 'sync.use']), school)).toBe(true);
  expect(mayCreateCampaigns(stateOf(['campaignManager'], ['sync.use']), school)).toBe(false);
});

test('permissions come and go with what the school says', async () => {
  const state = stateOf(['student']);
  const events: unknown[] = [];
  const ask = (permissions?: Permission[]): Promise<void> => {
    const { userId, email, tenantId } = school.school;
    const account = { userId, email, tenantId, displayName: 'Mara', schoolName: 'Riverside' };
    return createRoleKeeper(
      { account: () => Promise.resolve({ ...account, roles: ['student'], permissions }) },
      {
        state,
        closing: new AbortController().signal,
        emit: (event) => events.push(event),
        log: () => undefined,
      },
    ).askOnce();
  };
  await ask(['campaign.create']);
  await ask(['campaign.create']);
  expect(events).toHaveLength(1);
  expect(mayCreateCampaigns(state, school)).toBe(true);
  await ask();
  expect(events).toHaveLength(2);
  expect(mayCreateCampaigns(state, school)).toBe(false);
});

test('the school is asked once, and again after it could not be', async () => {
  const state = stateOf(null);
  const events: unknown[] = [];
  const logged: string[] = [];
  let asked = 0;
  const keeper = createRoleKeeper(
    {
      account: () => {
        asked += 1;
        if (asked === 1) return Promise.reject(new Error('cut'));
        const { userId, email, tenantId } = school.school;
        return Promise.resolve({
          userId,
          email,
          tenantId,
          displayName: 'Mara',
          schoolName: 'Riverside',
          roles: ['campaignManager'],
        });
      },
    },
    {
      state,
      closing: new AbortController().signal,
      emit: (event) => events.push(event),
      log: (message) => logged.push(message),
    },
  );
  await keeper.askOnce();
  expect(mayCreateCampaigns(state, school)).toBe(false);
  expect(logged).toHaveLength(1);
  await keeper.askOnce();
  await keeper.askOnce();
  expect(asked).toBe(2);
  expect(mayCreateCampaigns(state, school)).toBe(true);
  expect(events).toEqual([{ type: 'session' }]);
});
