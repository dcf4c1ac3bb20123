import { describe, expect, it } from 'vitest';
import { can } from './can.ts';
import { editPermissions, matrix } from './matrix.ts';
import { accessLevelOf, type Access } from './access.ts';
import { holdingsOf } from './holdings.ts';
import { roles, type Role } from './roles.ts';
import { syncedEntities } from '../synced-entities.ts';

const now = new Date('2026-05-01T00:00:00Z');
const courseId = '019a0000-0000-7000-8000-0000000000c1';
const other = '019a0000-0000-7000-8000-0000000000c2';
const accessWith = (held: Role[], overrides: Partial<Access> = {}): Access => ({
  userId: '019a0000-0000-7000-8000-000000000001',
  grants: held.map((role) => ({ role, assignedBy: null, assignedAt: now, expiresAt: null, isActive: true })),
  courseIds: [courseId],
  campaignIds: [],
  ...overrides,
});

describe('holdings', () => {
  it('give a teacher the staff scope, their own courses and themselves', () => {
    const access = accessWith(['instructor']);
    expect(holdingsOf(access, now)).toEqual([`course:${courseId}`, 'staff', `user:${access.userId}`]);
  });

  it('give an admin everything of the school, a student nothing', () => {
    expect(holdingsOf(accessWith(['admin']), now)).toEqual([
      'campaign:*',
      'course:*',
      'finance',
      'staff',
      `user:${accessWith([]).userId}`,
    ]);
    expect(holdingsOf(accessWith(['student', 'backer']), now)).toEqual([]);
  });

  it('end with the grant, without a write', () => {
    const [grant] = accessWith(['admin']).grants;
    const expiring = { ...grant!, expiresAt: new Date(now.getTime() + 1) };
    const access = accessWith([], { grants: [expiring] });
    expect(holdingsOf(access, now)).not.toEqual([]);
    expect(holdingsOf(access, expiring.expiresAt)).toEqual([]);
    expect(holdingsOf(accessWith([], { grants: [{ ...grant!, isActive: false }] }), now)).toEqual([]);
  });
});

describe('the matrix', () => {
  it('narrows an instructor to the courses that they teach', () => {
    const access = accessWith(['instructor']);
    expect(can({ access, now }, 'course.author', { courseId })).toBe(true);
    expect(can({ access, now }, 'course.author', { courseId: other })).toBe(false);
    expect(can({ access, now }, 'course.author')).toBe(false);
  });

  it('does not let a staff entry alone author: the role is needed too', () => {
    expect(can({ access: accessWith(['student']), now }, 'course.author', { courseId })).toBe(false);
  });

  it('allows visitors only what everyone may', () => {
    for (const permission of Object.keys(matrix) as (keyof typeof matrix)[]) {
      expect(can({ access: null, now }, permission, { courseId })).toBe(
        matrix[permission].roles === 'everyone',
      );
    }
  });

  it('decides about plain edits of every synced entity', () => {
    expect(Object.keys(editPermissions).toSorted()).toEqual(
      syncedEntities.map((entity) => entity.name).toSorted(),
    );
  });
});

describe('levels', () => {
  it('count the lowest number of all roles in force', () => {
    expect(accessLevelOf(accessWith(['student', 'financeViewer']), now)).toBe(2);
    expect(accessLevelOf(accessWith([...roles]), now)).toBe(0);
    expect(accessLevelOf(accessWith([]), now)).toBeNull();
  });
});
