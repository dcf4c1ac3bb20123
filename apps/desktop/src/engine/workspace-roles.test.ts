import { expect, test } from 'vitest';
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

function stateOf(roles: readonly string[] | null) {
  const kept = new Map<string, string>(roles === null ? [] : [['roles', JSON.stringify(roles)]]);
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
