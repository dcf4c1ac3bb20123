import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { openStore } from '../store/open-store.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';

const entity = entityNamed('Notification');
let folder = '';
let opened: TestEngine;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  opened = openTestEngine(folder);
  await opened.client.session.startLocal({ displayName: 'Ada' });
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What sync would have brought while the windows looked on; the last one is the newest. */
async function told(count: number): Promise<string[]> {
  const { current } = await opened.client.session.state();
  await opened.close();
  const path = join(folder, 'workspaces', current!.workspaceId, 'workspace.sqlite');
  const store = openStore(path);
  const ids = Array.from({ length: count }, () => newId<'Notification'>());
  store.transaction(() => {
    for (const [index, id] of ids.entries()) {
      const occurredAt = new Date(Date.UTC(2026, 2, 1) + index * 1_000).toISOString();
      store.overlay.putServerRow(entity, id, {
        id,
        createdAt: occurredAt,
        updatedAt: occurredAt,
        deletedAt: null,
        userId: newId(),
        event: 'course.enrolled',
        data: { studentName: 'Sam' },
        occurredAt,
        readAt: null,
      });
    }
  });
  store.close();
  opened = openTestEngine(folder);
  return ids;
}

test('are listed, the newest first, and read without a network, for good', async () => {
  const [first, second, third] = await told(3);
  const list = () => opened.client.notifications.list();
  expect(await list()).toMatchObject({
    unread: 3,
    notifications: [{ id: third, event: 'course.enrolled', isRead: false }, { id: second }, { id: first }],
  });
  await opened.client.notifications.markRead({ ids: [second!, newId()] });
  await opened.client.notifications.markRead({ ids: [second!] });
  expect(opened.events).toContainEqual({
    type: 'rows',
    tables: ['notifications'],
    courseIds: [],
    campaignIds: [],
  });
  await opened.close();
  opened = openTestEngine(folder);
  expect(await list()).toMatchObject({
    unread: 2,
    notifications: [{ isRead: false }, { id: second, isRead: true }, { isRead: false }],
  });
});

test('more than one change may name are all read at once', async () => {
  await told(1_100);
  await opened.client.notifications.markAllRead();
  const { notifications, unread } = await opened.client.notifications.list();
  expect([notifications.length, unread]).toEqual([100, 0]);
});
